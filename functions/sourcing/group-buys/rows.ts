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
const refOf = z.object({ groupBuyId: z.string() });

/** Which group buys: those that are open to everybody, or those that a company offers or has a share in. */
export type GroupView = 'open' | 'mine';
const viewPk = (view: GroupView, companyId: string): string =>
  view === 'open' ? 'GROUP#OPEN' : `COMPANY#${companyId}#GROUP`;

/**
 * Rows: GROUP#id/GROUP the group buy with its shares, so that the last units go to one; GROUP#id/OPEN its listing for everybody while
 * it is open; GROUP#id/OF#company its listing for the supplier and for each buyer in it.
 */
export const createGroupRows = (store: Store) => {
  const read = (data: unknown): GroupBuy => groupRow.parse(data);
  const openKey = (groupBuyId: string): RowKey => ({ pk: key(groupBuyId).pk, sk: 'OPEN' });
  const ofKey = (groupBuyId: string, companyId: string): RowKey => ({
    pk: key(groupBuyId).pk,
    sk: `OF#${companyId}`,
  });
  const listed = (at: RowKey, groupBuyId: string, owner: string, now: Instant): Write =>
    store.insertIfAbsent(at, 'group_listing', { groupBuyId }, now, {
      owner: { pk: owner, sk: `${now}#${groupBuyId}` },
    });
  const listedOf = (groupBuyId: string, companyId: string, now: Instant): Write =>
    listed(ofKey(groupBuyId, companyId), groupBuyId, viewPk('mine', companyId), now);
  const buyersOf = ({ shares }: GroupBuy): readonly string[] => shares.map(({ buyerId }) => buyerId);

  return {
    find: (groupBuyId: string) => store.get(key(groupBuyId), read),
    insert: (group: GroupBuy, now: Instant): readonly Write[] => [
      store.insertIfAbsent(key(group.groupBuyId), 'group_buy', group, now),
      listed(openKey(group.groupBuyId), group.groupBuyId, viewPk('open', ''), now),
      listedOf(group.groupBuyId, group.supplierId, now),
    ],
    /** The group after a move; its listings follow who has a share, and whether it is open. */
    updateIfVersion: (found: Entity<GroupBuy>, group: GroupBuy, now: Instant): readonly Write[] => {
      const { groupBuyId } = group;
      const [before, after] = [buyersOf(found.data), buyersOf(group)];
      const joined = after.filter((one) => !before.includes(one));
      const left = before.filter((one) => !after.includes(one));
      return [
        store.updateIfVersion(found, group, now),
        ...joined.map((one) => listedOf(groupBuyId, one, now)),
        ...left.map((one) => store.remove(ofKey(groupBuyId, one))),
        ...(group.state === 'open' ? [] : [store.remove(openKey(groupBuyId))]),
      ];
    },
    /** A page of group buys, newest first. */
    list: async (
      view: GroupView,
      companyId: string,
      page: { limit: number; from: Record<string, unknown> | undefined },
    ) => {
      const rows = await store.queryOwned(viewPk(view, companyId), (data) => refOf.parse(data), page);
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
