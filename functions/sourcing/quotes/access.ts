import { httpErrors } from '../../../shared/http/errors.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import type { Estimated } from '../comparison/estimates.ts';
import { findOfferFault } from '../domain/assess-offer.ts';
import type { QuoteDecision } from '../domain/decide-quote.ts';
import type { Offer } from '../domain/offer.ts';
import { type Quote, type QuoteVersion, sideOf } from '../domain/quote.ts';
import { sourcingErrors } from '../errors.ts';
import type { SourcingRepository } from '../repository.ts';
import type { StoredRfq } from '../rfqs/rows.ts';

/** A version as estimates are asked for it. */
export const estimatedVersion = (
  rfq: StoredRfq,
  quote: Quote,
  { version, offer }: QuoteVersion,
): Estimated => ({
  quoteId: quote.quoteId,
  version,
  offer,
  destinationCountry: rfq.destinationCountry,
});

/** The quote after a move, or the refusal as an error; who is no party learns nothing. */
export const quoteAfter = (decision: QuoteDecision): Quote => {
  if (decision.kind === 'moved') return decision.quote;
  if (decision.code === 'not_a_party') throw httpErrors.not_found(decision.detail);
  throw sourcingErrors[decision.code](decision.detail);
};

/** Reads of a negotiation that its two parties, and nobody else, may make. */
export const createQuoteAccess = (sourcing: SourcingRepository) => {
  const partyQuote = async (quoteId: string, companyId: string): Promise<Entity<Quote>> => {
    const found = await sourcing.findQuote(quoteId);
    if (!found || sideOf(found.data, companyId) === undefined) throw httpErrors.not_found('No such quote.');
    return found;
  };

  const rfqOf = async (quote: Quote): Promise<Entity<StoredRfq>> => {
    const found = await sourcing.findRfq(quote.rfqId);
    invariant(found, 'sourcing.quote_without_rfq', { quoteId: quote.quoteId, rfqId: quote.rfqId });
    return found;
  };

  const versionOf = async (quote: Quote, version: number): Promise<QuoteVersion> => {
    const found = await sourcing.findVersion(quote.quoteId, version);
    invariant(found, 'sourcing.version_missing', { quoteId: quote.quoteId, version });
    return found.data;
  };

  const parentOf = (quote: Quote, version: QuoteVersion): Promise<QuoteVersion | undefined> =>
    version.parentVersion === null ? Promise.resolve(undefined) : versionOf(quote, version.parentVersion);

  /** The specification hash of the sample that an offer cites, if it is sealed between the two. */
  const sealedHash = async (
    offer: Offer,
    parties: { buyerId: string; supplierId: string },
  ): Promise<string | undefined> => {
    if (offer.sampleId === undefined) return undefined;
    const sample = (await sourcing.findSealedSample(offer.sampleId))?.data;
    const isTheirs = sample?.buyerId === parties.buyerId && sample.supplierId === parties.supplierId;
    return isTheirs ? sample.specificationHash : undefined;
  };

  const assertOffer = async (
    offer: Offer,
    quote: { buyerId: string; supplierId: string },
    against: { rfq: StoredRfq; now: Instant; pointer: string },
  ): Promise<void> => {
    const isSampleSealed = (await sealedHash(offer, quote)) !== undefined;
    const fault = findOfferFault(offer, { rfq: against.rfq, now: against.now, isSampleSealed });
    if (!fault) return;
    throw sourcingErrors[fault.code](fault.detail, { pointer: `${against.pointer}/${fault.term}` });
  };

  /** A bulk order refers to the golden sample that was made for it. Errors: sourcing.sample_not_cited. */
  const assertSampleCited = async ({ quoteId }: Quote, { sampleId }: Offer): Promise<void> => {
    const sealed = await sourcing.samplesFor(quoteId);
    if (sealed.length === 0 || (sampleId !== undefined && sealed.includes(sampleId))) return;
    throw sourcingErrors.sample_not_cited(`Sealed for this quote: ${sealed.join(', ')}.`);
  };

  return { partyQuote, rfqOf, versionOf, parentOf, sealedHash, assertOffer, assertSampleCited };
};
