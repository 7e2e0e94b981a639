import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import { addMoney, compareMoney, isPositiveMoney, type Money } from '../../shared/kernel/money.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { accountIdOf } from '../ledger/posting.ts';
import { announcePayout, announcePayoutDue } from './announcements.ts';
import { payoutOpened } from './domain/journals.ts';
import { isPartner, partnerAccountOf } from './domain/partner-accounts.ts';
import type { Payable } from './domain/payable.ts';
import {
  type BeneficiaryAccount,
  bankOnly,
  clearedPayout,
  holdReasonFor,
  type Payout,
  planLegs,
  planRefund,
  railAmountOf,
} from './domain/payout.ts';
import type { Moment, Parts } from './parts.ts';

/** Name of the deadline at which bank and PSP are asked what became of a payout. */
export const payoutStatusDeadline = 'payout_status';
const statusAfter = { hours: 24 };

/** What is asked to be paid out. */
export type PayoutRequest = Omit<Payout, 'legs' | 'state' | 'reason' | 'account' | 'createdAt'> & {
  readonly originalPayableIds?: readonly string[] | undefined;
};

interface Facts {
  readonly isScreenedClear: boolean;
  readonly account: BeneficiaryAccount | undefined;
  /** Let the transaction pass only while the facts are as they were read. */
  readonly guards: readonly Write[];
}

/** Asks again a day after the last move, as long as the payout is under way. */
export const askAboutPayoutLater = (store: Store, payoutId: string, { now, correlationId }: Moment): Write =>
  setDeadline(store, {
    subject: payoutId,
    name: payoutStatusDeadline,
    dueAt: addDuration(now, statusAfter),
    correlationId,
  });

/** Opening payouts and letting them go on; see payout-rails.ts for what happens on the rails. */
export const createPayouts = ({ store, payments, ledger, post }: Parts) => {
  const factsOf = async (beneficiaryId: string, currency: string): Promise<Facts> => {
    if (isPartner(beneficiaryId)) {
      return { isScreenedClear: true, account: partnerAccountOf(beneficiaryId), guards: [] };
    }
    const screening = await payments.findScreening(beneficiaryId);
    const account = await payments.findAccount(beneficiaryId, currency);
    return {
      isScreenedClear: screening?.data.isClear ?? false,
      account: account?.data.account,
      guards: [
        payments.factUnchanged('screening', beneficiaryId, screening),
        payments.factUnchanged({ currency }, beneficiaryId, account),
      ],
    };
  };

  const refundOf = async (request: PayoutRequest, amount: Money) => {
    if (request.purpose !== 'refund' || !request.originalPayableIds) {
      return { plan: bankOnly(amount), originals: [] };
    }
    const originals = await payments.findPayables([...new Set(request.originalPayableIds)]);
    const plan = planRefund(
      amount,
      originals.map((entity) => entity.data),
    );
    return { plan, originals };
  };

  const claimsOnCards = (
    { plan, originals }: Awaited<ReturnType<typeof refundOf>>,
    now: Instant,
  ): readonly Write[] =>
    plan.toCards.flatMap(({ payable, amount }) => {
      const entity = originals.find((one) => one.data.payableId === payable.payableId);
      if (!entity || !payable.paid) return [];
      const refundedToCard = addMoney(payable.paid.refundedToCard, amount);
      const claimed: Payable = { ...payable, paid: { ...payable.paid, refundedToCard } };
      return [payments.updatePayable(entity, claimed, now)];
    });

  const refuse = (request: PayoutRequest, reason: string, at: Moment): Effect => {
    const { originalPayableIds, ...rest } = request;
    const payout: Payout = { ...rest, legs: [], state: 'refused', reason, createdAt: at.now };
    return { writes: [payments.insertPayout(payout, at.now)], events: announcePayout(payout, 1) };
  };

  /** Takes the amount out of its account and sends it, or holds it with a reason. */
  const open = async (
    request: PayoutRequest,
    at: Moment,
  ): Promise<{ readonly payout: Payout; readonly effect: Effect }> => {
    const { originalPayableIds, ...rest } = request;
    const amount = railAmountOf(request.amount);
    const refund = await refundOf(request, amount);
    const legs = planLegs(request.payoutId, amount, refund.plan);
    const opened: Payout = { ...rest, amount, legs, state: 'held', createdAt: at.now };
    const facts = await factsOf(request.beneficiaryId, amount.currency);
    const reason = holdReasonFor(legs, facts);
    const payout = reason ? { ...opened, reason } : clearedPayout(opened, facts.account);
    return {
      payout,
      effect: {
        writes: [
          payments.insertPayout(payout, at.now),
          ...facts.guards,
          ...claimsOnCards(refund, at.now),
          ...(reason ? [payments.markHeld(payout)] : [askAboutPayoutLater(store, payout.payoutId, at)]),
          ...post([payoutOpened(payout)], at),
        ],
        events: reason ? announcePayout(payout, 1) : [announcePayoutDue(payout.payoutId)],
      },
    };
  };

  /** Opens a payout that another context asks for. What its account does not hold, or no rail carries, is refused and said. */
  const openAsAsked = async (request: PayoutRequest, at: Moment): Promise<Effect> => {
    if (await payments.findPayout(request.payoutId)) return {};
    const amount = railAmountOf(request.amount);
    if (!isPositiveMoney(amount)) return refuse(request, 'amount_below_rail', at);
    const source = accountIdOf(request.debitCode, amount.currency, request.debitOwner);
    const { available } = await ledger.balanceOf(source);
    if (compareMoney(available, amount) < 0) return refuse(request, 'insufficient_funds', at);
    return (await open(request, at)).effect;
  };

  /** Looks again at a payout that was held: it goes on when nothing holds it any more. */
  const review = async (found: Entity<Payout>, at: Moment): Promise<Effect> => {
    const facts = await factsOf(found.data.beneficiaryId, found.data.amount.currency);
    const reason = holdReasonFor(found.data.legs, facts);
    if (reason === undefined) {
      const payout = clearedPayout(found.data, facts.account);
      return {
        writes: [
          payments.updatePayout(found, payout, at.now),
          payments.unmarkHeld(payout),
          askAboutPayoutLater(store, payout.payoutId, at),
          ...facts.guards,
        ],
        events: [announcePayoutDue(payout.payoutId)],
      };
    }
    if (reason === found.data.reason) return { writes: facts.guards };
    const payout: Payout = { ...found.data, reason };
    return {
      writes: [payments.updatePayout(found, payout, at.now), ...facts.guards],
      events: announcePayout(payout, found.version + 1),
    };
  };

  return {
    open,
    openAsAsked,
    review,
    askLater: (id: string, at: Moment) => askAboutPayoutLater(store, id, at),
  };
};
export type Payouts = ReturnType<typeof createPayouts>;
