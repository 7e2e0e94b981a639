import { decideOrder } from '../../../functions/orders/domain/decide-order.ts';
import type { EscrowFigures, OrderDecision, OrderEvent } from '../../../functions/orders/domain/decision.ts';
import type { Order } from '../../../functions/orders/domain/order.ts';
import { decidePlacing, type SampleCredit } from '../../../functions/orders/domain/place-order.ts';
import type { ContractTerms } from '../../../functions/sourcing/contract.ts';
import { type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import { type Money, parseMoney } from '../../../shared/kernel/money.ts';

export const at = (text: string): Instant => parseInstant(text);
export const usd = (amount: string): Money => parseMoney({ currency: 'USD', amount }, { allowZero: true });

/** The day on which the orders of the tests are placed. */
export const placedAt = at('2026-11-23T08:00:00.000Z');

const id = (prefix: string, end: string): string => `${prefix}_01K9Z3V5T8QW2M4N6P8R0S1${end}`;

/** 500 lamps at 3.90 FOB Shenzhen, 30 % deposit, to be shipped by 15 January with 5 days of grace. */
export const givenTerms = (changes: Partial<ContractTerms> = {}): ContractTerms => ({
  contractId: id('ctr', 'T3V'),
  rfqId: id('rfq', 'T3V'),
  quoteId: id('quo', 'T3V'),
  buyerId: id('com', 'B3V'),
  buyerName: 'Noordzee Goods BV',
  buyerCountry: 'NL',
  supplierId: id('com', 'S3V'),
  supplierName: 'Shenzhen Bright Lamps Co',
  supplierCountry: 'CN',
  productName: 'LED desk lamp',
  hsCode: '94052100',
  originCountry: 'CN',
  specification: [{ name: 'Luminous flux', value: '800 lm' }],
  quantity: { value: '500', unit: 'H87' },
  unitPrice: { currency: 'USD', amount: '3.90' },
  goodsTotal: { currency: 'USD', amount: '1950.00' },
  deliveryTerm: { incoterm: 'FOB', place: 'Shenzhen' },
  transportMode: 'sea',
  depositShare: '0.30',
  productionLeadDays: 20,
  latestShipOn: '2027-01-15',
  graceDays: 5,
  packing: [
    {
      packages: 25,
      packageType: 'carton',
      lengthMm: 600,
      widthMm: 400,
      heightMm: 400,
      grossWeightGrams: 14_000,
      isStackable: true,
    },
  ],
  acceptedAt: '2026-11-22T08:00:00.000Z',
  termsHash: 'f'.repeat(64),
  ...changes,
});

/** The credit of a sample of 80.00 for orders of 500 and more. */
export const givenCredit = (changes: Partial<SampleCredit> = {}): SampleCredit => ({
  sampleId: id('smp', 'T3V'),
  buyerId: id('com', 'B3V'),
  supplierId: id('com', 'S3V'),
  amount: usd('80.00'),
  bulkQuantityMin: '500',
  expiresOn: '2027-06-30',
  ...changes,
});

/** An order that was just placed. */
export const givenOrder = (changes: Partial<ContractTerms> = {}, credit?: SampleCredit): Order => {
  const decision = decidePlacing(
    {
      consolidatedOrderId: id('cno', 'T3V'),
      correlationId: 'trade-1',
      causeId: 'request-1',
      lines: [{ terms: givenTerms(changes), credit }],
    },
    placedAt,
  );
  if (decision.kind === 'refused') throw new Error(decision.detail);
  const [order] = decision.orders;
  if (!order) throw new Error('No order was placed');
  return order;
};

export const figures = (
  funded: string,
  released = '0.00',
  refunded = '0.00',
  chargedBack = '0.00',
): EscrowFigures => ({
  funded: usd(funded),
  released: usd(released),
  refunded: usd(refunded),
  chargedBack: usd(chargedBack),
});

/** An event without its cause. */
export type Happening = OrderEvent extends infer Event
  ? Event extends OrderEvent
    ? Omit<Event, 'causeId'>
    : never
  : never;

export const decideOn = (order: Order, event: Happening, now: Instant): OrderDecision =>
  decideOrder(order, { ...event, causeId: 'evt_1' } as OrderEvent, now);

/** The order after an event that must change it. */
export const applying = (order: Order, event: Happening, now: Instant): Order => {
  const decision = decideOn(order, event, now);
  if (decision.kind === 'moved' || decision.kind === 'noted') return decision.order;
  throw new Error(decision.kind === 'ignored' ? decision.why : `${decision.code}: ${decision.detail}`);
};

export const deposited: Happening = {
  kind: 'instalment_funded',
  figures: figures('585.00'),
  instalment: 'deposit',
};
export const balanced: Happening = {
  kind: 'instalment_funded',
  figures: figures('1950.00'),
  instalment: 'balance',
};
export const loaded = (occurredAt: string, carrierEventId = 'load-1'): Happening => ({
  kind: 'on_board',
  occurredAt: at(occurredAt),
  carrierEventId,
  vesselOrFlight: 'Ever Given',
});
export const dueDeadline = (order: Order): Happening => {
  if (!order.deadline) throw new Error(`No deadline in ${order.state}`);
  return { kind: 'deadline', ...order.deadline };
};

/** An order brought to a state by the usual way; all orders here are FOB unless the terms say otherwise. */
export const orderIn = (
  state:
    | 'awaiting_deposit'
    | 'in_production'
    | 'awaiting_balance'
    | 'fully_funded'
    | 'shipped'
    | 'delivered'
    | 'accepted'
    | 'releasing',
  changes: Partial<ContractTerms> = {},
): Order => {
  const way: readonly (readonly [string, Happening, string])[] = [
    ['awaiting_deposit', { kind: 'confirm' }, '2026-11-24T08:00:00.000Z'],
    ['in_production', deposited, '2026-11-25T08:00:00.000Z'],
    ['awaiting_balance', { kind: 'report_readiness' }, '2026-12-20T08:00:00.000Z'],
    ['fully_funded', balanced, '2026-12-21T08:00:00.000Z'],
    ['shipped', loaded('2027-01-10T06:00:00.000Z'), '2027-01-10T08:00:00.000Z'],
    [
      'delivered',
      { kind: 'arrived', occurredAt: at('2027-02-10T06:00:00.000Z') },
      '2027-02-10T08:00:00.000Z',
    ],
    ['accepted', { kind: 'accept' }, '2027-02-12T08:00:00.000Z'],
    ['releasing', { kind: 'release' }, '2027-02-12T08:00:01.000Z'],
  ];
  let order = givenOrder(changes);
  for (const [to, event, now] of way) {
    order = applying(order, event, at(now));
    if (to === state) break;
  }
  if (order.state !== state) throw new Error(`The way ended in ${order.state}`);
  return order;
};
