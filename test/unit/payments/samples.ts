import type { Journal } from '../../../functions/ledger/contract.ts';
import type { Payable } from '../../../functions/payments/domain/payable.ts';
import { createPayment, type Payment } from '../../../functions/payments/domain/payment.ts';
import type { Payout } from '../../../functions/payments/domain/payout.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, type Money, parseMoney, zeroMoney } from '../../../shared/kernel/money.ts';

export const buyerId = 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V';
export const escrowId = 'esc_01K9Z3V5T8QW2M4N6P8R0S1T3V';
export const noon = parseInstant('2026-11-22T12:00:00.000Z');

/** `pay_…1`, `pay_…2` and so on. */
export const payableIdOf = (index: number): string => `pay_01K9Z3V5T8QW2M4N6P8R0S1T3${index}`;

export const usd = (amount: string): Money => parseMoney({ currency: 'USD', amount }, { allowZero: true });

export const payable = (overrides: Partial<Payable> = {}): Payable => {
  const amount = overrides.amount ?? usd('6360.00');
  return {
    payableId: payableIdOf(1),
    kind: 'escrow_instalment',
    subject: escrowId,
    name: 'deposit',
    debtorId: buyerId,
    description: 'Deposit 30 %',
    amount,
    creditCode: '2010',
    creditOwner: escrowId,
    reference: 'RF18539007547034',
    state: 'open',
    received: zeroMoney(amount.currency),
    correlationId: 'trade-1',
    ...overrides,
  };
};

/** A card payment that the PSP works on. */
export const cardPayment = (
  payables: readonly Payable[],
  fee: Money,
  state: Payment['state'] = 'processing',
): Payment => ({
  ...createPayment(
    { paymentId: 'pmt_01K9Z3V5T8QW2M4N6P8R0S1T3V', payerId: buyerId, method: 'card', createdAt: noon },
    payables,
    () => fee,
  ),
  state,
});

export const payout = (overrides: Partial<Payout> = {}): Payout => ({
  payoutId: 'pot_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  purpose: 'seller_payout',
  beneficiaryId: buyerId,
  amount: usd('100.00'),
  debitCode: '2040',
  debitOwner: buyerId,
  description: 'Payout on request',
  references: {},
  legs: [{ legId: 'POT-01K9Z3V5T8QW2M4N6P8R0S1T3V-1', rail: 'bank', amount: usd('100.00'), state: 'sent' }],
  state: 'sent',
  holds: [],
  createdAt: noon,
  correlationId: 'trade-1',
  ...overrides,
});

/** `DR 1110 USD 6547.62`, one line a posting. */
export const linesOf = (journal: Journal): readonly string[] =>
  journal.postings.map(({ code, owner, side, amount }) => {
    const wire = formatMoney(amount);
    const account = owner === undefined ? code : `${code}/${owner}`;
    return `${side === 'debit' ? 'DR' : 'CR'} ${account} ${wire.currency} ${wire.amount}`;
  });
