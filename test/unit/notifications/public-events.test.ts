import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { operations } from '../../../functions/notifications/operations.ts';
import { publicEvents } from '../../../functions/notifications/subscriptions.ts';
import { listEvents } from '../../../shared/messaging/event.ts';

const functionsFolder = join(import.meta.dirname, '../../../functions');

/** What no company is shown: requests between contexts, deadlines, and the errands listed here. */
const isErrand = (type: string): boolean =>
  /_requested\.v\d+$/.test(type) ||
  /\.(notifications|sandbox|testhouse)\./.test(type) ||
  type.includes('.deadline_reached.');
const inner = new Set<string>([
  // The answer to a request of another context, which tells its own companies what follows from it.
  'entrepot.escrow.request_refused.v1',
  // One share of a chargeback, on its way to its escrow; the parties see what it did there.
  'entrepot.escrow.chargeback_share_received.v1',
  // What the PSP takes back and gives back; the parties see what it did in their escrow.
  'entrepot.payments.chargeback_received.v1',
  'entrepot.payments.chargeback_reversed.v1',
  // Where card money lies is the house's concern: it ends a holding limit.
  'entrepot.payments.card_money_settled.v1',
  // Open data that anyone can list; it is news for nobody in particular.
  'entrepot.fx.rates_published.v1',
  // The next step of fx with an order that has ended: companies see the quote that is let go.
  'entrepot.fx.bound_locks_due.v1',
  // What banks and PSP say, and the next step of payments with it: the parties see payables, payments and payouts.
  'entrepot.payments.bank_entry_received.v1',
  'entrepot.payments.held_payouts_due.v1',
  'entrepot.payments.payout_due.v1',
  'entrepot.payments.psp_event_received.v1',
  'entrepot.payments.receipt_booked.v1',
  'entrepot.payments.receipt_unapplied.v1',
  'entrepot.payments.transfer_status_received.v1',
  'entrepot.payments.receipt_placed.v1',
  // The next step of settlement; the company is told of the invoice itself.
  'entrepot.settlement.invoice_due.v1',
  // What the fund publishes, and how books, fund and bank compare: the house's own proofs.
  'entrepot.idle_balances.publication_stored.v1',
  'entrepot.idle_balances.tie_made.v1',
  'entrepot.reconciliation.books_reconciled.v1',
  'entrepot.reconciliation.break_closed.v1',
  'entrepot.reconciliation.break_opened.v1',
  // Questions of sourcing and their answers, with what the buyer can pay; the buyer reads matchings and the comparison.
  'entrepot.sourcing.matching_asked.v1',
  'entrepot.catalog.suppliers_matched.v1',
  'entrepot.freight.estimated.v1',
  'entrepot.customs.estimated.v1',
  // The leg of a loan begins again by an operator; lender and borrower hear where the loan moves.
  'entrepot.credit.loan_resumed.v1',
  // Who joined or left a lane; each shipper hears of its own consignment, also when it is moved.
  'entrepot.freight.lane_changed.v1',
  // The next page of a pool's members.
  'entrepot.freight.members_due.v1',
  // Between the house and the carrier: no shipper pays such a line.
  'entrepot.freight.invoice_dispute_moved.v1',
  // For the tax office, which is outside.
  'entrepot.refunds.payment_reference_set.v1',
]);

test('every fact that a contract declares is public, or is an inner one by decision', async () => {
  const contexts = readdirSync(functionsFolder, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  for (const { name } of contexts) {
    if (readdirSync(join(functionsFolder, name)).includes('contract.ts'))
      await import(join(functionsFolder, name, 'contract.ts'));
  }
  const published = new Set<string>(publicEvents.map((event) => event.type));
  const forgotten = listEvents()
    .map((event) => event.type)
    .filter((type) => !isErrand(type) && !inner.has(type) && !published.has(type));
  expect(forgotten).toEqual([]);
});

test('an endpoint may name any public type or context, and nothing else', () => {
  const body = operations.createWebhookEndpoint.body;
  const takes = (filter: string) =>
    body.safeParse({ url: 'https://x.example/', eventTypes: [filter] }).success;
  for (const event of publicEvents) expect(takes(event.type)).toBe(true);
  expect(takes('entrepot.escrow.*')).toBe(true);
  for (const filter of ['entrepot.nothing.*', 'entrepot.escrow.invented.v1', '*', 'entrepot.notifications.*'])
    expect(takes(filter)).toBe(false);
});
