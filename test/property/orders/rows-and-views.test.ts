import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { disputeShape } from '../../../functions/orders/dispute-shapes.ts';
import { orderMovedEvent } from '../../../functions/orders/effects.ts';
import { disputeRow, orderRow } from '../../../functions/orders/rows.ts';
import { orderShape, orderSummaryShape } from '../../../functions/orders/shapes.ts';
import { toDispute, toOrder, toOrderSummary } from '../../../functions/orders/views.ts';
import { decodeFromRow, encodeForRow } from '../../../shared/persistence/codec.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import { givenCredit, givenOrder } from '../../unit/orders/given-order.ts';
import { anyWalk } from './actions.ts';
import { World } from './world.ts';

const entityOf = <Data>(data: Data, world: World): Entity<Data> => ({
  pk: 'x',
  sk: 'x',
  kind: 'x',
  version: 7,
  data,
  createdAt: world.now,
  updatedAt: world.now,
});
/** Ids of disputes in the model are short; the wire wants real ones. */
const withRealIds = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'bigint' ? { $n: part.toString() } : part,
    ).replaceAll(/dsp_(\d)/g, 'dsp_01K9Z3V5T8QW2M4N6P8R0S1T3$1'),
  );
const asStored = (value: unknown): unknown => decodeFromRow(withRealIds(encodeForRow(value)));

// A busy machine needs its time for this many walks.
vi.setConfig({ testTimeout: 60_000 });

describe('an order that went any way', () => {
  it('comes back from its row as it was, and shows itself as the contract says', () => {
    fc.assert(
      fc.property(anyWalk, fc.boolean(), (list, isMachineAlive) => {
        const world = new World(givenOrder({}, givenCredit()), { isMachineAlive });
        for (const act of list) act(world);
        const stored = asStored(world.order);
        const order = orderRow.parse(stored);
        expect(order).toEqual(stored);
        const shown = orderShape.parse(toOrder(entityOf(order, world)));
        expect(orderSummaryShape.parse(toOrderSummary(entityOf(order, world)))).toMatchObject({
          state: shown.state,
        });
        expect(orderMovedEvent(order, null, 7).data).toMatchObject({ to: shown.state });
        // Somebody must act next until it is over.
        expect(shown.nextAction === null).toBe(['closed', 'refunded', 'cancelled'].includes(shown.state));
        const { funded, held, released, refunded, chargedBack } = shown.money;
        const cents = (amount: string) => BigInt(amount.replace('.', ''));
        const parts = [held, released, refunded, chargedBack].map(({ amount }) => cents(amount));
        expect(parts.reduce((a, b) => a + b)).toBe(cents(funded.amount));
        for (const one of world.disputes.values()) {
          const kept = disputeRow.parse(asStored(one));
          expect(kept).toEqual(asStored(one));
          disputeShape.parse(toDispute(entityOf(kept, world), world.now));
        }
      }),
      { numRuns: 80, seed: 21 },
    );
  });
});
