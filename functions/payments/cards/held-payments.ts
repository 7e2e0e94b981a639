import { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';

const keyOf = (paymentId: string) => ({ pk: `PAYMENT#${paymentId}`, sk: 'HELD' });
const listed = 'HELD-PAYMENTS';

/** Puts a payment into the list that operators work off; again is the same. */
export const listHeldPayment = (store: Store, paymentId: string, now: Instant): Write => ({
  kind: 'put',
  tableName: store.tableName,
  item: {
    ...keyOf(paymentId),
    kind: 'held-payment',
    version: 1,
    data: { id: paymentId },
    createdAt: now,
    updatedAt: now,
    gsi1pk: listed,
    gsi1sk: `${now}#${paymentId}`,
  },
});

/** Takes it off. */
export const unlistHeldPayment = (store: Store, paymentId: string): Write => store.remove(keyOf(paymentId));

/** Ids of the payments that are held, newest first. */
export const heldPaymentIds = async (
  store: Store,
  page: { readonly limit: number; readonly from: Record<string, unknown> | undefined },
) => {
  const found = await store.queryOwned(listed, (data) => z.object({ id: z.string() }).parse(data).id, page);
  return { paymentIds: found.items.map(({ data }) => data), next: found.next };
};
