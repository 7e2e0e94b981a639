import { z } from 'zod';
import { type Instant, isInstant } from '../../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { accountCodes } from '../../ledger/contract.ts';
import type { Chargeback } from '../domain/chargeback.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));
const money = z.object({ currency: z.string(), amountMinor: z.bigint() });

const chargebackRow: z.ZodType<Chargeback> = z.object({
  chargebackId: z.string(),
  paymentId: z.string(),
  payerId: z.string(),
  reason: z.string(),
  openedAt: instant,
  gross: money,
  shares: z.array(
    z.object({
      payableId: z.string(),
      account: z.object({ code: z.enum(accountCodes), owner: z.string() }),
      reference: z.string(),
      amount: money,
      fee: money,
    }),
  ),
  state: z.enum(['open', 'won', 'lost']),
  debitedAt: instant.optional(),
  creditedAt: instant.optional(),
  correlationId: z.string(),
});

const read = (data: unknown): Chargeback => chargebackRow.parse(data);
const keyOf = (chargebackId: string) => ({ pk: `CHARGEBACK#${chargebackId}`, sk: 'CHARGEBACK' });
const listed = 'CHARGEBACKS';

/** Rows CHARGEBACK#id, listed for operators by the time they were opened. */
export const createChargebackRows = (store: Store) => ({
  find: (chargebackId: string) => store.get(keyOf(chargebackId), read),
  findMany: (ids: readonly string[]) => store.getMany(ids.map(keyOf), read),
  list: (page: { readonly limit: number; readonly from: Record<string, unknown> | undefined }) =>
    store.queryOwned(listed, read, page),
  insertIfAbsent: (chargeback: Chargeback, now: Instant): Write =>
    store.insertIfAbsent(keyOf(chargeback.chargebackId), 'chargeback', chargeback, now, {
      owner: { pk: listed, sk: `${chargeback.openedAt}#${chargeback.chargebackId}` },
    }),
  updateIfVersion: (found: Entity<Chargeback>, chargeback: Chargeback, now: Instant): Write =>
    store.updateIfVersion(found, chargeback, now),
});
