import { canonicalHash } from '../../../shared/kernel/canonical-hash.ts';
import { addDuration, compareInstants, type Instant } from '../../../shared/kernel/instant.ts';
import type { Actor } from './decide-order.ts';
import { askMoney, type Decision, move, refusalOf, refuse } from './decision.ts';
import {
  type GoldenSample,
  isAnswerDue,
  type ReviewFinding,
  type Sample,
  type SampleReview,
  type SealedUnit,
  type SpecificationItem,
} from './sample.ts';
import { roundsMax, timersOf } from './timers.ts';

/** What the buyer says of a delivered sample. */
export type ReviewVerdict =
  | {
      readonly outcome: 'approved';
      readonly sealedUnits: readonly SealedUnit[];
      readonly photoSha256s?: readonly string[] | undefined;
      readonly remarks?: string | undefined;
    }
  | {
      readonly outcome: 'approved_with_changes';
      /** Items that take the place of those of the same name, or come on top. */
      readonly changes: readonly SpecificationItem[];
      readonly sealedUnits: readonly SealedUnit[];
      readonly photoSha256s?: readonly string[] | undefined;
      readonly remarks?: string | undefined;
    }
  | {
      readonly outcome: 'rejected';
      readonly ground: 'not_wanted' | 'not_to_specification';
      readonly findings?: readonly ReviewFinding[] | undefined;
      readonly remarks?: string | undefined;
    };

/** The buyer has the sample in hand; its time to review begins. */
export function decideDeliver(sample: Sample, actor: Actor): Decision {
  const { companyId, now } = actor;
  return (
    refusalOf(sample, 'deliver', { side: 'buyer', companyId, now }) ??
    move(sample, 'deliver', { deliveredAt: now, isDeliveryAssumed: false })
  );
}

/** The sample never came: from some days after dispatch on, an operator decides over the money. */
export function decideReportMissing(sample: Sample, actor: Actor): Decision {
  const { companyId, now } = actor;
  const refusal = refusalOf(sample, 'report_missing', { side: 'buyer', companyId, now });
  if (refusal) return refusal;
  const { missingAfterDays } = timersOf(sample.requestedAt);
  const from = sample.dispatch && addDuration(sample.dispatch.dispatchedAt, { days: missingAfterDays });
  if (from && compareInstants(now, from) < 0)
    return refuse('not_missing_yet', `It counts as missing from ${from}.`);
  return move(sample, 'report_missing', { parking: parkingOf(sample, 'reported_missing', now) });
}

const parkingOf = (sample: Sample, reason: string, parkedAt: Instant): Sample['parking'] => ({
  from: sample.state,
  reason,
  owner: 'operator',
  parkedAt,
});

const amended = (
  specification: readonly SpecificationItem[],
  changes: readonly SpecificationItem[],
): readonly SpecificationItem[] => {
  const changed = new Map(changes.map((item) => [item.name, item]));
  const kept = specification.map((item) => changed.get(item.name) ?? item);
  const known = new Set(specification.map((item) => item.name));
  return [...kept, ...changes.filter((item) => !known.has(item.name))];
};

/** The seal on a specification; its hash is over the specification alone, so that whoever holds that can check it. */
export const sealGolden = (
  specification: readonly SpecificationItem[],
  seal: Pick<GoldenSample, 'sealedUnits' | 'photoSha256s' | 'sealedAt'>,
): GoldenSample => ({ ...seal, specification, specificationHash: canonicalHash(specification) });

/**
 * The buyer reviews. An approval seals the golden sample, with the changes where there are some. A rejection as not to
 * specification must name items of the specification.
 */
export function decideReview(sample: Sample, actor: Actor & { readonly verdict: ReviewVerdict }): Decision {
  const { companyId, now, verdict } = actor;
  const made = (
    { approved: 'approve', approved_with_changes: 'approve_with_changes', rejected: 'reject' } as const
  )[verdict.outcome];
  const refusal = refusalOf(sample, made, { side: 'buyer', companyId, now });
  if (refusal) return refusal;
  if (verdict.outcome !== 'rejected') {
    const changes = verdict.outcome === 'approved_with_changes' ? verdict.changes : [];
    const golden = sealGolden(amended(sample.specification, changes), {
      sealedUnits: verdict.sealedUnits,
      photoSha256s: verdict.photoSha256s ?? [],
      sealedAt: now,
    });
    const review: SampleReview = {
      outcome: verdict.outcome,
      findings: [],
      remarks: verdict.remarks,
      reviewedAt: now,
    };
    return move(sample, made, { review, golden });
  }
  const findings = verdict.findings ?? [];
  const isKnown = ({ item }: ReviewFinding) => sample.specification.some(({ name }) => name === item);
  const isUnfounded = verdict.ground === 'not_to_specification' && findings.length === 0;
  if (isUnfounded || !findings.every(isKnown)) {
    const names = sample.specification.map(({ name }) => name).join(', ');
    return refuse('specification_unknown', `Name the items that are not met, out of: ${names}.`);
  }
  const { outcome, ground, remarks } = verdict;
  return move(sample, made, { review: { outcome, ground, findings, remarks, reviewedAt: now } });
}

/** The supplier makes the sample once more at its own cost; the money stays held meanwhile. */
export function decideResample(sample: Sample, actor: Actor & { readonly leadDays: number }): Decision {
  const { companyId, now, leadDays } = actor;
  const refusal = answerRefusal(sample, 'resample', companyId, now);
  if (refusal) return refusal;
  if (sample.round >= roundsMax) {
    return refuse('too_many_rounds', `A sample is made ${roundsMax} times at most.`);
  }
  const { review, earlierReviews } = sample;
  return move(sample, 'resample', {
    round: sample.round + 1,
    dispatchBy: addDuration(now, { days: leadDays }),
    dispatch: undefined,
    deliveredAt: undefined,
    isDeliveryAssumed: undefined,
    review: undefined,
    earlierReviews: review ? [...earlierReviews, review] : earlierReviews,
  });
}

/** The supplier objects to the rejection: an operator decides over the money. */
export function decideContest(sample: Sample, actor: Actor & { readonly reason: string }): Decision {
  const { companyId, now, reason } = actor;
  return (
    answerRefusal(sample, 'contest', companyId, now) ??
    move(sample, 'contest', { parking: parkingOf(sample, `rejection_contested: ${reason}`, now) })
  );
}

function answerRefusal(
  sample: Sample,
  made: 'resample' | 'contest',
  companyId: string,
  now: Instant,
): Decision | undefined {
  const refusal = refusalOf(sample, made, { side: 'supplier', companyId, now });
  if (refusal) return refusal;
  return isAnswerDue(sample)
    ? undefined
    : refuse('wrong_state', 'The sample was not rejected as not to specification.');
}

/** An operator ends a parked sample with evidence; a request to escrow follows. */
export function decideDetermination(
  sample: Sample,
  determined: { readonly outcome: 'release' | 'refund'; readonly reason: string; readonly now: Instant },
): Decision {
  if (sample.state !== 'parked') return refuse('wrong_state', `The sample is ${sample.state}.`);
  const { outcome, reason, now } = determined;
  return move(sample, outcome === 'release' ? 'determine_release' : 'determine_refund', {
    endReason: reason,
    parking: undefined,
    money: askMoney(sample, outcome, 'operator_determined', now),
  });
}
