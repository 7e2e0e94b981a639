import { expect, test } from 'vitest';
import { createOrderHandlers } from '../../../functions/orders/api-orders.ts';

type Parts = Parameters<typeof createOrderHandlers>[0];
type PlaceCall = Parameters<ReturnType<typeof createOrderHandlers>['placeOrder']>[0];

test.each([
  'hit',
  'lists_unavailable',
])('a company whose screening says %s places nothing', async (screening) => {
  // Nothing is read before the screening is looked at.
  const handlers = createOrderHandlers({} as Parts);
  const call = { principal: { screening } } as PlaceCall;
  await expect(handlers.placeOrder(call)).rejects.toMatchObject({ code: 'orders.company_blocked' });
});
