import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import {
  formatMoney,
  isPositiveMoney,
  type Money,
  minMoney,
  parseMoney,
  subtractMoney,
} from '../../shared/kernel/money.ts';
import { type ConsumerContext, on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Journal } from '../ledger/contract.ts';
import { journalWrites } from '../ledger/posting.ts';
import { ownTransfersOf, payablePaid } from '../payments/contract.ts';
import { advanceRequested, claimMoved } from '../refunds/contract.ts';
import { claimRecourse, reduceRecourse } from './company-claims.ts';
import { advanceMoved } from './contract.ts';
import {
  advanceFee,
  decideAdvance,
  feeDays,
  noneOf,
  recourseOf,
  shareRefund,
} from './domain/refund-advance.ts';
import { advanceJournal, lateRefundJournal, recourseJournal, recoveryJournal } from './journals.ts';
import type { CreditRepository } from './repository.ts';
import type { ClaimMoneyRow, ClaimRow } from './rows.ts';

interface News {
  readonly to: 'granted' | 'refused' | 'recovered' | 'recourse';
  readonly amount: Money;
  readonly fee?: Money | undefined;
  readonly reason?: string | undefined;
}

const announce = (
  claim: Pick<ClaimRow, 'claimId' | 'companyId'>,
  advanceId: string,
  news: News,
  at: Instant,
): OutgoingEvent =>
  advanceMoved.create({
    subject: advanceId,
    audience: [claim.companyId],
    data: {
      advanceId,
      claimId: claim.claimId,
      companyId: claim.companyId,
      to: news.to,
      amount: formatMoney(news.amount),
      fee: news.fee && formatMoney(news.fee),
      reason: news.reason,
      at,
    },
  });

/** Advances on tax refunds: given on a matched claim, taken back when the tax office pays, owed when it refuses. */
export const advanceReactions = (credit: CreditRepository, ledgerTableName: string): readonly Reaction[] => {
  const post = (journal: Journal, { now, correlationId }: ConsumerContext) =>
    journalWrites(ledgerTableName, journal, { now, correlationId });

  const claimOf = async (claimId: string): Promise<Entity<ClaimRow>> => {
    const found = await credit.findClaim(claimId);
    if (!found) throw new TooEarly(`There is no claim ${claimId} yet`);
    return found;
  };

  /** The refund of a claim that nothing was advanced on: all of it is the exporter's. */
  const payWhole = (claim: ClaimRow, refund: Money, context: ConsumerContext): Effect => {
    const none = noneOf(refund);
    const shares = { toAdvance: none, fee: none, rest: refund, shortfall: none };
    const { claimId, companyId } = claim;
    const row = { claimId, companyId, state: 'unadvanced' as const, amount: none, grantedAt: context.now };
    return {
      writes: [
        credit.putClaimMoney(undefined, row, context.now),
        ...post(recoveryJournal(claim, refund, shares), context),
      ],
    };
  };

  const recover = (
    claim: ClaimRow,
    found: Entity<ClaimMoneyRow>,
    refund: Money,
    paidAt: Instant,
    context: ConsumerContext,
  ): Effect => {
    const { amount, advanceId = '', grantedAt } = found.data;
    const shares = shareRefund(refund, amount, advanceFee(amount, feeDays(grantedAt, paidAt)));
    const isShort = isPositiveMoney(shares.shortfall);
    const row: ClaimMoneyRow = {
      ...found.data,
      state: 'recovered',
      fee: shares.fee,
      ...(isShort ? { recourse: shares.shortfall } : {}),
    };
    const journal = recoveryJournal(claim, refund, shares);
    return {
      writes: [credit.putClaimMoney(found, row, context.now), ...post(journal, context)],
      events: [
        announce(claim, advanceId, { to: 'recovered', amount, fee: shares.fee }, context.now),
        ...ownTransfersOf([journal]),
        ...(isShort ? [claimRecourse(claim, shares.shortfall)] : []),
      ],
    };
  };

  const payAfterRecourse = (
    claim: ClaimRow,
    found: Entity<ClaimMoneyRow>,
    refund: Money,
    context: ConsumerContext,
  ): Effect => {
    const { amount, fee, advanceId = '', recourse = noneOf(refund) } = found.data;
    const toDebt = minMoney(refund, recourse);
    const row: ClaimMoneyRow = {
      ...found.data,
      state: 'recovered',
      recourse: subtractMoney(recourse, toDebt),
    };
    const journal = lateRefundJournal(claim, refund, toDebt, subtractMoney(refund, toDebt));
    return {
      writes: [credit.putClaimMoney(found, row, context.now), ...post(journal, context)],
      events: [
        announce(claim, advanceId, { to: 'recovered', amount, fee }, context.now),
        ...ownTransfersOf([journal]),
        ...(isPositiveMoney(toDebt) ? [reduceRecourse(claim, toDebt)] : []),
      ],
    };
  };

  const toRecourse = (claim: ClaimRow, found: Entity<ClaimMoneyRow>, context: ConsumerContext): Effect => {
    const { amount, advanceId = '', grantedAt } = found.data;
    const fee = advanceFee(amount, feeDays(grantedAt, context.now));
    const row: ClaimMoneyRow = { ...found.data, state: 'recourse', fee, recourse: recourseOf(amount, fee) };
    const reason = `The claim is ${claim.state}.`;
    return {
      writes: [
        credit.putClaimMoney(found, row, context.now),
        ...post(recourseJournal(claim, amount, fee), context),
      ],
      events: [
        announce(claim, advanceId, { to: 'recourse', amount, fee, reason }, context.now),
        claimRecourse(claim, recourseOf(amount, fee)),
      ],
    };
  };

  return [
    on(claimMoved, async ({ data, sequence }, context) => {
      const known = await credit.findClaim(data.claimId);
      if (known && known.version >= sequence) return {};
      const claim: ClaimRow = {
        claimId: data.claimId,
        companyId: data.companyId,
        orderId: data.orderId,
        state: data.to,
        expectedRefund: parseMoney(data.expectedRefund),
      };
      const money = await credit.findClaimMoney(data.claimId);
      const isLost = data.to === 'rejected' || data.to === 'lapsed';
      const effect = isLost && money?.data.state === 'granted' ? toRecourse(claim, money, context) : {};
      return {
        writes: [
          credit.putClaim(claim, sequence, context.now),
          // An advance that is granted meanwhile would never be taken back.
          ...(isLost && !money ? [credit.noClaimMoney(data.claimId)] : []),
          ...(effect.writes ?? []),
        ],
        events: effect.events,
      };
    }),

    on(advanceRequested, async ({ data }, context) => {
      const found = await claimOf(data.claimId);
      const claim = found.data;
      const money = await credit.findClaimMoney(data.claimId);
      if (money?.data.advanceId === data.advanceId) return {};
      const decision = decideAdvance(claim, data, money !== undefined);
      const { advanceId } = data;
      if (decision.kind === 'refused') {
        const amount = decision.amount.amountMinor > 0n ? decision.amount : claim.expectedRefund;
        return {
          events: [
            announce(claim, advanceId, { to: 'refused', amount, reason: decision.reason }, context.now),
          ],
        };
      }
      const { amount } = decision;
      const { claimId, companyId } = claim;
      const row = {
        claimId,
        companyId,
        advanceId,
        amount,
        state: 'granted' as const,
        grantedAt: context.now,
      };
      const journal = advanceJournal(claim, amount);
      return {
        writes: [
          credit.claimUnchanged(found),
          credit.putClaimMoney(undefined, row, context.now),
          ...post(journal, context),
        ],
        events: [
          announce(claim, advanceId, { to: 'granted', amount }, context.now),
          ...ownTransfersOf([journal]),
        ],
      };
    }),

    on(payablePaid, async ({ data }, context) => {
      if (data.kind !== 'tax_refund') return {};
      const { data: claim } = await claimOf(data.subject);
      const money = await credit.findClaimMoney(data.subject);
      const refund = parseMoney(data.amount);
      if (!money) return payWhole(claim, refund, context);
      if (money.data.state === 'granted')
        return recover(claim, money, refund, parseInstant(data.paidAt), context);
      return money.data.state === 'recourse' ? payAfterRecourse(claim, money, refund, context) : {};
    }),
  ];
};
