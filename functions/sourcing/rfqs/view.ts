import { parseInstant } from '../../../shared/kernel/instant.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import { limitsAt } from '../domain/limits.ts';
import type { StoredRfq } from './rows.ts';

/** A request as that company may see it: what the buyer can pay, and whom else it asked, stay with the buyer. */
export const rfqView = (
  { data, createdAt }: Pick<Entity<StoredRfq>, 'data' | 'createdAt'>,
  viewerId: string,
) => {
  const { targetUnitPrice, budgetMax, invitedSupplierIds, ...open } = data;
  const own = viewerId === data.buyerId ? { targetUnitPrice, budgetMax, invitedSupplierIds } : {};
  const limits = limitsAt(parseInstant(data.openedAt ?? createdAt));
  return { ...open, ...own, quotesMax: limits.quotesMax, createdAt };
};
