import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { compareMoney, isPositiveMoney, type Money } from '../../../shared/kernel/money.ts';
import { clearDeadline } from '../../../shared/messaging/deadline.ts';
import { log } from '../../../shared/observability/logger.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import type { Journal } from '../../ledger/contract.ts';
import { announcePayout, announcePayoutDue } from '../announcements.ts';
import type { Bank, Ordered } from '../bank/bank.ts';
import type { Psp } from '../cards/psp.ts';
import { houseAccountFor } from '../domain/house-accounts.ts';
import { legConfirmed, legDustCarried, legRefused, legReturned } from '../domain/journals.ts';
import { fallBackToBank, moveLeg, type Payout, type PayoutLeg, payoutIdOfLeg } from '../domain/payout.ts';
import type { LegEvent } from '../domain/transitions.ts';
import type { Moment, Parts } from '../parts.ts';
import { askAboutPayoutLater, type Payouts, payoutStatusDeadline } from './payouts.ts';

const journalsFor = (payout: Payout, before: PayoutLeg, event: LegEvent): readonly Journal[] => {
  switch (event) {
    case 'cleared':
    case 'taken':
      return [];
    case 'booked':
      return [legConfirmed(payout, before)];
    case 'rejected':
      return [legRefused(payout, before)];
    case 'came_back':
      // Before its booking was told, debit and return cancel out at the bank and only 2090 is still to be emptied.
      return [before.state === 'confirmed' ? legReturned(payout, before) : legRefused(payout, before)];
  }
};

const isUnderWay = ({ state }: PayoutLeg): boolean => state === 'sending' || state === 'sent';

/** Payouts on their rails: orders out, answers in, in whatever order and however often they come. */
export const createPayoutRails = (parts: Parts, payouts: Payouts, bank: Bank, psp: Psp) => {
  const { store, payments, post } = parts;

  /** The first payout of sales that arrives ends the hold that is kept for first ones. */
  const rememberArrival = ({ purpose, debitCode, beneficiaryId }: Payout, event: LegEvent, at: Moment) =>
    purpose === 'seller_payout' && debitCode === '2040' && event === 'booked'
      ? [payments.markPaidBefore(beneficiaryId, at.now)]
      : [];

  /** What one move of one leg makes true. One leg a transaction: all legs stand on one account in transit. */
  const moved = (
    found: Entity<Payout>,
    legId: string,
    event: LegEvent,
    at: Moment,
    details: { readonly reason?: string | undefined; readonly executeOn?: BusinessDate | undefined } = {},
  ): Effect | undefined => {
    const { reason, executeOn } = details;
    const fallback = event === 'rejected' ? fallBackToBank(found.data, legId, reason ?? event) : undefined;
    if (fallback) {
      const { payout, dust } = fallback;
      return {
        writes: [
          payments.updatePayout(found, payout, at.now),
          payments.markHeld(payout),
          ...(isPositiveMoney(dust) ? post([legDustCarried(payout, legId, dust)], at) : []),
        ],
        events: [announcePayoutDue(payout.payoutId)],
      };
    }
    const move = moveLeg(found.data, legId, event, reason, executeOn);
    if (!move) return undefined;
    const { payout, before } = move;
    const isNew = payout.state !== found.data.state;
    return {
      writes: [
        payments.updatePayout(found, payout, at.now),
        ...(payout.legs.some(isUnderWay)
          ? [askAboutPayoutLater(store, payout.payoutId, at)]
          : [clearDeadline(store, payout.payoutId, payoutStatusDeadline)]),
        ...rememberArrival(payout, event, at),
        ...post(journalsFor(payout, before, event), at),
      ],
      events: isNew ? announcePayout(payout, found.version + 1) : [],
    };
  };

  const sendLeg = async (payout: Payout, leg: PayoutLeg, at: Moment): Promise<Ordered> => {
    if (leg.rail === 'card') {
      const refund = { refundId: leg.legId, chargeId: leg.paymentId ?? '', amount: leg.amount };
      return psp.refund(refund, at.correlationId);
    }
    if (!payout.account) return { kind: 'refused', reason: 'bank_account_missing' };
    const order = {
      endToEndId: leg.legId,
      amount: leg.amount,
      description: payout.description,
      to: payout.account,
      from: houseAccountFor(leg.amount.currency),
    };
    return bank.order(order, at.now, at.correlationId);
  };

  /** Sends the next leg that waits to be sent, and comes back for the one after it. */
  const sendNext = async (found: Entity<Payout>, at: Moment): Promise<Effect> => {
    const leg = found.data.legs.find(({ state }) => state === 'sending');
    if (!leg) return {};
    const taken = await sendLeg(found.data, leg, at);
    const effect =
      taken.kind === 'taken'
        ? moved(found, leg.legId, 'taken', at, { executeOn: taken.executeOn })
        : moved(found, leg.legId, 'rejected', at, { reason: taken.reason });
    const isMore = found.data.legs.some(
      (one) => one.legId !== leg.legId && (one.state === 'sending' || one.state === 'waiting'),
    );
    const next = isMore ? [announcePayoutDue(found.data.payoutId)] : [];
    return { writes: effect?.writes ?? [], events: [...(effect?.events ?? []), ...next] };
  };

  /** A payout is due: what can be sent is sent, what waits is reviewed, and the rest is left alone. */
  const goOn = async (payoutId: string, at: Moment): Promise<Effect> => {
    const found = await payments.findPayout(payoutId);
    if (!found) throw new Error(`There is no payout ${payoutId}`);
    const isToBeSent = found.data.legs.some(({ state }) => state === 'sending');
    return found.data.state === 'held' && !isToBeSent ? payouts.review(found, at) : sendNext(found, at);
  };

  /** Something was told about a leg by its id. Undefined when the id is none of ours. */
  const told = async (
    legId: string,
    event: LegEvent,
    at: Moment,
    details: { readonly reason?: string | undefined; readonly amount?: Money | undefined } = {},
  ): Promise<Effect | undefined> => {
    const payoutId = payoutIdOfLeg(legId);
    const found = payoutId === undefined ? undefined : await payments.findPayout(payoutId);
    const leg = found?.data.legs.find((one) => one.legId === legId);
    if (!found || !leg) return undefined;
    const { amount } = details;
    if (amount && (amount.currency !== leg.amount.currency || compareMoney(amount, leg.amount) !== 0)) {
      log.error('The bank tells another amount than was ordered', new Error('amount_mismatch'), {
        subject: legId,
      });
      return undefined;
    }
    if (event === 'booked' && leg.state === 'refused') {
      // Its amount went back into its account or onto another rail: it would be paid twice.
      log.error('A leg that was refused was paid after all', new Error('paid_after_refusal'), {
        subject: legId,
      });
    }
    if (event === 'rejected' && leg.state === 'confirmed') {
      // The books follow what was booked; should the money really come back, its own entry says so.
      log.error('A leg that was booked was rejected after it', new Error('rejected_after_booking'), {
        subject: legId,
      });
    }
    return moved(found, legId, event, at, { reason: details.reason }) ?? {};
  };

  const askBank = async (leg: PayoutLeg, payout: Payout, at: Moment): Promise<LegEvent | undefined> => {
    const status = await bank.transferStatus(leg.legId, at.correlationId);
    if (status === 'unknown') await sendLeg(payout, leg, at);
    const events = { booked: 'booked', returned: 'came_back', rejected: 'rejected' } as const;
    return status === 'unknown' || status === 'accepted' ? undefined : events[status];
  };

  const askPsp = async (leg: PayoutLeg, payout: Payout, at: Moment): Promise<LegEvent | undefined> => {
    const status = await psp.refundStatus(leg.legId, at.correlationId);
    if (status === 'unknown') await sendLeg(payout, leg, at);
    if (status === 'succeeded') return 'booked';
    return status === 'failed' ? 'rejected' : undefined;
  };

  /** No answer came in a day: ask about each leg; what the other side never got is ordered again under its own id. */
  const askStatus = async (payoutId: string, at: Moment): Promise<Effect> => {
    const found = await payments.findPayout(payoutId);
    if (!found) return {};
    for (const leg of found.data.legs.filter(isUnderWay)) {
      const event = await (leg.rail === 'bank' ? askBank : askPsp)(leg, found.data, at);
      const effect = event && moved(found, leg.legId, event, at, event === 'booked' ? {} : { reason: event });
      if (effect) return effect;
    }
    return found.data.legs.some(isUnderWay) ? { writes: [payouts.askLater(payoutId, at)] } : {};
  };

  return { goOn, told, askStatus };
};
