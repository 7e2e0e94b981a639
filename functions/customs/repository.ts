import { z } from 'zod';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import { parseDeliveryTerm } from '../../shared/kernel/incoterm.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { type Money, parseMoney } from '../../shared/kernel/money.ts';
import type { Entity, RowKey, Store } from '../../shared/persistence/store.ts';
import type { Refusal, Write } from '../../shared/persistence/write.ts';
import { type OrderSnapshot, orderSnapshot } from '../orders/contract.ts';
import { declarationStates } from './contract.ts';
import { type Declaration, orderIdsOf, readersOf } from './domain/declaration.ts';
import type { DeclarableOrder } from './domain/prepare-declaration.ts';
import type { Direction } from './domain/transitions.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string');
const day = z.custom<BusinessDate>((value) => typeof value === 'string');
const money: z.ZodType<Money> = z.object({ currency: z.string(), amountMinor: z.bigint() });
const quantity = z.object({ value: z.string(), unit: z.string() });

const partyRow = z.object({
  companyId: z.string(),
  name: z.string(),
  country: z.string(),
  number: z.string().optional(),
});

const lineRow = z.object({
  lineId: z.string(),
  description: z.string(),
  hsCode: z.string(),
  originCountry: z.string(),
  quantity,
  netWeightGrams: z.number(),
  grossWeightGrams: z.number(),
  packages: z.number(),
  value: money,
  orderId: z.string().optional(),
  seller: partyRow.optional(),
});

const adjustment = z.object({
  code: z.enum(['freight', 'insurance', 'inland_freight']),
  amount: money,
  sign: z.enum(['added', 'deducted']),
});

const quoteRow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unavailable'), reason: z.string() }),
  z.object({
    kind: z.literal('quoted'),
    on: day,
    customsValue: money,
    adjustments: z.array(adjustment),
    exchange: z.object({
      foreign: z.string(),
      local: z.string(),
      published: z.string(),
      source: z.string(),
      dateBasis: z.string(),
    }),
    layers: z.array(
      z.object({
        code: z.string(),
        title: z.string(),
        kind: z.enum(['duty', 'fee', 'tax']),
        lineId: z.string().optional(),
        base: money,
        percent: z.string(),
        amount: money,
        source: z.string(),
        dateBasis: z.string(),
      }),
    ),
    duty: money,
    fees: money,
    tax: money,
    total: money,
    confidence: z.enum(['high', 'low']),
    warnings: z.array(z.string()),
  }),
]);

const assessmentRow = z.object({
  taxes: z.array(z.object({ typeCode: z.string(), base: money, rate: z.string(), amount: money })),
  total: money,
  at: instant,
});

const queryRow = z.object({
  number: z.number(),
  text: z.string(),
  documentsAsked: z.array(z.string()),
  askedAt: instant,
  answer: z
    .object({
      documents: z.array(
        z.object({ kind: z.string(), reference: z.string(), issuedOn: z.string().optional() }),
      ),
      statement: z.string().optional(),
      at: instant,
    })
    .optional(),
});

const declarationRow: z.ZodType<Declaration> = z.object({
  declarationId: z.string(),
  revision: z.number(),
  direction: z.enum(['export', 'import']),
  orderId: z.string(),
  otherOrderIds: z.array(z.string()).optional(),
  country: z.string(),
  declarant: partyRow,
  counterparty: partyRow,
  state: z.enum(declarationStates),
  lines: z.array(lineRow),
  invoiceTotal: money,
  deliveryTerm: z
    .object({ incoterm: z.string(), place: z.string(), placeKind: z.string() })
    .transform((wire) => parseDeliveryTerm(wire)),
  transportMode: z.enum(['sea', 'air', 'road', 'rail']),
  charges: z.object({
    freight: money.optional(),
    insurance: money.optional(),
    insuranceRate: z.string().optional(),
    inlandFreight: money.optional(),
  }),
  exportOn: day.optional(),
  mrn: z.string().optional(),
  query: queryRow.optional(),
  hold: z
    .object({
      reason: z.string(),
      owner: z.enum(['authority', 'operator']),
      since: instant,
      nextCheckAt: instant,
    })
    .optional(),
  reason: z.string().optional(),
  quote: quoteRow.optional(),
  assessment: assessmentRow.optional(),
  duty: z
    .object({
      payableId: z.string(),
      amount: money,
      requestedAt: instant,
      paidAt: instant.optional(),
      payoutId: z.string().optional(),
    })
    .optional(),
  warnings: z.array(z.string()),
  lastMessageAt: instant.optional(),
  isOverdue: z.boolean(),
  statusQueries: z.number(),
  legNumber: z.number(),
  correlationId: z.string(),
  createdAt: instant,
});

const declarationKey = (declarationId: string): RowKey => ({
  pk: `DECLARATION#${declarationId}`,
  sk: 'DECLARATION',
});
const orderKey = (orderId: string): RowKey => ({ pk: `ORDER#${orderId}`, sk: 'ORDER' });
const ofOrderKey = (orderId: string, direction: Direction): RowKey => ({
  pk: `ORDER#${orderId}`,
  sk: `DECLARATION#${direction}`,
});
const freightKey = (orderId: string): RowKey => ({ pk: `ORDER#${orderId}`, sk: 'FREIGHT' });
const carriageKey = (orderId: string, consignmentId: string): RowKey => ({
  pk: `ORDER#${orderId}`,
  sk: `CARRIAGE#${consignmentId}`,
});
const webhookKey = (webhookId: string): RowKey => ({ pk: `WEBHOOK#${webhookId}`, sk: 'WEBHOOK' });
const memberPk = (companyId: string): string => `COMPANY#${companyId}#DECLARATION`;

const carriageRow = z.object({ poolId: z.string().optional() });
const idRow = z.object({ declarationId: z.string() });
const readOrder = (data: unknown): OrderSnapshot => orderSnapshot.parse(data);

/** The part of an order that customs works with. */
export const toDeclarableOrder = (order: OrderSnapshot, freight: Money | undefined): DeclarableOrder => {
  const { terms } = order;
  return {
    orderId: order.orderId,
    state: order.state,
    seller: { companyId: terms.supplierId, name: terms.supplierName, country: terms.supplierCountry },
    buyer: { companyId: terms.buyerId, name: terms.buyerName, country: terms.buyerCountry },
    productName: terms.productName,
    hsCode: terms.hsCode,
    originCountry: terms.originCountry,
    quantity: terms.quantity,
    goodsTotal: parseMoney(terms.goodsTotal),
    deliveryTerm: parseDeliveryTerm(terms.deliveryTerm),
    transportMode: terms.transportMode,
    packages: terms.packing.reduce((sum, line) => sum + line.packages, 0),
    grossWeightGrams: terms.packing.reduce((sum, line) => sum + line.packages * line.grossWeightGrams, 0),
    freight,
  };
};

/**
 * Rows: DECLARATION#id/DECLARATION (now), DECLARATION#id/REVISION#nnn (as lodged, never changed), DECLARATION#id/PARTY#company
 * (listings), ORDER#id/ORDER (projection), ORDER#id/DECLARATION#direction (one live declaration each), ORDER#id/FREIGHT,
 * ORDER#id/CARRIAGE#consignment.
 */
export const createCustomsRepository = (store: Store) => {
  const revision = (declaration: Declaration, now: Instant): Write =>
    store.insertIfAbsent(
      {
        pk: `DECLARATION#${declaration.declarationId}`,
        sk: `REVISION#${String(declaration.revision).padStart(3, '0')}`,
      },
      'revision',
      declaration,
      now,
    );
  const member = (declaration: Declaration, companyId: string, now: Instant): Write =>
    store.insertIfAbsent(
      { pk: `DECLARATION#${declaration.declarationId}`, sk: `PARTY#${companyId}` },
      'party',
      { declarationId: declaration.declarationId },
      now,
      { owner: { pk: memberPk(companyId), sk: `${now}#${declaration.declarationId}` } },
    );

  return {
    find: (declarationId: string) =>
      store.get(declarationKey(declarationId), (data) => declarationRow.parse(data)),

    /** A new declaration, refused when its order already has a live one in that direction. */
    insertIfFirst: (declaration: Declaration, now: Instant, refuse: Refusal): readonly Write[] => [
      store.insertIfAbsent(declarationKey(declaration.declarationId), 'declaration', declaration, now),
      ...orderIdsOf(declaration).map((orderId) =>
        store.insertIfAbsent(
          ofOrderKey(orderId, declaration.direction),
          'declaration_of',
          { declarationId: declaration.declarationId },
          now,
          { refuse },
        ),
      ),
      revision(declaration, now),
      ...readersOf(declaration).map((companyId) => member(declaration, companyId, now)),
    ],
    updateIfVersion: (entity: Entity<Declaration>, declaration: Declaration, now: Instant): Write =>
      store.updateIfVersion(entity, declaration, now),
    insertRevision: revision,
    /** Lets its orders be declared again in that direction. */
    removeFromOrders: (declaration: Declaration): readonly Write[] =>
      orderIdsOf(declaration).map((orderId) => store.remove(ofOrderKey(orderId, declaration.direction))),

    list: async (
      companyId: string,
      page: { limit: number; from: Record<string, unknown> | undefined },
    ): Promise<{ items: Entity<Declaration>[]; next: Record<string, unknown> | undefined }> => {
      const found = await store.queryOwned(memberPk(companyId), (data) => idRow.parse(data), page);
      const keys = found.items.map((item) => declarationKey(item.data.declarationId));
      return {
        items: await store.getMany(keys, (data) => declarationRow.parse(data)),
        next: found.next,
      };
    },

    findOrder: (orderId: string) => store.get(orderKey(orderId), readOrder),
    putOrder: (order: OrderSnapshot, sequence: number, now: Instant): Write =>
      store.putProjection(orderKey(order.orderId), 'order', order, now, sequence),

    findFreight: (orderId: string) => store.get(freightKey(orderId), (data) => money.parse(data)),
    putFreight: (orderId: string, amount: Money, now: Instant): Write =>
      store.putProjection(freightKey(orderId), 'freight', amount, now, 1),

    /** Pools that the goods of an order travel with, as freight said last. */
    findPools: async (orderId: string): Promise<readonly string[]> => {
      const found = await store.queryParts(`ORDER#${orderId}`, 'CARRIAGE#', (data) =>
        carriageRow.parse(data),
      );
      return found.items.flatMap(({ data }) => data.poolId ?? []);
    },
    findCarriage: (orderId: string, consignmentId: string) =>
      store.get(carriageKey(orderId, consignmentId), (data) => carriageRow.parse(data)),
    putCarriage: (
      of: { readonly orderId: string; readonly consignmentId: string },
      poolId: string | undefined,
      sequence: number,
      now: Instant,
    ): Write =>
      store.putProjection(carriageKey(of.orderId, of.consignmentId), 'carriage', { poolId }, now, sequence),

    /** Marks a webhook of the authority as taken; a repeat finds the row there. */
    findWebhook: (webhookId: string) => store.get(webhookKey(webhookId), (data) => data),
    takeWebhook: (webhookId: string, now: Instant): Write =>
      store.insertIfAbsent(webhookKey(webhookId), 'webhook', {}, now),
  };
};
export type CustomsRepository = ReturnType<typeof createCustomsRepository>;
