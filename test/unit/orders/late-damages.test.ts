import { describe, expect, it } from 'vitest';
import { lateDamagesOf } from '../../../functions/orders/domain/late-damages.ts';
import type { ContractTerms } from '../../../functions/sourcing/contract.ts';
import { applying, at, balanced, decideOn, figures, loaded, orderIn, usd } from './given-order.ts';

/**
 * The goods were ready on 20 December and the balance came a day later: that day is the buyer's own. Half a per cent of 1,950.00 a day is 9.75; at most 10 %,
 * 195.00.
 */
const lateDelivery: ContractTerms['lateDelivery'] = {
  measuredAt: 'shipment',
  freeDays: 0,
  sharePerDay: '0.005',
  capShare: '0.10',
};
const now = at('2027-01-20T08:00:00.000Z');
const shippedOn = (day: string, terms: Partial<ContractTerms> = { lateDelivery }) =>
  applying(orderIn('fully_funded', terms), loaded(`2027-01-${day}T06:00:00.000Z`), now);

describe('damages for late shipment', () => {
  it.each([
    ['on the last day, 15 January', '15', undefined],
    ['a day later, the one that the buyer took to pay the balance', '16', undefined],
    ['two days later', '17', { days: 1, amount: usd('9.75') }],
    ['five days later', '20', { days: 4, amount: usd('39.00') }],
  ])('%s', (_, day, expected) => {
    expect(lateDamagesOf(shippedOn(day))).toEqual(expected);
  });

  it('stop at the cap', () => {
    const steep = { lateDelivery: { ...lateDelivery, sharePerDay: '0.04' } };
    // 4 % a day: 78.00, 156.00, then the cap of 195.00
    expect(lateDamagesOf(shippedOn('18', steep))?.amount).toEqual(usd('156.00'));
    expect(lateDamagesOf(shippedOn('19', steep))?.amount).toEqual(usd('195.00'));
    expect(lateDamagesOf(shippedOn('20', steep))?.amount).toEqual(usd('195.00'));
  });

  it('do not count free days, nor what the buyer has extended', () => {
    expect(lateDamagesOf(shippedOn('19', { lateDelivery: { ...lateDelivery, freeDays: 2 } }))).toEqual({
      days: 1,
      amount: usd('9.75'),
    });
    const extended = applying(
      orderIn('fully_funded', { lateDelivery }),
      { kind: 'extend_shipment', latestShipOn: '2027-01-18' },
      at('2027-01-14T08:00:00.000Z'),
    );
    expect(lateDamagesOf(applying(extended, loaded('2027-01-20T06:00:00.000Z'), now))).toEqual({
      days: 1,
      amount: usd('9.75'),
    });
  });

  it('do not count the days that the buyer kept the goods waiting for its balance', () => {
    // Ready on 20 December, paid on 2 January: 13 days.
    const waiting = orderIn('awaiting_balance', { lateDelivery });
    const paid = applying(waiting, balanced, at('2027-01-02T08:00:00.000Z'));
    expect(lateDamagesOf(applying(paid, loaded('2027-01-20T06:00:00.000Z'), now))).toBeUndefined();
  });

  it('are gone with a load that was taken back', () => {
    const retracted = { kind: 'on_board_retracted', retractedEventId: 'load-1' } as const;
    expect(lateDamagesOf(applying(shippedOn('20'), retracted, now))).toBeUndefined();
  });
});

describe('damages for late delivery', () => {
  it('are measured where the buyer takes over', () => {
    const terms: Partial<ContractTerms> = {
      deliveryTerm: { incoterm: 'DAP', place: 'Utrecht' },
      lateDelivery: { ...lateDelivery, measuredAt: 'delivery', dueOn: '2027-02-20' },
    };
    const shipped = shippedOn('15', terms);
    const arrived = applying(shipped, { kind: 'arrived', occurredAt: at('2027-02-28T06:00:00.000Z') }, now);
    expect(lateDamagesOf(arrived)).toBeUndefined();
    const delivered = { kind: 'delivered', occurredAt: at('2027-02-24T06:00:00.000Z') } as const;
    expect(lateDamagesOf(applying(shipped, delivered, now))).toEqual({ days: 3, amount: usd('29.25') });
  });

  it('are netted before the release, once, under a refund of their own', () => {
    // Given goods five days late, arrived and accepted
    const arrivedAt = at('2027-02-10T06:00:00.000Z');
    let order = applying(shippedOn('20'), { kind: 'arrived', occurredAt: arrivedAt }, arrivedAt);
    order = applying(order, { kind: 'accept' }, arrivedAt);
    // When
    const asked = decideOn(order, { kind: 'release' }, arrivedAt);
    // Then the damages go first
    expect(asked).toMatchObject({
      kind: 'noted',
      order: { state: 'accepted', lateDamages: { days: 4, amount: usd('39.00') } },
      requests: [{ kind: 'refund', amount: usd('39.00'), reason: 'late_delivery' }],
    });
    if (asked.kind !== 'noted' || asked.requests[0]?.kind !== 'refund') throw new Error('asked');
    const { refundId } = asked.requests[0];
    expect(decideOn(asked.order, { kind: 'release' }, arrivedAt).kind).toBe('ignored');
    // And the rest once they are made
    const made = { kind: 'escrow_refunded', figures: figures('1950.00', '0.00', '39.00'), refundId } as const;
    expect(decideOn(asked.order, made, arrivedAt)).toMatchObject({
      kind: 'moved',
      order: { state: 'releasing' },
      requests: [{ kind: 'release', trigger: 'accepted' }],
    });
  });

  it('are asked for again at the next check when escrow does not answer, and at last an operator is', () => {
    const arrivedAt = at('2027-02-10T06:00:00.000Z');
    let order = applying(shippedOn('20'), { kind: 'arrived', occurredAt: arrivedAt }, arrivedAt);
    order = applying(order, { kind: 'accept' }, arrivedAt);
    order = applying(order, { kind: 'release' }, arrivedAt);
    for (let tried = 0; tried < 8 && order.state !== 'parked'; tried += 1) {
      const { deadline } = order;
      if (!deadline) throw new Error('No deadline');
      order = applying(order, { kind: 'deadline', ...deadline }, deadline.dueAt);
    }
    expect(order.state).toBe('parked');
    expect(order.parkReason).toBe('Escrow has not made the refund for late delivery.');
  });
});
