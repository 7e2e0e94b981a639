import { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Entity, RowKey, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { type GroupBuy, groupStates } from '../domain/group-buy.ts';
import { groupBuyInput } from './shapes.ts';

const price = z.object({ currency: z.string(), amount: z.string() });

const groupRow: z.ZodType<GroupBuy> = z.object({
  ...groupBuyInput.shape,
  groupBuyId: z.string(),
  supplierId: z.string(),
  supplierName: z.string(),
  supplierCountry: z.string(),
  state: z.enum(groupStates),
  shares: z.array(
    z.object({
      buyerId: z.string(),
      buyerName: z.string(),
      buyerCountry: z.string(),
      quantity: z.int(),
      unitPriceMax: price,
      joinedAt: z.string(),
    }),
  ),
  unitPrice: price.optional(),
});

const key = (groupBuyId: string): RowKey => ({ pk: `GROUP#${groupBuyId}`, sk: 'GROUP' });
const listing = 'GROUP#ALL';
const refOf = z.object({ groupBuyId: z.string() });

/** Rows: GROUP#id/GROUP the group buy with its shares, so that the last units go to one; GROUP#id/LISTING for everybody. */
export const createGroupRows = (store: Store) => {
  const read = (data: unknown): GroupBuy => groupRow.parse(data);
  return {
    find: (groupBuyId: string) => store.get(key(groupBuyId), read),
    insert: (group: GroupBuy, now: Instant): readonly Write[] => [
      store.insertIfAbsent(key(group.groupBuyId), 'group_buy', group, now),
      store.insertIfAbsent(
        { pk: key(group.groupBuyId).pk, sk: 'LISTING' },
        'group_listing',
        { groupBuyId: group.groupBuyId },
        now,
        { owner: { pk: listing, sk: `${now}#${group.groupBuyId}` } },
      ),
    ],
    updateIfVersion: (found: Entity<GroupBuy>, group: GroupBuy, now: Instant): Write =>
      store.updateIfVersion(found, group, now),
    /** A page of group buys, newest first. */
    list: async (page: { limit: number; from: Record<string, unknown> | undefined }) => {
      const rows = await store.queryOwned(listing, (data) => refOf.parse(data), page);
      const items = await store.getMany(
        rows.items.map((row) => key(row.data.groupBuyId)),
        read,
      );
      return { items: items.map(({ data }) => data), next: rows.next };
    },
  };
};
/** See {@link createGroupRows}. */
export type GroupRows = ReturnType<typeof createGroupRows>;
