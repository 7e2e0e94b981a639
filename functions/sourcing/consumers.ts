import { readEnv } from '../../shared/env.ts';
import { createConsumer, on } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { suppliersMatched } from '../catalog/contract.ts';
import { goldenSampleSealed } from '../samples/contract.ts';
import { comparisonReactions } from './comparison/reactions.ts';
import { createComparisonRows } from './comparison/rows.ts';
import { sourcingDeadlineReached } from './contract.ts';
import { decideInvitations } from './domain/decide-invitations.ts';
import { decideQuoteDeadline } from './domain/decide-quote.ts';
import { decideRfqDeadline } from './domain/decide-rfq.ts';
import { countReply, decideReplyDeadline } from './domain/reply-clock.ts';
import { noRecord } from './domain/supplier-record.ts';
import { isEndedRfq } from './domain/transitions.ts';
import { deadlines, moveQuote, moveRfq, rejectOthers } from './effects.ts';
import { consumersEnv } from './env.ts';
import { closingEffect } from './group-buys/effects.ts';
import { createGroupRows } from './group-buys/rows.ts';
import { createSourcingRepository } from './repository.ts';
import { invitationEvent } from './rfqs/opening.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const sourcing = createSourcingRepository(store);
const rows = createComparisonRows(store);
const groups = createGroupRows(store);

type At = Parameters<typeof moveQuote>[4];

const quoteDeadline = async (quoteId: string, at: At) => {
  const found = await sourcing.findQuote(quoteId);
  const expired = found && decideQuoteDeadline(found.data, at.now);
  return found && expired ? moveQuote(sourcing, store, found, expired, at) : {};
};

const replyDeadline = async (quoteId: string, at: At) => {
  const found = await sourcing.findQuote(quoteId);
  const quote = found && decideReplyDeadline(found.data, at.now);
  if (!found || !quote) return {};
  const record = await rows.findRecord(quote.supplierId);
  const counted = countReply(record?.data ?? noRecord, false);
  const { writes, events } = moveQuote(sourcing, store, found, quote, at);
  return { writes: [...writes, rows.putRecord(record, quote.supplierId, counted, at.now)], events };
};

const groupDeadline = async (groupBuyId: string, at: At) => {
  const found = await groups.find(groupBuyId);
  return found ? closingEffect(groups, sourcing, found, at.now) : {};
};

const rfqDeadline = async (rfqId: string, name: string, at: At) => {
  const found = await sourcing.findRfq(rfqId);
  const rfq = found && decideRfqDeadline(found.data, name, at.now);
  if (!found || !rfq) return {};
  const others = isEndedRfq(rfq.state) ? await sourcing.quotesOf(rfqId) : [];
  const rejected = rejectOthers(sourcing, store, others, 'The time for an award ran out.', at);
  const moved = moveRfq(sourcing, store, found, rfq, at.now);
  return {
    writes: [...moved.writes, ...rejected.writes],
    events: [...moved.events, ...rejected.events],
  };
};

/** Reacts to golden samples, which quotes may cite, to suppliers that were matched, to estimates, and to the deadlines of requests and quotes. */
export const handler = createConsumer({
  context: 'sourcing',
  store,
  reactions: [
    on(goldenSampleSealed, async ({ data }, { now }) => {
      // A sample is sealed once: whatever comes again says the same.
      if (await sourcing.findSealedSample(data.sampleId)) return {};
      const { sampleId, buyerId, supplierId, specificationHash } = data;
      const quote = data.quoteId === undefined ? undefined : (await sourcing.findQuote(data.quoteId))?.data;
      const isTheirs = quote?.buyerId === buyerId && quote.supplierId === supplierId;
      return {
        writes: [
          sourcing.insertSealedSample({ sampleId, buyerId, supplierId, specificationHash }, now),
          ...(isTheirs ? [sourcing.insertSealedFor(quote.quoteId, sampleId, now)] : []),
        ],
      };
    }),
    on(suppliersMatched, async ({ data }, { now }) => {
      const found = await sourcing.findRfq(data.rfqId);
      if (!found) throw new Error(`There is no request ${data.rfqId}`);
      // Old news: every search that was asked for has its answer.
      if (found.data.matchings >= found.data.matchingsAsked) return {};
      const named = data.candidates.map(({ supplierId }) => supplierId);
      const related = await sourcing.relatedTo(found.data.buyerId, named);
      const { rfq, candidates } = decideInvitations(found.data, data.candidates, related);
      const { rankerVersion, indexVersion, at: matchedAt } = data;
      const answer = { rankerVersion, indexVersion, matchedAt, candidates: [...candidates] };
      const invited = candidates.flatMap((one) => (one.outcome === 'invited' ? [one.supplierId] : []));
      const moved = moveRfq(sourcing, store, found, rfq, now);
      return {
        writes: [
          ...moved.writes,
          sourcing.insertMatching(data.rfqId, { matching: rfq.matchings, ...answer }, now),
          ...invited.map((supplierId) => sourcing.insertInvitation(data.rfqId, supplierId, now)),
        ],
        events: [...moved.events, ...invited.map((supplierId) => invitationEvent(rfq, supplierId))],
      };
    }),
    ...comparisonReactions(sourcing, rows),
    on(sourcingDeadlineReached, ({ data }, at) => {
      if (data.name === deadlines.validUntil) return quoteDeadline(data.subject, at);
      if (data.name === deadlines.groupClosesAt) return groupDeadline(data.subject, at);
      if (data.name === deadlines.replyBy) return replyDeadline(data.subject, at);
      return rfqDeadline(data.subject, data.name, at);
    }),
  ],
});
