import { z } from 'zod';
import { type BusinessDate, isBusinessDate } from '../../shared/kernel/business-date.ts';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import type { Entity, RowKey, Store } from '../../shared/persistence/store.ts';
import type { Refusal, Write } from '../../shared/persistence/write.ts';
import { claimStates } from './contract.ts';
import type { Claim, ContractGoods, ExportDeclaration } from './domain/claim.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));
const day = z.custom<BusinessDate>((value) => typeof value === 'string' && isBusinessDate(value));
const money = z.object({ currency: z.string(), amountMinor: z.bigint() });
const goodsLine = z.object({
  description: z.string(),
  hsCode: z.string(),
  quantity: z.object({ value: z.string(), unit: z.string() }),
});

const claimRow: z.ZodType<Claim> = z.object({
  claimId: z.string(),
  companyId: z.string(),
  orderId: z.string(),
  declarationId: z.string(),
  state: z.enum(claimStates),
  invoice: z.object({
    number: z.string(),
    exVatAmount: money,
    vatRate: z.string(),
    kind: z.enum(['special', 'ordinary']),
    lines: z.array(goodsLine).optional(),
  }),
  hsCode: z.string(),
  mrn: z.string().optional(),
  exportOn: day,
  refundPercent: z.string(),
  rateSource: z.string(),
  expectedRefund: money,
  approvedRefund: money.optional(),
  payableId: z.string(),
  reference: z.string().optional(),
  query: z
    .object({
      text: z.string(),
      askedAt: instant,
      answer: z.object({ statement: z.string(), at: instant }).optional(),
    })
    .optional(),
  reason: z.string().optional(),
  hold: z.object({ reason: z.string(), owner: z.literal('operator'), since: instant }).optional(),
  advance: z
    .object({
      advanceId: z.string(),
      share: z.string(),
      state: z.enum(['requested', 'granted', 'refused', 'recovered', 'recourse']),
      amount: money.optional(),
      fee: money.optional(),
      reason: z.string().optional(),
    })
    .optional(),
  statusQueries: z.number(),
  legNumber: z.number(),
  correlationId: z.string(),
});

const declarationRow: z.ZodType<ExportDeclaration> = z.object({
  declarationId: z.string(),
  orderId: z.string(),
  direction: z.enum(['export', 'import']),
  declarantId: z.string(),
  country: z.string(),
  state: z.string(),
  mrn: z.string().optional(),
  exportOn: day.optional(),
  lines: z.array(goodsLine),
  at: instant,
});

const goodsRow: z.ZodType<ContractGoods> = z.object({
  orderId: z.string(),
  hsCode: z.string(),
  quantity: z.object({ value: z.string(), unit: z.string() }),
});

const idRow = z.object({ claimId: z.string() });
const claimKey = (claimId: string): RowKey => ({ pk: `CLAIM#${claimId}`, sk: 'CLAIM' });
const declarationKey = (id: string): RowKey => ({ pk: `DECLARATION#${id}`, sk: 'DECLARATION' });
const ofDeclarationKey = (id: string): RowKey => ({ pk: `DECLARATION#${id}`, sk: 'CLAIM' });
const invoiceKey = (companyId: string, number: string): RowKey => ({
  pk: `INVOICE#${companyId}#${number.toUpperCase()}`,
  sk: 'CLAIM',
});
const orderKey = (orderId: string): RowKey => ({ pk: `ORDER#${orderId}`, sk: 'GOODS' });
const webhookKey = (id: string): RowKey => ({ pk: `WEBHOOK#${id}`, sk: 'WEBHOOK' });
const ownerPk = (companyId: string): string => `COMPANY#${companyId}#CLAIM`;

/**
 * Rows: CLAIM#id/CLAIM; DECLARATION#id/DECLARATION (projection) and DECLARATION#id/CLAIM (one claim each); INVOICE#company#number
 * (an invoice counts once); ORDER#id/GOODS (projection).
 */
export const createRefundsRepository = (store: Store) => ({
  find: (claimId: string) => store.get(claimKey(claimId), (data) => claimRow.parse(data)),

  /** A new claim, refused when its declaration or its invoice has one. */
  insertIfFirst: (claim: Claim, now: Instant, refuse: Refusal): readonly Write[] => [
    store.insertIfAbsent(claimKey(claim.claimId), 'claim', claim, now, {
      owner: { pk: ownerPk(claim.companyId), sk: `${now}#${claim.claimId}` },
    }),
    store.insertIfAbsent(ofDeclarationKey(claim.declarationId), 'claim_of', { claimId: claim.claimId }, now, {
      refuse,
    }),
    store.insertIfAbsent(
      invoiceKey(claim.companyId, claim.invoice.number),
      'claim_of',
      { claimId: claim.claimId },
      now,
      { refuse },
    ),
  ],
  updateIfVersion: (entity: Entity<Claim>, claim: Claim, now: Instant): Write =>
    store.updateIfVersion(entity, claim, now),
  /** Lets declaration and invoice be claimed again: the claim never reached the tax office. */
  removeKeys: (claim: Claim): readonly Write[] => [
    store.remove(ofDeclarationKey(claim.declarationId)),
    store.remove(invoiceKey(claim.companyId, claim.invoice.number)),
  ],

  findOfDeclaration: async (declarationId: string): Promise<Entity<Claim> | undefined> => {
    const found = await store.get(ofDeclarationKey(declarationId), (data) => idRow.parse(data));
    return found && store.get(claimKey(found.data.claimId), (data) => claimRow.parse(data));
  },

  list: async (companyId: string, page: { limit: number; from: Record<string, unknown> | undefined }) =>
    store.queryOwned(ownerPk(companyId), (data) => claimRow.parse(data), page),

  findDeclaration: (declarationId: string) =>
    store.get(declarationKey(declarationId), (data) => declarationRow.parse(data)),
  putDeclaration: (declaration: ExportDeclaration, sequence: number, now: Instant): Write =>
    store.putProjection(declarationKey(declaration.declarationId), 'declaration', declaration, now, sequence),
  /** Lets the transaction pass only while the declaration still stands as it was read. */
  checkDeclaration: (entity: Entity<ExportDeclaration>): Write => store.checkVersion(entity),

  findGoods: (orderId: string) => store.get(orderKey(orderId), (data) => goodsRow.parse(data)),
  insertGoods: (goods: ContractGoods, now: Instant): Write =>
    store.insertIfAbsent(orderKey(goods.orderId), 'goods', goods, now),

  findWebhook: (webhookId: string) => store.get(webhookKey(webhookId), (data) => data),
  takeWebhook: (webhookId: string, now: Instant): Write =>
    store.insertIfAbsent(webhookKey(webhookId), 'webhook', {}, now),
});
export type RefundsRepository = ReturnType<typeof createRefundsRepository>;
