import { canonicalHash } from '../../../shared/kernel/canonical-hash.ts';
import type { CurrencyCode } from '../../../shared/kernel/currency.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import { formatRate, rate } from '../../../shared/kernel/rate.ts';
import { policyAt } from './credit-policy.ts';
import type { Fact } from './facts.ts';
import { type Features, featuresAsOf, featuresToWire } from './features.ts';
import { decideLimit, type LimitBasis } from './limit.ts';
import { defaultProbability, modelVersion, type Reason, scoreFeatures } from './scorecard.ts';

/** A company's credit profile as of an instant; it can be recomputed from the facts at any later time. */
export interface CreditProfile {
  readonly asOf: Instant;
  readonly features: Features;
  readonly wire: Readonly<Record<string, string>>;
  /** SHA-256 of features, model and policy date: what a decision was based on. */
  readonly snapshotHash: string;
  readonly score: number;
  /** Four decimals. */
  readonly defaultProbability: string;
  readonly limit: Money;
  readonly basis: LimitBasis;
  readonly reasons: readonly Reason[];
  readonly modelVersion: string;
}

/** Currency of a company's profile: that of its largest settled trade, USD before there is any. */
export const mainCurrencyOf = (facts: readonly Fact[]): CurrencyCode => {
  const totals = new Map<CurrencyCode, number>();
  for (const fact of facts) {
    if (fact.kind === 'settled')
      totals.set(fact.amount.currency, (totals.get(fact.amount.currency) ?? 0) + 1);
  }
  const [most] = [...totals].sort(([codeA, a], [codeB, b]) => b - a || (codeA < codeB ? -1 : 1));
  return most?.[0] ?? 'USD';
};

/** A probability of the model as an exact decimal, for everything that is stored or shown. */
const inTenThousandths = (probability: number) => rate(BigInt(Math.round(probability * 10_000)), 10_000n);

/** Features, score, limit and reasons of a company in one currency as of an instant. */
export const profileAsOf = (facts: readonly Fact[], currency: CurrencyCode, asOf: Instant): CreditProfile => {
  const features = featuresAsOf(facts, currency, asOf);
  const wire = featuresToWire(features);
  const { score, reasons } = scoreFeatures(features);
  return {
    asOf,
    features,
    wire,
    snapshotHash: canonicalHash({ wire, modelVersion, asOf }),
    score,
    defaultProbability: formatRate(inTenThousandths(defaultProbability(score)), { decimals: 4 }),
    ...decideLimit(policyAt(asOf), features, score),
    reasons,
    modelVersion,
  };
};
