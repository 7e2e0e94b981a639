import type { Instant } from '../../../shared/kernel/instant.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { warningsOf } from '../domain/assess-offer.ts';
import { changedTerms, goodsTotalOf, type Offer } from '../domain/offer.ts';
import type { Quote, QuoteVersion } from '../domain/quote.ts';
import type { Rfq } from '../domain/rfq.ts';

/** A version with its total and what it changes against its parent. */
export const versionView = (version: QuoteVersion, parent: QuoteVersion | undefined) => ({
  ...version,
  goodsTotal: formatMoney(goodsTotalOf(version.offer)),
  changed: changedTerms(parent?.offer, version.offer),
});

/** One term of an offer by name; nothing where it has none. */
const pickTerm = (offer: Offer, term: string) =>
  Object.fromEntries(Object.entries(offer).filter(([name, value]) => name === term && value !== undefined));

/** A quote with its current version and the warnings that hold now. */
export const quoteView = (
  quote: Quote,
  versions: { readonly current: QuoteVersion; readonly parent: QuoteVersion | undefined },
  against: { readonly rfq: Rfq; readonly now: Instant },
) => ({
  ...quote,
  current: versionView(versions.current, versions.parent),
  differences: quote.differences.map((one) => ({
    ...one,
    current: pickTerm(versions.current.offer, one.term),
  })),
  warnings: warningsOf(versions.current.offer, against),
});

/** All versions, oldest first, each with what it changes against the one that it cites. */
export const versionViews = (versions: readonly QuoteVersion[]) => {
  const byNumber = new Map(versions.map((version) => [version.version, version]));
  return versions.map((version) => versionView(version, byNumber.get(version.parentVersion ?? 0)));
};
