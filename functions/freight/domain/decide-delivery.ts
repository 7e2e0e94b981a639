import {
  addDays,
  type BusinessDate,
  businessDateIn,
  parseBusinessDate,
} from '../../../shared/kernel/business-date.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { compareMoney } from '../../../shared/kernel/money.ts';
import type { Consignment } from './consignment.ts';
import { type DeliveryOrder, type DeliveryOrderState, deliveryOrderTransitions } from './delivery-order.ts';
import type { ShareDue } from './dues.ts';
import type { Pool } from './pool.ts';

export const conditionNames = ['freight', 'duty', 'escrow'] as const;

/** One thing that has to be true before goods are handed out. */
export interface ReleaseCondition {
  readonly name: (typeof conditionNames)[number];
  readonly isMet: boolean;
  readonly why: string;
}

/** What other contexts have told of an order. */
export interface ReleaseFacts {
  readonly orderState: string | undefined;
  readonly isImportReleased: boolean;
}

interface FreeTime {
  readonly days: Readonly<Record<'sea' | 'air', number>>;
  readonly validFrom: BusinessDate;
  readonly source: string;
}

const freeTimes: readonly FreeTime[] = [
  {
    days: { sea: 7, air: 2 },
    validFrom: parseBusinessDate('2026-01-01'),
    source: 'house rule: storage at the station of destination, calendar days from discharge',
  },
];

/** Free days at the station on the day of arrival, with their source. InvariantViolation `freight.no_free_time`. */
export const freeTimeOn = (day: BusinessDate): FreeTime => {
  const found = freeTimes.findLast((one) => one.validFrom <= day);
  invariant(found !== undefined, 'freight.no_free_time', { day });
  return found;
};

/** First day of storage charges, by the calendar in UTC. */
export const storageFrom = ({ freeUntil }: DeliveryOrder): BusinessDate =>
  addDays(businessDateIn(freeUntil, 'Etc/UTC'), 1);

/** States of an order in which all of its price is held in escrow or has left it in the regular way. */
const fundedStates = [
  'fully_funded',
  'shipped',
  'delivered',
  'accepted',
  'auto_accepted',
  'releasing',
  'closed',
];

const isPaid = ({ asked, paid }: ShareDue): boolean => compareMoney(paid, asked) >= 0;

const freightCondition = (
  { consignmentId }: Consignment,
  { allocation, shares }: Pool,
  isFunded: boolean,
): ReleaseCondition => {
  const own = shares.filter(({ of }) => of === consignmentId || of.endsWith(`:${consignmentId}`));
  if (!allocation)
    return { name: 'freight', isMet: false, why: 'The cost of the pool has not been split yet.' };
  const unpaid = own.filter((share) => !isPaid(share));
  if (unpaid.length === 0) return { name: 'freight', isMet: true, why: 'Freight is paid.' };
  // What the seller owes is taken from the proceeds; with these in escrow it is as good as paid.
  if (isFunded && unpaid.every(({ by }) => by === 'claim'))
    return { name: 'freight', isMet: true, why: 'Freight is secured by a claim on the proceeds in escrow.' };
  return { name: 'freight', isMet: false, why: 'Freight is not paid.' };
};

/** The conditions, met or not, each with why. Goods are handed out when all are met. */
export const conditionsOf = (
  consignment: Consignment,
  pool: Pool,
  facts: ReleaseFacts,
): readonly ReleaseCondition[] => {
  const isFunded = fundedStates.includes(facts.orderState ?? '');
  return [
    freightCondition(consignment, pool, isFunded),
    {
      name: 'duty',
      isMet: facts.isImportReleased,
      why: facts.isImportReleased
        ? 'Customs has released the import, duty and tax included.'
        : 'Customs has not released the import.',
    },
    {
      name: 'escrow',
      isMet: isFunded,
      why: isFunded ? 'The price is held in escrow.' : 'The price is not held in escrow in full.',
    },
  ];
};

const move = (
  order: DeliveryOrder,
  to: DeliveryOrderState,
  change: Partial<DeliveryOrder> = {},
): DeliveryOrder => {
  invariant(deliveryOrderTransitions[order.state].includes(to), 'freight.forbidden_transition', {
    from: order.state,
    to,
  });
  return { ...order, ...change, state: to };
};

/** True while goods wait for it. */
export const isWaiting = (order: DeliveryOrder | undefined): order is DeliveryOrder =>
  order?.state === 'held' || order?.state === 'overdue';

/** The order as goods arrive: held, with its free time running. */
export const openDeliveryOrder = (
  consignment: Consignment,
  mode: 'sea' | 'air',
  arrivedAt: Instant,
): DeliveryOrder => ({
  number: `ENTD${deterministicId('dor', consignment.consignmentId, consignment.poolId).slice(-10)}`,
  state: 'held',
  arrivedAt,
  freeUntil: addDuration(arrivedAt, { days: freeTimeOn(businessDateIn(arrivedAt, 'Etc/UTC')).days[mode] }),
});

/** Released when all conditions are met, else as it is. */
export const decideConditions = (
  order: DeliveryOrder,
  conditions: readonly ReleaseCondition[],
  now: Instant,
): DeliveryOrder =>
  isWaiting(order) && conditions.every(({ isMet }) => isMet)
    ? move(order, 'released', { releasedAt: now })
    : order;

/** The free time is over. */
export const decideFreeTimeOver = (order: DeliveryOrder): DeliveryOrder =>
  order.state === 'held' ? move(order, 'overdue') : order;

/** An operator releases it although a condition is not met. Undefined when goods no longer wait for it. */
export const decideOverride = (
  order: DeliveryOrder,
  reason: string,
  now: Instant,
): DeliveryOrder | undefined =>
  isWaiting(order) ? move(order, 'released', { releasedAt: now, reason }) : undefined;

/** The carrier says that it has handed the goods out. */
export const decideHandedOut = (order: DeliveryOrder): DeliveryOrder =>
  isWaiting(order) ? move(order, 'misdelivered') : order;
