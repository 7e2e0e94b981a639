import type { Handlers } from '../../../shared/http/call.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import { assertNotBlocked, assertUnrelated, countToday } from '../company-limits.ts';
import { askFreight } from '../comparison/estimates.ts';
import type { ComparisonRows } from '../comparison/rows.ts';
import { contractFrozen } from '../contract.ts';
import {
  decideAccept,
  decideNewVersion,
  decideReject,
  decideShortlist,
  decideWithdraw,
  type QuoteDecision,
} from '../domain/decide-quote.ts';
import { decideAward, decideTakeQuote } from '../domain/decide-rfq.ts';
import { contractIdOf, freezeContract } from '../domain/freeze-contract.ts';
import { applyChanges, canonicalOffer, type OfferChanges } from '../domain/offer.ts';
import { type Quote, type QuoteVersion, type Side, sideOf } from '../domain/quote.ts';
import { isEndedRfq } from '../domain/transitions.ts';
import { moveQuote, moveRfq, quoteEvent, rejectOthers, validityDeadline } from '../effects.ts';
import type { SourcingRepository } from '../repository.ts';
import { rfqAfter, visibleRfq } from '../rfqs/access.ts';
import type { StoredRfq } from '../rfqs/rows.ts';
import { createQuoteAccess, estimatedVersion, quoteAfter } from './access.ts';
import { createWriter } from './make-version.ts';
import type { quoteOperations } from './operations.ts';
import { quoteView, versionViews } from './view.ts';

type QuoteHandlers = Handlers<typeof quoteOperations>;

interface NewVersion {
  readonly quoteId: string;
  readonly companyId: string;
  readonly by: Side;
  readonly parentVersion: number;
  readonly changes: OfferChanges;
  readonly message: string | undefined;
  readonly now: Instant;
  readonly correlationId: string;
}

/** Handlers of the operations on quotes. */
export const createQuoteHandlers = (
  sourcing: SourcingRepository,
  rows: ComparisonRows,
  store: Store,
): QuoteHandlers => {
  const { writeVersion } = createWriter(sourcing, rows, store);
  const { partyQuote, rfqOf, versionOf, parentOf, sealedHash, assertOffer, assertSampleCited } =
    createQuoteAccess(sourcing);

  const makeVersion = async (made: NewVersion) => {
    const { by, companyId, parentVersion, now, correlationId } = made;
    const found = await partyQuote(made.quoteId, companyId);
    const parent = await versionOf(found.data, found.data.currentVersion);
    const offer = canonicalOffer(applyChanges(parent.offer, made.changes), '/changes');
    const { validUntil } = offer;
    const quote = quoteAfter(decideNewVersion(found.data, { by, companyId, parentVersion, validUntil, now }));
    const { message } = made;
    const speech = { author: by, speaker: by, message, pointer: '/changes' } as const;
    return writeVersion({ found, quote, offer, ...speech, now, correlationId });
  };

  /** A quote as it is now. */
  const currentView = async (quote: Quote, rfq: StoredRfq, now: Instant) => {
    const current = await versionOf(quote, quote.currentVersion);
    const parent = await parentOf(quote, current);
    return quoteView(quote, { current, parent }, { rfq, now });
  };

  const end = async (
    found: Entity<Quote>,
    decision: QuoteDecision,
    at: { now: Instant; correlationId: string },
  ) => {
    const quote = quoteAfter(decision);
    const rfq = await rfqOf(quote);
    return {
      status: 200,
      body: await currentView(quote, rfq.data, at.now),
      version: found.version + 1,
      ...moveQuote(sourcing, store, found, quote, at),
    };
  };

  return {
    submitQuote: async ({ principal, params, body, now, newId, correlationId }) => {
      assertNotBlocked(principal);
      const found = await visibleRfq(sourcing, params.rfqId, principal.companyId);
      const rfq = rfqAfter(decideTakeQuote(found.data, principal.companyId, now));
      await assertUnrelated(sourcing, rfq.buyerId, [principal.companyId]);
      const offer = canonicalOffer(body.offer, '/offer');
      const quote: Quote = {
        quoteId: newId('quo'),
        rfqId: rfq.rfqId,
        buyerId: rfq.buyerId,
        supplierId: principal.companyId,
        supplierName: principal.companyName,
        supplierCountry: principal.country,
        state: 'submitted',
        currentVersion: 1,
        currentAuthor: 'supplier',
        validUntil: offer.validUntil,
        messages: 0,
        differences: [],
      };
      await assertOffer(offer, quote, { rfq, now, pointer: '/offer' });
      const said = { deed: 'quote', text: body.message, pointer: '/message' } as const;
      const counted = await countToday(sourcing, quote.supplierId, said, now);
      const current: QuoteVersion = {
        version: 1,
        parentVersion: null,
        author: 'supplier',
        offer,
        message: body.message,
        madeAt: now,
      };
      const moved = moveRfq(sourcing, store, found, rfq, now);
      return {
        status: 201,
        body: quoteView(quote, { current, parent: undefined }, { rfq, now }),
        version: 1,
        location: `/v1/quotes/${quote.quoteId}`,
        writes: [
          ...sourcing.insertQuote(quote, current, now),
          ...moved.writes,
          validityDeadline(store, quote, correlationId),
          counted,
        ],
        events: [
          quoteEvent(quote, 1),
          askFreight(estimatedVersion(rfq, quote, current), now),
          ...moved.events,
        ],
      };
    },

    listQuotes: async ({ principal, params, now }) => {
      const rfq = await visibleRfq(sourcing, params.rfqId, principal.companyId);
      const all = (await sourcing.quotesOf(params.rfqId)).map((quote) => quote.data);
      const seen = all.filter((quote) => sideOf(quote, principal.companyId) !== undefined);
      const items = await Promise.all(seen.map((quote) => currentView(quote, rfq.data, now)));
      return { status: 200, body: { items } };
    },

    listOwnQuotes: async ({ principal, page, now }) => {
      const { items, next } = await sourcing.quotesBy(principal.companyId, page);
      const views = items.map(async (quote) => currentView(quote, (await rfqOf(quote)).data, now));
      return { status: 200, body: { items: await Promise.all(views), next: page.next(next) } };
    },

    getQuote: async ({ principal, params, now }) => {
      const found = await partyQuote(params.quoteId, principal.companyId);
      const [rfq, versions] = await Promise.all([rfqOf(found.data), sourcing.versionsOf(found.data.quoteId)]);
      const current = versions.find((version) => version.version === found.data.currentVersion);
      invariant(current, 'sourcing.version_missing', { quoteId: found.data.quoteId });
      const parent = versions.find((version) => version.version === current.parentVersion);
      const view = quoteView(found.data, { current, parent }, { rfq: rfq.data, now });
      return {
        status: 200,
        body: { ...view, versions: versionViews(versions) },
        version: found.version,
      };
    },

    counterQuote: async ({ principal, params, body, now, correlationId }) => {
      assertNotBlocked(principal);
      const { companyId } = principal;
      const { parentVersion, changes, message } = body;
      return makeVersion({
        quoteId: params.quoteId,
        companyId,
        by: 'buyer',
        parentVersion,
        changes,
        message,
        now,
        correlationId,
      });
    },

    reviseQuote: async ({ principal, params, body, now, correlationId }) => {
      assertNotBlocked(principal);
      const { companyId } = principal;
      const { parentVersion, changes, message } = body;
      return makeVersion({
        quoteId: params.quoteId,
        companyId,
        by: 'supplier',
        parentVersion,
        changes,
        message,
        now,
        correlationId,
      });
    },

    acceptQuote: async ({ principal, params, body, now, correlationId }) => {
      assertNotBlocked(principal);
      const at = { now, correlationId };
      const found = await partyQuote(params.quoteId, principal.companyId);
      // The registry may have named the owners since the quote was made.
      await assertUnrelated(sourcing, found.data.buyerId, [found.data.supplierId]);
      const quote = quoteAfter(
        decideAccept(found.data, {
          companyId: principal.companyId,
          version: body.version,
          contractId: contractIdOf(found.data.quoteId),
          now,
        }),
      );
      const [rfqFound, version] = await Promise.all([rfqOf(quote), versionOf(quote, quote.currentVersion)]);
      const rfq = rfqAfter(decideAward(rfqFound.data));
      // Time has passed since the offer was made: what was possible then may be past now.
      await assertOffer(version.offer, quote, { rfq, now, pointer: '' });
      await assertSampleCited(quote, version.offer);
      const goldenSampleHash = await sealedHash(version.offer, quote);
      const terms = freezeContract({ rfq, quote, version, goldenSampleHash, acceptedAt: now });
      const others = isEndedRfq(rfq.state)
        ? (await sourcing.quotesOf(rfq.rfqId)).filter((other) => other.data.quoteId !== quote.quoteId)
        : [];
      const accepted = moveQuote(sourcing, store, found, quote, at);
      const rejected = rejectOthers(sourcing, store, others, 'Another quote was accepted.', at);
      const moved = moveRfq(sourcing, store, rfqFound, rfq, now);
      const frozen = contractFrozen.create({
        subject: terms.contractId,
        sequence: 1,
        audience: [terms.buyerId, terms.supplierId],
        data: { terms },
      });
      return {
        status: 201,
        body: { contract: terms },
        location: `/v1/contracts/${terms.contractId}`,
        writes: [
          ...accepted.writes,
          sourcing.insertContract(terms, now),
          ...moved.writes,
          ...(rejected.writes ?? []),
        ],
        events: [...accepted.events, frozen, ...moved.events, ...(rejected.events ?? [])],
      };
    },

    shortlistQuote: async ({ principal, params, body, now, correlationId }) => {
      const found = await partyQuote(params.quoteId, principal.companyId);
      const { companyId } = principal;
      return end(found, decideShortlist(found.data, { companyId, version: body.version, now }), {
        now,
        correlationId,
      });
    },

    rejectQuote: async ({ principal, params, body, now, correlationId }) => {
      const found = await partyQuote(params.quoteId, principal.companyId);
      const decision = decideReject(found.data, principal.companyId, body.reason);
      return end(found, decision, { now, correlationId });
    },

    withdrawQuote: async ({ principal, params, body, now, correlationId }) => {
      const found = await partyQuote(params.quoteId, principal.companyId);
      const decision = decideWithdraw(found.data, principal.companyId, body.reason);
      return end(found, decision, { now, correlationId });
    },
  };
};
