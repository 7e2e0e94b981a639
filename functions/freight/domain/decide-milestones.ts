import { type Consignment, moveConsignment } from './consignment.ts';
import type { Milestones, Observation } from './fold-events.ts';
import { movePool, type Pool } from './pool.ts';
import type { ConsignmentState, PoolState } from './transitions.ts';

/** What became known of a consignment; each is an event of the contract. */
export type Fact =
  | { readonly kind: 'on_board' | 'arrived' | 'delivered'; readonly observation: Observation }
  | { readonly kind: 'retracted'; readonly eventId: string };

/** A consignment after the fold, with what is new. */
export interface TrackedConsignment {
  readonly before: Consignment;
  readonly after: Consignment;
  readonly facts: readonly Fact[];
}

const targetOf = (
  before: ConsignmentState,
  seen: { readonly isOnBoard: boolean; readonly isArrived: boolean; readonly isDelivered: boolean },
): ConsignmentState => {
  if (seen.isDelivered) return 'delivered';
  if (seen.isArrived) return 'arrived';
  if (seen.isOnBoard) return 'on_board';
  // It was on board and the carrier took that back: held until the carrier says where it is.
  return before === 'on_board' || before === 'held' ? 'held' : before;
};

/** What the observations mean for one consignment; a load event taken back after arrival changes nothing any more. */
export const trackConsignment = (before: Consignment, milestones: Milestones): TrackedConsignment => {
  const tracked: readonly ConsignmentState[] = ['planned', 'on_board', 'held', 'arrived'];
  if (!tracked.includes(before.state)) return { before, after: before, facts: [] };
  const { on_board: onBoard, discharged } = milestones.actual;
  const delivery = milestones.deliveries.get(before.consignmentId);
  const facts: Fact[] = [];
  if (onBoard && before.onBoardEventId === undefined) facts.push({ kind: 'on_board', observation: onBoard });
  if (!onBoard && before.onBoardEventId !== undefined && before.state === 'on_board')
    facts.push({ kind: 'retracted', eventId: before.onBoardEventId });
  if (discharged && before.arrivedEventId === undefined)
    facts.push({ kind: 'arrived', observation: discharged });
  if (delivery && before.deliveredEventId === undefined)
    facts.push({ kind: 'delivered', observation: delivery });
  const to = targetOf(before.state, {
    isOnBoard: onBoard !== undefined,
    isArrived: discharged !== undefined || before.state === 'arrived',
    isDelivered: delivery !== undefined,
  });
  const seen: Partial<Consignment> = {
    onBoardEventId: onBoard?.eventId ?? (before.state === 'arrived' ? before.onBoardEventId : undefined),
    arrivedEventId: discharged?.eventId ?? before.arrivedEventId,
    deliveredEventId: delivery?.eventId ?? before.deliveredEventId,
  };
  if (to === before.state)
    return { before, after: facts.length > 0 ? { ...before, ...seen } : before, facts };
  return { before, after: moveConsignment(before, to, seen), facts };
};

const poolTarget = (members: readonly Consignment[], milestones: Milestones): PoolState => {
  if (members.length > 0 && members.every((one) => one.state === 'delivered')) return 'delivered';
  if (milestones.actual.discharged) return 'arrived';
  return milestones.actual.on_board ? 'sailed' : 'documented';
};

const order: readonly PoolState[] = ['documented', 'sailed', 'arrived', 'delivered'];

/** Where the pool stands after the observations; only a retracted load takes it back. */
export const trackPool = (pool: Pool, members: readonly Consignment[], milestones: Milestones): Pool => {
  const [from, target] = [order.indexOf(pool.state), poolTarget(members, milestones)];
  if (from < 0 || target === pool.state) return pool;
  const isBack = order.indexOf(target) < from;
  if (isBack && pool.state !== 'sailed') return pool;
  return movePool(pool, target);
};
