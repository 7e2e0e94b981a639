import { describe, expect, test } from 'vitest';
import {
  decideContest,
  decideDeliver,
  decideDetermination,
  decideReportMissing,
  decideResample,
  decideReview,
  type ReviewVerdict,
} from '../../../functions/samples/domain/decide-review.ts';
import type { Sample } from '../../../functions/samples/domain/sample.ts';
import { canonicalHash } from '../../../shared/kernel/canonical-hash.ts';
import { at, buyerId, parked, rejected, shipped, supplierId, underReview } from './examples.ts';

const now = at('2026-12-07T09:00:00Z');
const seal = { sealedUnits: [{ keeper: 'buyer', sealNumber: 'EN-1' }] } as const;
const review = (verdict: ReviewVerdict, sample: Sample = underReview, companyId = buyerId) =>
  decideReview(sample, { companyId, now, verdict });

describe('an approval', () => {
  test('seals the specification as it was asked for', () => {
    const decision = review({ outcome: 'approved', ...seal });
    expect(decision).toMatchObject({
      sample: {
        state: 'approved',
        golden: {
          specification: underReview.specification,
          specificationHash: canonicalHash(underReview.specification),
          sealedUnits: [{ keeper: 'buyer', sealNumber: 'EN-1' }],
          sealedAt: '2026-12-07T09:00:00.000Z',
        },
      },
    });
  });

  test('with changes seals what bulk goods must have instead', () => {
    const changes = [
      { name: 'Colour', value: 'RAL 9010' },
      { name: 'Cable', value: '1.8 m' },
    ];
    expect(review({ outcome: 'approved_with_changes', changes, ...seal })).toMatchObject({
      sample: {
        state: 'approved_with_changes',
        golden: {
          specification: [
            { name: 'Luminous flux', value: '600 lm', tolerance: '±5 %' },
            { name: 'Colour', value: 'RAL 9010' },
            { name: 'Cable', value: '1.8 m' },
          ],
        },
      },
    });
  });

  test('may come the moment the sample is delivered, by the buyer alone, and not at the end of the time', () => {
    const delivered: Sample = { ...underReview, state: 'delivered' };
    expect(review({ outcome: 'approved', ...seal }, delivered)).toMatchObject({ kind: 'moved' });
    expect(review({ outcome: 'approved', ...seal }, underReview, supplierId)).toMatchObject({
      code: 'not_a_party',
    });
    const late = { companyId: buyerId, now: at('2026-12-12T09:00:00Z') };
    expect(decideReview(underReview, { ...late, verdict: { outcome: 'approved', ...seal } })).toMatchObject({
      code: 'too_late',
    });
  });
});

describe('a rejection', () => {
  test('seals nothing', () => {
    const decision = review({ outcome: 'rejected', ground: 'not_wanted' });
    expect(decision).toMatchObject({ sample: { state: 'rejected', review: { ground: 'not_wanted' } } });
    expect(decision.kind === 'moved' && decision.sample.golden).toBeUndefined();
  });

  test('as not to specification names items of the specification', () => {
    const ground = 'not_to_specification';
    const measured = '480 lm';
    expect(review({ outcome: 'rejected', ground })).toMatchObject({ code: 'specification_unknown' });
    expect(
      review({ outcome: 'rejected', ground, findings: [{ item: 'Smell', measured: 'bad' }] }),
    ).toMatchObject({ code: 'specification_unknown' });
    expect(
      review({ outcome: 'rejected', ground, findings: [{ item: 'Luminous flux', measured }] }),
    ).toMatchObject({ sample: { review: { findings: [{ item: 'Luminous flux', measured }] } } });
  });
});

describe("the supplier's answer to a rejection", () => {
  const actor = { companyId: supplierId, now };

  test('a free repeat starts a new round; the review is kept', () => {
    expect(decideResample(rejected, { ...actor, leadDays: 5 })).toMatchObject({
      sample: {
        state: 'in_production',
        round: 2,
        dispatchBy: '2026-12-12T09:00:00.000Z',
        dispatch: undefined,
        review: undefined,
        earlierReviews: [{ ground: 'not_to_specification' }],
      },
    });
  });

  test('a sample is made three times at most', () => {
    expect(decideResample({ ...rejected, round: 3 }, { ...actor, leadDays: 5 })).toMatchObject({
      code: 'too_many_rounds',
    });
  });

  test('an objection leaves the money to an operator', () => {
    expect(decideContest(rejected, { ...actor, reason: 'We measured 612 lm.' })).toMatchObject({
      sample: { state: 'parked', parking: { from: 'rejected', owner: 'operator' } },
    });
  });

  test('only a rejection as not to specification is answered, and in time', () => {
    const unwanted: Sample = {
      ...rejected,
      review: { outcome: 'rejected', ground: 'not_wanted', findings: [], reviewedAt: now },
    };
    expect(decideResample(unwanted, { ...actor, leadDays: 5 })).toMatchObject({ code: 'wrong_state' });
    expect(decideContest(unwanted, { ...actor, reason: 'x' })).toMatchObject({ code: 'wrong_state' });
    const late = { companyId: supplierId, now: at('2026-12-09T09:00:00Z') };
    expect(decideResample(rejected, { ...late, leadDays: 5 })).toMatchObject({ code: 'too_late' });
  });
});

describe('a sample that never came', () => {
  test('counts as missing from 21 days after dispatch', () => {
    expect(
      decideReportMissing(shipped, { companyId: buyerId, now: at('2026-12-22T08:59:59Z') }),
    ).toMatchObject({ code: 'not_missing_yet' });
    expect(
      decideReportMissing(shipped, { companyId: buyerId, now: at('2026-12-22T09:00:00Z') }),
    ).toMatchObject({ sample: { state: 'parked', parking: { reason: 'reported_missing' } } });
  });

  test('and one that came begins its review', () => {
    expect(decideDeliver(shipped, { companyId: buyerId, now })).toMatchObject({
      sample: { state: 'delivered', deliveredAt: now, isDeliveryAssumed: false },
    });
  });
});

describe('a determination', () => {
  test('asks escrow under a new id and lifts the hold', () => {
    const asked = { kind: 'release', requestId: 'rel_1', attempt: 1, reason: 'x', askedAt: now } as const;
    const decision = decideDetermination(
      { ...parked, money: asked },
      { outcome: 'refund', reason: 'Lost.', now },
    );
    expect(decision).toMatchObject({
      sample: { state: 'refunding', parking: undefined, money: { kind: 'refund', attempt: 2 } },
    });
  });

  test('is for parked samples only', () => {
    expect(decideDetermination(shipped, { outcome: 'refund', reason: 'x', now })).toMatchObject({
      code: 'wrong_state',
    });
  });
});
