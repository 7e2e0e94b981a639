import { describe, expect, test } from 'vitest';
import { viewDeliveryOrder } from '../../../functions/freight/delivery/view.ts';
import type { Consignment } from '../../../functions/freight/domain/consignment.ts';
import {
  conditionsOf,
  decideConditions,
  decideFreeTimeOver,
  decideHandedOut,
  decideOverride,
  openDeliveryOrder,
  type ReleaseFacts,
  storageFrom,
} from '../../../functions/freight/domain/decide-delivery.ts';
import {
  deliveryOrderStates,
  deliveryOrderTransitions,
} from '../../../functions/freight/domain/delivery-order.ts';
import type { ShareDue } from '../../../functions/freight/domain/dues.ts';
import type { Pool } from '../../../functions/freight/domain/pool.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { consignment, poolOf, usd } from './examples.ts';

const arrivedAt = parseInstant('2027-01-08T01:00:00.000Z');
const later = parseInstant('2027-01-10T09:00:00.000Z');
const made = consignment('a', 4, { state: 'arrived' });
const { consignmentId } = made;

const allocation = {
  invoiceTotal: usd('500.00'),
  commonTotal: usd('500.00'),
  shares: [],
  deadFreight: usd('0.00'),
  absorbed: usd('0.00'),
  proof: {
    method: 'equal_percentage_saving',
    isStable: true,
    groupsExamined: 1,
    isExhaustive: true,
    worstExcess: usd('0.00'),
  },
} as const;
const share = (by: ShareDue['by'], paid: string, of = consignmentId): ShareDue => ({
  of,
  by,
  reference: `${by}-1`,
  asked: usd('500.00'),
  paid: usd(paid),
});
const pool = (...shares: readonly ShareDue[]): Pool => poolOf([made], { allocation, shares });
const funded: ReleaseFacts = { orderState: 'shipped', isImportReleased: true };

const unmet = (of: Pool, facts: ReleaseFacts, goods: Consignment = made) =>
  conditionsOf(goods, of, facts)
    .filter(({ isMet }) => !isMet)
    .map(({ name }) => name);

describe('a delivery order waits for', () => {
  test.each([
    { case: 'nothing, when all is met', of: pool(share('payable', '500.00')), facts: funded, missing: [] },
    {
      case: 'freight that is paid but for a cent',
      of: pool(share('payable', '499.99')),
      facts: funded,
      missing: ['freight'],
    },
    {
      case: 'freight that was never split',
      of: poolOf([made]),
      facts: funded,
      missing: ['freight'],
    },
    {
      case: 'nothing more, where freight comes out of proceeds that escrow holds',
      of: pool(share('claim', '0.00')),
      facts: funded,
      missing: [],
    },
    {
      case: 'freight too, where the proceeds are not there',
      of: pool(share('claim', '0.00')),
      facts: { ...funded, orderState: 'awaiting_balance' },
      missing: ['freight', 'escrow'],
    },
    {
      case: 'the other party’s end as well',
      of: pool(share('payable', '500.00'), share('payable', '0.00', `freight_ends:${consignmentId}`)),
      facts: funded,
      missing: ['freight'],
    },
    {
      case: 'nothing of what others owe',
      of: pool(share('payable', '500.00'), share('payable', '0.00', 'cns_other')),
      facts: funded,
      missing: [],
    },
    {
      case: 'customs',
      of: pool(share('payable', '500.00')),
      facts: { ...funded, isImportReleased: false },
      missing: ['duty'],
    },
    {
      case: 'an order that nobody knows',
      of: pool(share('payable', '500.00')),
      facts: { orderState: undefined, isImportReleased: true },
      missing: ['escrow'],
    },
  ])('$case', ({ of, facts, missing }) => {
    expect(unmet(of, facts)).toEqual(missing);
  });
});

describe('a delivery order', () => {
  const order = openDeliveryOrder(made, 'sea', arrivedAt);
  const met = conditionsOf(made, pool(share('payable', '500.00')), funded);
  const held = conditionsOf(made, pool(share('payable', '0.00')), funded);

  test('is held on arrival, with seven free days by sea and two by air', () => {
    expect(order).toMatchObject({ state: 'held', freeUntil: '2027-01-15T01:00:00.000Z' });
    expect(openDeliveryOrder(made, 'air', arrivedAt).freeUntil).toBe('2027-01-10T01:00:00.000Z');
    expect(storageFrom(order)).toBe('2027-01-16');
  });

  test('is released once, when the last condition is met', () => {
    expect(decideConditions(order, held, later)).toBe(order);
    const released = decideConditions(order, met, later);
    expect(released).toMatchObject({ state: 'released', releasedAt: later });
    expect(decideConditions(released, met, arrivedAt)).toBe(released);
    expect(decideHandedOut(released)).toBe(released);
  });

  test('is overdue after the free time, and can still be released', () => {
    const overdue = decideFreeTimeOver(order);
    expect(overdue.state).toBe('overdue');
    expect(decideFreeTimeOver(overdue)).toBe(overdue);
    expect(decideConditions(overdue, met, later).state).toBe('released');
  });

  test('is let go by an operator with a reason, while goods wait', () => {
    expect(decideOverride(order, 'Guaranteed', later)).toMatchObject({
      state: 'released',
      reason: 'Guaranteed',
    });
    expect(decideOverride(decideHandedOut(order), 'Too late', later)).toBeUndefined();
  });

  test('knows goods that were handed out without it', () => {
    expect(decideHandedOut(order).state).toBe('misdelivered');
    expect(decideHandedOut(decideFreeTimeOver(order)).state).toBe('misdelivered');
  });

  test('shows the days of storage so far', () => {
    const days = (at: string) => viewDeliveryOrder(made, order, pool(), held, parseInstant(at)).daysOver;
    expect(
      ['2027-01-15T23:00:00.000Z', '2027-01-16T00:00:00.000Z', '2027-01-18T12:00:00.000Z'].map(days),
    ).toEqual([0, 1, 3]);
  });

  test('has a table in which every state can be reached', () => {
    const reached = new Set(['held', ...Object.values(deliveryOrderTransitions).flat()]);
    expect(reached).toEqual(new Set(deliveryOrderStates));
  });
});
