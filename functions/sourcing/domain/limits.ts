import { businessDateIn, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { percent, type Rate } from '../../../shared/kernel/rate.ts';

/** Every cap and clock of a request and its quotes; days are days of 24 hours. */
export interface SourcingLimits {
  /** Quotes that a request takes. */
  readonly quotesMax: number;
  /** Versions of one quote, both sides together. */
  readonly versionsMax: number;
  /** From opening to the deadline for quotes. */
  readonly quoteByDaysMax: number;
  /** How long a version may stay valid. */
  readonly validityDaysMax: number;
  /** After the deadline for quotes, in which an award may still be given. */
  readonly awardDays: number;
  /** How long a draft is kept. */
  readonly draftDays: number;
  /** Suppliers that one request invites, by name or by matching. */
  readonly invitationsMax: number;
  /** How often a request looks for suppliers. */
  readonly matchingsMax: number;
  /** Candidates asked for at a time, and how many of them are kept for suppliers without a record. */
  readonly candidatesMax: number;
  readonly explorationSlots: number;
  /** Quotes of one supplier, requests of one buyer, messages of one company, in a day (UTC). */
  readonly quotesPerDayMax: number;
  readonly requestsPerDayMax: number;
  readonly messagesPerDayMax: number;
  /** Texts that one company has translated anew in a day (UTC). */
  readonly translationsPerDayMax: number;
  /** How often a company may send the same free text in a day. */
  readonly sameTextPerDayMax: number;
  /** Companies in one group buy, days until it closes, and hours before that from which a share is bound. */
  readonly groupMembersMax: number;
  readonly groupDaysMax: number;
  readonly groupBoundHours: number;
  /** Within which a message counts as answered in time. */
  readonly replyHours: number;
}

/**
 * The limits in force. A request keeps those of the day on which it was opened; a version, quote or message is judged by those of
 * its own day. Sources of the figures: ten quotes a request (Alibaba RFQ manual 109); an answer is expected within 24 hours (Alibaba,
 * Understanding the Buyers). The marketplace allows one revision a quote; ours allows any until it is shortlisted, as versions.
 * Its quota of 20 free quotes a month (RFQ rules 2024) is a price plan; ours is a brake on spam, by the day.
 */
export const sourcingLimits: readonly EffectiveDated<SourcingLimits>[] = [
  {
    value: {
      quotesMax: 10,
      versionsMax: 20,
      quoteByDaysMax: 60,
      validityDaysMax: 90,
      awardDays: 90,
      draftDays: 30,
      invitationsMax: 20,
      matchingsMax: 3,
      candidatesMax: 10,
      explorationSlots: 2,
      quotesPerDayMax: 50,
      requestsPerDayMax: 50,
      messagesPerDayMax: 200,
      translationsPerDayMax: 200,
      sameTextPerDayMax: 5,
      groupMembersMax: 20,
      groupDaysMax: 60,
      groupBoundHours: 24,
      replyHours: 24,
    },
    validFrom: parseBusinessDate('2025-01-01'),
    source: 'Alibaba.com RFQ manual 109 and RFQ rules as read in 2025; house defaults 2025-01',
    dateBasis: 'request_opened_on',
  },
];
assertNoOverlap(sourcingLimits);

/** The limits of that moment (UTC day). DomainError `rates.none_in_force`. */
export const limitsAt = (at: Instant): SourcingLimits =>
  effectiveOn(sourcingLimits, businessDateIn(at, 'UTC')).value;

const most = (pick: (limits: SourcingLimits) => number): number =>
  Math.max(...sourcingLimits.map(({ value }) => pick(value)));

/** Largest number of quotes and versions that any day has allowed: bounds of the queries that read them all. */
export const mostQuotes = most(({ quotesMax }) => quotesMax);
/** See {@link mostQuotes}. */
export const mostVersions = most(({ versionsMax }) => versionsMax);

/** Largest share that can be paid first. */
export const wholeShare: Rate = percent('100');

/** Acceptable quality limits of ISO 2859-1 that are used for goods, in per cent nonconforming items. */
export const acceptedAqls: readonly string[] = [
  '0.065',
  '0.10',
  '0.15',
  '0.25',
  '0.40',
  '0.65',
  '1.0',
  '1.5',
  '2.5',
  '4.0',
  '6.5',
  '10',
];
