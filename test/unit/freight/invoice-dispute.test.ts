import { describe, expect, test } from 'vitest';
import {
  disputeLines,
  endDispute,
  invoicePolicyAt,
  payAcceptedLines,
} from '../../../functions/freight/charges/invoice-disputes.ts';
import { allocateCharges, settleShare } from '../../../functions/freight/charges/pool-charges.ts';
import { type Consignment, loadOf } from '../../../functions/freight/domain/consignment.ts';
import { planLoad } from '../../../functions/freight/domain/planning/plan-load.ts';
import type { InvoiceLine } from '../../../functions/freight/domain/sharing/allocate-cost.ts';
import { auditPoolInvoice } from '../../../functions/freight/domain/tariff/audit-pool-invoice.ts';
import { chargesAtBothEnds } from '../../../functions/freight/domain/tariff/both-ends.ts';
import { parseDeliveryTerm } from '../../../shared/kernel/incoterm.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { createDocumentClient } from '../../../shared/persistence/client.ts';
import { createStore } from '../../../shared/persistence/store.ts';
import { consignment, now, ocean, poolOf, tariffLines, usd } from './examples.ts';

const common = { validFrom: '2026-01-01', source: 'test tariff' } as const;
const sailing = {
  ...ocean,
  tariff: {
    ...ocean.tariff,
    lines: tariffLines([
      {
        ...common,
        chargeCode: 'CFS_ORIGIN',
        chargeName: 'Receiving',
        leg: 'originTerminal',
        paymentTermCode: 'PRE',
        calculationBasis: 'PER_REVENUE_TON',
        unitPrice: '15.00',
      },
      {
        ...common,
        chargeCode: 'CUSTOMS_EXAM',
        chargeName: 'Examination',
        leg: 'importClearance',
        paymentTermCode: 'COL',
        condition: 'customs_exam',
        calculationBasis: 'PER_BILL',
        unitPrice: '250.00',
      },
    ]),
  },
};
const fob = parseDeliveryTerm({ incoterm: 'FOB', place: 'Shenzhen' });
const store = createStore(createDocumentClient(), 'table');

const member = (name: string, count: number, standAlone: string): Consignment => {
  const made = consignment(name, count, { state: 'planned', deliveryTerm: fob });
  return {
    ...made,
    quote: { standAlone: usd(standAlone), pooledEstimate: usd(standAlone), cap: usd(standAlone) },
    ends: chargesAtBothEnds(sailing, made.declared, fob),
  };
};
const [a, b] = [member('a', 4, '500.00'), member('b', 9, '1050.00')];

/** LCL for two is the least: 500 + 1,050; of that 120 for two bills. */
const confirmed = (invoice: readonly InvoiceLine[]) =>
  poolOf([a, b], {
    sailing,
    state: 'confirmed',
    plan: planLoad([a, b].map(loadOf), sailing),
    booking: { requestedAt: now },
    invoice,
  });
const asQuoted: readonly InvoiceLine[] = [
  { code: 'OCEAN_FREIGHT', amount: usd('1430.00') },
  { code: 'DOCUMENTATION', amount: usd('120.00') },
  { code: 'CFS_ORIGIN', amount: usd('60.00'), consignmentId: a.consignmentId },
  { code: 'CFS_ORIGIN', amount: usd('135.00'), consignmentId: b.consignmentId },
];
const audit = (invoice: readonly InvoiceLine[]) =>
  auditPoolInvoice(confirmed(invoice), [a, b], invoicePolicyAt(now).tolerance);
const said = (invoice: readonly InvoiceLine[]) =>
  audit(invoice).disputed.map(
    ({ code, finding, disputed }) => `${code} ${finding} ${formatMoney(disputed).amount}`,
  );
const replaced = (code: string, amount: string): readonly InvoiceLine[] =>
  asQuoted.map((line) => (line.code === code ? { ...line, amount: usd(amount) } : line));

describe('the invoice against the quote', () => {
  test('as quoted is all accepted', () => {
    expect(audit(asQuoted)).toEqual({ accepted: asQuoted, disputed: [] });
  });

  test.each([
    // 0.5 % of 1,430.00 is 7.15.
    { case: 'at the tolerance', invoice: replaced('OCEAN_FREIGHT', '1437.15'), disputed: [] },
    {
      case: 'a cent above it',
      invoice: replaced('OCEAN_FREIGHT', '1437.16'),
      disputed: ['OCEAN_FREIGHT above_quote 7.16'],
    },
    {
      case: 'never quoted',
      invoice: [...asQuoted, { code: 'WAR_RISK', amount: usd('85.00'), consignmentId: a.consignmentId }],
      disputed: ['WAR_RISK not_quoted 85.00'],
    },
    {
      case: 'an examination as quoted beside the sum',
      invoice: [...asQuoted, { code: 'CUSTOMS_EXAM', amount: usd('250.00'), consignmentId: a.consignmentId }],
      disputed: [],
    },
    {
      case: 'a dearer examination',
      invoice: [...asQuoted, { code: 'CUSTOMS_EXAM', amount: usd('300.00'), consignmentId: a.consignmentId }],
      disputed: ['CUSTOMS_EXAM above_quote 50.00'],
    },
    {
      case: 'an examination that is nobody’s',
      invoice: [...asQuoted, { code: 'CUSTOMS_EXAM', amount: usd('250.00') }],
      disputed: ['CUSTOMS_EXAM not_quoted 250.00'],
    },
    {
      case: 'the origin of a stranger',
      invoice: [...asQuoted, { code: 'CFS_ORIGIN', amount: usd('10.00'), consignmentId: 'cns_other' }],
      disputed: ['CFS_ORIGIN not_quoted 10.00'],
    },
  ])('$case', ({ invoice, disputed }) => {
    expect(said(invoice)).toEqual(disputed);
  });
});

describe('what each party is asked for', () => {
  test('is its own legs: the seller under FOB the origin, the buyer the carriage', () => {
    const { pool, members, events } = allocateCharges(confirmed(asQuoted), [a, b]);
    expect(pool.shares.map(({ by, asked }) => `${by} ${formatMoney(asked).amount}`)).toEqual([
      'payable 500.00',
      'claim 60.00',
      'payable 1050.00',
      'claim 135.00',
    ]);
    expect(members[0]?.charge).toMatchObject({
      amount: usd('560.00'),
      payer: 'buyer',
      toBorder: usd('500.00'),
    });
    expect(events.find((one) => one.type.endsWith('charges_allocated.v1'))?.data).toMatchObject({
      amount: { amount: '500.00' },
      total: { amount: '560.00' },
      otherPayer: { payer: 'seller', amount: { amount: '60.00' } },
    });
  });

  test('is never above the quote of a line: what a later tariff makes more the house bears', () => {
    const { pool } = allocateCharges(confirmed(replaced('CFS_ORIGIN', '140.00')), [a, b]);
    // 60 and 135 are quoted; 80 and 5 are the house's.
    expect(pool.shares.map(({ of, asked }) => [of.split(':')[0], formatMoney(asked).amount])).toEqual([
      [a.consignmentId, '500.00'],
      [a.consignmentId, '60.00'],
      [b.consignmentId, '1050.00'],
      [b.consignmentId, '135.00'],
      ['house_share', '85.00'],
    ]);
    expect(pool.allocation?.invoiceTotal).toEqual(usd('1830.00'));
  });
});

describe('a dispute', () => {
  const surprise = [...asQuoted, { code: 'WAR_RISK', amount: usd('85.00'), consignmentId: a.consignmentId }];
  const held = () => {
    const pool = confirmed(surprise);
    const { accepted, disputed } = audit(surprise);
    return disputeLines(store, { ...pool, invoice: accepted }, disputed, now);
  };

  test('holds its lines back, tells of them and has fourteen days', () => {
    const { pool, effect } = held();
    expect(pool.dispute).toMatchObject({
      state: 'open',
      amount: usd('85.00'),
      dueAt: '2026-12-07T08:00:00.000Z',
    });
    expect(effect.events?.[0]?.data).toMatchObject({ state: 'open', amount: { amount: '85.00' } });
    expect(effect.writes).toMatchObject([
      { item: { name: 'invoice_dispute', dueAt: '2026-12-07T08:00:00.000Z' } },
    ]);
    const { pool: allocated } = allocateCharges(pool, [a, b]);
    expect(allocated.allocation?.invoiceTotal).toEqual(usd('1745.00'));
  });

  test('does not keep the carrier from being paid the rest', () => {
    const { pool } = allocateCharges(held().pool, [a, b]);
    let paid = { pool, events: [] as readonly { data: unknown }[] };
    for (const share of pool.shares) paid = settleShare(paid.pool, share.reference, share.asked);
    expect(paid.events.map((one) => one.data)).toMatchObject([
      { beneficiaryId: 'partner:carrier', amount: { amount: '1745.00' } },
    ]);
  });

  test.each(['credited', 'refused'] as const)('that is %s is owed by nobody', (outcome) => {
    const ended = endDispute(store, held().pool, outcome, 'said so', now);
    expect(ended?.pool.dispute).toMatchObject({ state: outcome, reason: 'said so', decidedAt: now });
    expect(ended?.effect.events?.map((one) => one.type)).toEqual([
      'entrepot.freight.invoice_dispute_moved.v1',
    ]);
  });

  test('that an operator accepts is the house’s, and the carrier is paid once it has come in', () => {
    const ended = endDispute(store, held().pool, 'accepted', 'It was at war', now);
    expect(ended?.effect.events?.[1]?.data).toMatchObject({
      debtorId: 'partner:entrepot',
      amount: { amount: '85.00' },
      creditCode: '2060',
    });
    const reference = ended?.pool.dispute?.share?.reference ?? '';
    if (!ended) throw new Error('It was open');
    const paid = payAcceptedLines(ended.pool, reference);
    expect(paid?.events.map((one) => one.data)).toMatchObject([
      { beneficiaryId: 'partner:carrier', amount: { amount: '85.00' } },
    ]);
    expect(payAcceptedLines(paid?.pool ?? ended.pool, reference)?.events).toEqual([]);
    expect(payAcceptedLines(ended.pool, 'pay_other')).toBeUndefined();
  });

  test('ends once', () => {
    const ended = endDispute(store, held().pool, 'credited', 'said so', now);
    expect(ended && endDispute(store, ended.pool, 'accepted', 'too late', now)).toBeUndefined();
    expect(endDispute(store, confirmed(asQuoted), 'credited', 'nothing', now)).toBeUndefined();
  });
});
