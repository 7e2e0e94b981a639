import { z } from 'zod';
import { addDuration, epochSeconds, type Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { Payable } from '../domain/payable.ts';

/** Newest payables of a currency among which money without a reference is looked for. */
const candidatesMax = 300;
/** How long a payable is looked for; what is older is named by its reference or not at all. */
const candidateDays = 400;

const idRow = z.object({ id: z.string() });
const nameRow = z.object({ name: z.string(), toldAt: z.string() });
const claimRow = z.object({
  payableId: z.string(),
  amount: z.object({ currency: z.string(), amountMinor: z.bigint() }),
  sentOn: z.string(),
  senderName: z.string(),
});
export type ReceiptClaim = z.output<typeof claimRow> & { readonly amount: Money };

const openOwner = (currency: string): string => `OPEN-PAYABLES#${currency}`;
const nameKey = (companyId: string) => ({ pk: `COMPANY#${companyId}`, sk: 'NAME' });
const claimKey = (payableId: string) => ({ pk: `PAYABLE#${payableId}`, sk: 'CLAIM' });

/**
 * What the search for the owner of unmatched money goes by: PAYABLE#id/OPEN lists payables by currency, PAYABLE#id/CLAIM is what a
 * debtor says that it sent, COMPANY#id/NAME its name.
 */
export const createReceiptRows = (store: Store) => ({
  listAsOpen: ({ payableId, amount }: Payable, now: Instant): Write =>
    store.insertIfAbsent({ pk: `PAYABLE#${payableId}`, sk: 'OPEN' }, 'open-payable', { id: payableId }, now, {
      owner: { pk: openOwner(amount.currency), sk: `${now}#${payableId}` },
      expiresAtEpochSeconds: epochSeconds(addDuration(now, { days: candidateDays })),
    }),

  openPayableIds: async (currency: string): Promise<readonly string[]> => {
    const found = await store.queryOwned(openOwner(currency), (data) => idRow.parse(data), {
      limit: candidatesMax,
    });
    return found.items.map(({ data }) => data.id);
  },

  findName: async (companyId: string): Promise<string | undefined> =>
    (await store.get(nameKey(companyId), (data) => nameRow.parse(data)))?.data.name,

  putName: async (
    companyId: string,
    name: string,
    toldAt: string,
    now: Instant,
  ): Promise<readonly Write[]> => {
    const current = await store.get(nameKey(companyId), (data) => nameRow.parse(data));
    if (!current) return [store.insertIfAbsent(nameKey(companyId), 'company-name', { name, toldAt }, now)];
    return current.data.toldAt < toldAt ? [store.updateIfVersion(current, { name, toldAt }, now)] : [];
  },

  findClaim: (payableId: string): Promise<Entity<ReceiptClaim> | undefined> =>
    store.get(claimKey(payableId), (data) => claimRow.parse(data)),

  putClaim: (found: Entity<ReceiptClaim> | undefined, claim: ReceiptClaim, now: Instant): Write =>
    found
      ? store.updateIfVersion(found, claim, now)
      : store.insertIfAbsent(claimKey(claim.payableId), 'receipt-claim', claim, now),
});
