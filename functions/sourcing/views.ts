import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import { warningsOf } from './domain/assess-offer.ts';
import { limitsAt } from './domain/limits.ts';
import { changedTerms, goodsTotalOf, type Offer } from './domain/offer.ts';
import type { Quote, QuoteVersion } from './domain/quote.ts';
import type { Rfq } from './domain/rfq.ts';
import type { StoredRfq } from './repository.ts';

/** A request as that company may see it: what the buyer can pay, and whom else it asked, stay with the buyer. */
export const rfqView = (
  { data, createdAt }: Pick<Entity<StoredRfq>, 'data' | 'createdAt'>,
  viewerId: string,
) => {
  const { targetUnitPrice, budgetMax, invitedSupplierIds, ...open } = data;
  const own = viewerId === data.buyerId ? { targetUnitPrice, budgetMax, invitedSupplierIds } : {};
  const limits = limitsAt(parseInstant(data.openedAt ?? createdAt));
  return { ...open, ...own, quotesMax: limits.quotesMax, createdAt };
};

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
