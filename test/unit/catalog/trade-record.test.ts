import { describe, expect, test } from 'vitest';
import { claimsOf } from '../../../functions/catalog/matching/claims.ts';
import {
  answer,
  countOrder,
  goodsName,
  invite,
  type OrderOutcome,
  settleInvitations,
  unknownSupplier,
} from '../../../functions/catalog/matching/trade-record.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';

const at = (text: string) => parseInstant(`2026-11-${text}:00.000Z`);
const supplier = unknownSupplier('com_1');
const goods = goodsName('94052190', 'VN');
const nothing: OrderOutcome = { isShipped: false, isLate: false, isDisputed: false, isAccepted: false };

describe('orders of a supplier', () => {
  test('count once they were seen to leave, and what they counted for is replaced', () => {
    const shipped = { ...nothing, isShipped: true, isLate: true };
    const disputed = { ...shipped, isDisputed: true };
    const first = countOrder(supplier, undefined, nothing, goods);
    const second = countOrder(first, nothing, shipped, goods);
    const third = countOrder(second, shipped, disputed, goods);
    expect([first.orders, second.orders, third.orders]).toEqual([0, 1, 1]);
    expect([second.lateOrders, third.lateOrders, second.disputedOrders, third.disputedOrders]).toEqual([
      1, 1, 0, 1,
    ]);
  });

  test('what was delivered and accepted is proven, once', () => {
    const accepted = { ...nothing, isShipped: true, isAccepted: true };
    const first = countOrder(supplier, undefined, accepted, goods);
    const second = countOrder(first, undefined, accepted, goods);
    expect(second.provenGoods).toEqual(['940521/VN']);
    expect(second.orders).toBe(2);
  });
});

describe('what stands behind the words of a product', () => {
  const product = { hsCode: '94052190', originCountry: 'VN', certificates: [{}] };
  const known = (of: typeof supplier) =>
    claimsOf(product, of).map(({ claim, provenance }) => `${claim} ${provenance}`);

  test('is the own word of its supplier, until the register or an accepted order says more', () => {
    expect(known(supplier)).toEqual([
      'supplier self_declared',
      'hs_code self_declared',
      'origin self_declared',
      'certificates self_declared',
    ]);
    expect(known({ ...supplier, verification: 'verified', provenGoods: [goods] })).toEqual([
      'supplier verified',
      'hs_code observed',
      'origin observed',
      'certificates self_declared',
    ]);
    expect(known({ ...supplier, provenGoods: ['940521/CN'] })[2]).toBe('origin self_declared');
  });
});

describe('replies of a supplier', () => {
  const asked = invite(supplier, { rfqId: 'rfq_1', invitedAt: at('23T08:00') }, at('23T08:00'));

  test('an invitation counts when it is answered, and in time within a day', () => {
    expect(asked).toMatchObject({ invitations: 0, answeredInTime: 0 });
    expect(answer(asked, 'rfq_1', at('24T07:59'))).toMatchObject({ invitations: 1, answeredInTime: 1 });
    expect(answer(asked, 'rfq_1', at('24T08:00'))).toMatchObject({ invitations: 1, answeredInTime: 0 });
  });

  test('one that nobody answers counts when its day is over, and not twice', () => {
    const lapsed = settleInvitations(asked, at('24T08:00'));
    expect(lapsed).toMatchObject({ invitations: 1, answeredInTime: 0, openInvitations: [] });
    expect(settleInvitations(lapsed, at('25T08:00'))).toEqual(lapsed);
    expect(settleInvitations(asked, at('24T07:59'))).toEqual(asked);
  });

  test('a repeated invitation and a quote that was not asked for change nothing', () => {
    expect(invite(asked, { rfqId: 'rfq_1', invitedAt: at('23T09:00') }, at('23T09:00'))).toEqual(asked);
    expect(answer(supplier, 'rfq_1', at('23T09:00'))).toEqual(supplier);
  });
});
