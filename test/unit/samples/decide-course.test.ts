import { describe, expect, test } from 'vitest';
import {
  decideChargedBack,
  decideDeadline,
  decideFunded,
  decideMoneyMoved,
  decidePark,
  decideRequestRefused,
  decideSettle,
  decideStartProduction,
  decideStartReview,
  isFeeBackAlready,
} from '../../../functions/samples/domain/decide-course.ts';
import type { Sample } from '../../../functions/samples/domain/sample.ts';
import {
  accepted,
  at,
  inProduction,
  inState,
  quoted,
  rejected,
  requested,
  shipped,
  underReview,
} from './examples.ts';

const now = at('2026-11-24T10:00:00Z');
const unchanged = { kind: 'unchanged' };
const refunding: Sample = {
  ...inProduction,
  state: 'refunding',
  money: { kind: 'refund', requestId: 'rfd_1', attempt: 1, reason: 'never_dispatched', askedAt: now },
};

describe('payment', () => {
  test('starts the clock of seven days', () => {
    expect(decideFunded(accepted, now)).toMatchObject({
      sample: { state: 'paid', paidAt: now, dispatchBy: '2026-12-01T10:00:00.000Z' },
    });
  });

  test('that comes twice changes nothing, one that comes after the end goes back', () => {
    expect(decideFunded(inProduction, now)).toEqual(unchanged);
    expect(decideFunded({ ...accepted, state: 'cancelled' }, now)).toEqual({ kind: 'late' });
  });
});

describe('steps of the leg', () => {
  test('are no-ops when they have been done, or are overtaken', () => {
    expect(decideStartProduction({ ...inProduction, state: 'paid' })).toMatchObject({
      sample: { state: 'in_production' },
    });
    expect(decideStartProduction(shipped)).toEqual(unchanged);
    expect(decideStartReview(inState('approved'))).toEqual(unchanged);
  });
});

describe('decideSettle', () => {
  test.each(['approved', 'approved_with_changes'] as const)('%s: the fee is released', (state) => {
    expect(decideSettle(inState(state), now)).toMatchObject({
      sample: { state: 'releasing', money: { kind: 'release', attempt: 1 } },
    });
  });

  test('silence is not approval, yet the supplier has delivered: released, nothing sealed', () => {
    const silent = decideDeadline(underReview, 'review', at('2026-12-12T09:00:00Z'));
    expect(silent).toMatchObject({
      kind: 'moved',
      sample: { state: 'rejected', review: { outcome: 'rejected', ground: 'silence' } },
    });
    if (silent.kind !== 'moved') return;
    const settled = decideSettle(silent.sample, now);
    expect(settled).toMatchObject({ sample: { state: 'releasing', money: { reason: 'silence' } } });
    expect(settled.kind === 'moved' && settled.sample.golden).toBeUndefined();
  });

  test('a rejection as not to specification waits for the supplier', () => {
    expect(decideSettle(rejected, now)).toEqual(unchanged);
  });

  test('the same sample and attempt ask under the same id', () => {
    const [one, other] = [decideSettle(inState('approved'), now), decideSettle(inState('approved'), now)];
    expect(one).toEqual(other);
  });
});

describe('deadlines', () => {
  test.each([
    ['request_lapse', requested, '2026-12-07T08:00:00Z', 'cancelled', 'not_quoted'],
    ['quote_lapse', quoted, '2026-12-06T00:00:00Z', 'cancelled', 'quote_expired'],
    ['payment', accepted, '2026-11-25T08:00:00Z', 'cancelled', 'not_paid'],
    ['dispatch', inProduction, '2026-12-03T10:00:00Z', 'refunding', 'never_dispatched'],
    ['answer', rejected, '2026-12-09T09:00:00Z', 'refunding', 'not_to_specification'],
  ] as const)('%s', (name, sample, instant, state, endReason) => {
    expect(decideDeadline(sample, name, at(instant))).toMatchObject({ sample: { state, endReason } });
  });

  test('an unpaid escrow is closed by a refund request, an unopened one is not asked for', () => {
    const unpaid = decideDeadline(accepted, 'payment', at('2026-11-25T08:00:00Z'));
    expect(unpaid).toMatchObject({ sample: { money: { kind: 'refund', reason: 'not_paid' } } });
    const unquoted = decideDeadline(requested, 'request_lapse', at('2026-12-07T08:00:00Z'));
    expect(unquoted.kind === 'moved' && unquoted.sample.money).toBeUndefined();
  });

  test('60 days without news count as delivered; the review begins', () => {
    expect(decideDeadline(shipped, 'delivery', at('2027-01-30T09:00:00Z'))).toMatchObject({
      sample: { state: 'delivered', isDeliveryAssumed: true, deliveredAt: '2027-01-30T09:00:00.000Z' },
    });
  });

  test('day 5 reminds of day 7', () => {
    expect(decideDeadline(underReview, 'review_reminder', at('2026-12-10T09:00:00Z'))).toEqual({
      kind: 'remind',
      reviewBy: '2026-12-12T09:00:00.000Z',
    });
  });

  test('a review that the leg does not settle is settled a day later', () => {
    const approved: Sample = {
      ...inState('approved'),
      review: { outcome: 'approved', findings: [], reviewedAt: at('2026-12-06T09:00:00Z') },
    };
    expect(decideDeadline(approved, 'settle', at('2026-12-07T09:00:00Z'))).toMatchObject({
      sample: { state: 'releasing' },
    });
  });

  test('escrow that does not answer for 7 days parks the sample', () => {
    expect(decideDeadline(refunding, 'money', at('2026-12-01T10:00:00Z'))).toMatchObject({
      sample: { state: 'parked', parking: { from: 'refunding' } },
    });
  });

  test('too early, of a state that has passed, or unknown: nothing', () => {
    expect(decideDeadline(accepted, 'payment', at('2026-11-25T07:59:59Z'))).toEqual(unchanged);
    expect(decideDeadline(inProduction, 'payment', at('2027-01-01T00:00:00Z'))).toEqual(unchanged);
    expect(decideDeadline(inProduction, 'lunch', at('2027-01-01T00:00:00Z'))).toEqual(unchanged);
  });
});

describe('the answers of escrow', () => {
  test('the money went back', () => {
    expect(decideMoneyMoved(refunding, 'refunded', 'rfd_1')).toMatchObject({ sample: { state: 'refunded' } });
  });

  test('answers to another request, or of the other kind, change nothing', () => {
    expect(decideMoneyMoved(refunding, 'refunded', 'rfd_2')).toEqual(unchanged);
    expect(decideMoneyMoved(refunding, 'released', 'rfd_1')).toEqual(unchanged);
    expect(decideMoneyMoved({ ...refunding, state: 'parked' }, 'released', 'rfd_1')).toEqual(unchanged);
    expect(decideMoneyMoved({ ...refunding, state: 'refunded' }, 'refunded', 'rfd_1')).toEqual(unchanged);
  });

  test('a refusal parks with its reason; an answer that comes all the same ends it', () => {
    const refused = decideRequestRefused(refunding, { requestId: 'rfd_1', code: 'escrow.frozen', now });
    expect(refused).toMatchObject({
      sample: { state: 'parked', parking: { reason: 'escrow refused: escrow.frozen', owner: 'operator' } },
    });
    expect(refused.kind === 'moved' && decideMoneyMoved(refused.sample, 'refunded', 'rfd_1')).toMatchObject({
      sample: { state: 'refunded', parking: undefined },
    });
  });

  test('what is over is not parked', () => {
    expect(decidePark({ ...refunding, state: 'closed' }, 'x', now)).toEqual(unchanged);
  });

  test('a chargeback out of escrow parks it, one after the release does not', () => {
    const chargeback = { chargebackId: 'cb_1', isOutOfEscrow: true };
    expect(decideChargedBack(refunding, chargeback, now)).toMatchObject({
      kind: 'moved',
      sample: { state: 'parked', parking: { reason: 'the card issuer took the fee back (cb_1)' } },
    });
    expect(decideChargedBack(refunding, { ...chargeback, isOutOfEscrow: false }, now)).toEqual(unchanged);
    expect(decideChargedBack({ ...refunding, state: 'closed' }, chargeback, now)).toEqual(unchanged);
  });
});

describe('a fee that was paid while the order was cancelled', () => {
  test.each([
    ['escrow.over', true],
    ['escrow.nothing_held', true],
    ['escrow.insufficient_held', false],
    ['escrow.wrong_currency', false],
  ])('refused with %s has gone back already: %s', (code, isBack) => {
    expect(isFeeBackAlready(code)).toBe(isBack);
  });
});
