import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import {
  addMoney,
  compareMoney,
  isPositiveMoney,
  type Money,
  subtractMoney,
} from '../../../shared/kernel/money.ts';
import { clearDeadline, setDeadline } from '../../../shared/messaging/deadline.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { Journal } from '../../ledger/contract.ts';
import { accountIdOf } from '../../ledger/posting.ts';
import { announcePayout, announcePayoutDue } from '../announcements.ts';
import { currentHold, type Hold, heldPayout, isSameHold } from '../domain/hold.ts';
import { dustCarried, payoutOpened } from '../domain/journals.ts';
import { isPartner, partnerAccountOf } from '../domain/partner-accounts.ts';
import type { Payable } from '../domain/payable.ts';
import { bankOnly, carryDust, clearedPayout, type Payout, planLegs, planRefund } from '../domain/payout.ts';
import { type BeneficiaryFacts, holdOf } from '../domain/payout-hold.ts';
import type { Moment, Parts } from '../parts.ts';

/** Name of the deadline at which bank and PSP are asked what became of a payout. */
export const payoutStatusDeadline = 'payout_status';
const statusAfter = { hours: 24 };

/** Name of the deadline at which a hold ends by time alone. */
export const payoutHoldDeadline = 'payout_hold';

/** What is asked to be paid out. */
export type PayoutRequest = Omit<
  Payout,
  'legs' | 'state' | 'reason' | 'account' | 'createdAt' | 'holds' | 'carried' | 'repeatedBy'
> & {
  readonly originalPayableIds?: readonly string[] | undefined;
};

interface Facts extends BeneficiaryFacts {
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

/** Dust of the beneficiary's own balance stays where it is; that of any other account moves there. */
const carry = (payout: Payout, dust: Money): readonly Journal[] => {
  const isOwnBalance =
    payout.debitOwner === payout.beneficiaryId &&
    (payout.debitCode === '2040' || payout.debitCode === '2030');
  return isPositiveMoney(dust) && !isOwnBalance ? [dustCarried(payout, dust)] : [];
};

/** Opening payouts and letting them go on; see payout-rails.ts for what happens on the rails. */
export const createPayouts = ({ store, payments, ledger, post }: Parts) => {
  const factsOf = async (beneficiaryId: string, currency: string): Promise<Facts> => {
    if (isPartner(beneficiaryId)) {
      const account = partnerAccountOf(beneficiaryId);
      const known = { isScreenedClear: true, isVerified: true, wasPaidBefore: true, accountSince: undefined };
      return { ...known, account, guards: [] };
    }
    const screening = await payments.findScreening(beneficiaryId);
    const account = await payments.findAccount(beneficiaryId, currency);
    const standing = await payments.findStanding(beneficiaryId);
    return {
      isScreenedClear: screening?.data.isClear ?? false,
      account: account?.data.account,
      accountSince: account?.data.since,
      isVerified: standing?.data.isVerified ?? false,
      wasPaidBefore: await payments.wasPaidBefore(beneficiaryId),
      guards: [
        payments.factUnchanged('screening', beneficiaryId, screening),
        payments.factUnchanged({ currency }, beneficiaryId, account),
        payments.factUnchanged('standing', beneficiaryId, standing),
      ],
    };
  };

  const refundOf = async (request: PayoutRequest) => {
    if (request.purpose !== 'refund' || !request.originalPayableIds) {
      return { ...carryDust(bankOnly(request.amount)), originals: [] };
    }
    const originals = await payments.findPayables([...new Set(request.originalPayableIds)]);
    const plan = planRefund(
      request.amount,
      originals.map((entity) => entity.data),
    );
    return { ...carryDust(plan), originals };
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

  const untilHoldEnds = (payoutId: string, hold: Hold, at: Moment): readonly Write[] =>
    hold.expectedReleaseAt === undefined
      ? [clearDeadline(store, payoutId, payoutHoldDeadline)]
      : [
          setDeadline(store, {
            subject: payoutId,
            name: payoutHoldDeadline,
            dueAt: hold.expectedReleaseAt,
            correlationId: at.correlationId,
          }),
        ];

  const refuse = (
    request: PayoutRequest,
    reason: string,
    at: Moment,
    journals: (refused: Payout) => readonly Journal[] = () => [],
  ): Effect => {
    const { originalPayableIds, ...rest } = request;
    const payout: Payout = { ...rest, legs: [], state: 'refused', reason, createdAt: at.now, holds: [] };
    return {
      writes: [payments.insertPayout(payout, at.now), ...post(journals(payout), at)],
      events: announcePayout(payout, 1),
    };
  };

  /** Takes the amount out of its account and sends it, or holds it with a reason. */
  const open = async (
    request: PayoutRequest,
    at: Moment,
    refund?: Awaited<ReturnType<typeof refundOf>>,
  ): Promise<{ readonly payout: Payout; readonly effect: Effect }> => {
    const { originalPayableIds, ...rest } = request;
    const planned = refund ?? (await refundOf(request));
    const { plan, dust } = planned;
    const amount = subtractMoney(request.amount, dust);
    const legs = planLegs(request.payoutId, amount, plan);
    const opened: Payout = {
      ...rest,
      ...(isPositiveMoney(dust) ? { carried: dust } : {}),
      amount,
      legs,
      state: 'held',
      createdAt: at.now,
      holds: [],
    };
    const facts = await factsOf(request.beneficiaryId, amount.currency);
    const hold = holdOf(opened, facts, at.now);
    const payout = hold ? heldPayout(opened, hold) : clearedPayout(opened, facts.account, at.now);
    const journals = [payoutOpened(payout), ...carry(payout, dust)];
    return {
      payout,
      effect: {
        writes: [
          ...payments.insertPayoutOnce(payout, at.now),
          ...facts.guards,
          ...claimsOnCards(planned, at.now),
          ...(hold
            ? [payments.markHeld(payout), ...untilHoldEnds(payout.payoutId, hold, at)]
            : [askAboutPayoutLater(store, payout.payoutId, at)]),
          ...post(journals, at),
        ],
        events: hold ? announcePayout(payout, 1) : [announcePayoutDue(payout.payoutId)],
      },
    };
  };

  /**
   * Opens a payout that another context asks for. What its account does not hold is refused and said; what no rail carries goes to the
   * beneficiary's available balance, where the next payout takes it along.
   */
  const openAsAsked = async (request: PayoutRequest, at: Moment): Promise<Effect> => {
    if (await payments.findPayout(request.payoutId)) return {};
    const source = accountIdOf(request.debitCode, request.amount.currency, request.debitOwner);
    const { available } = await ledger.balanceOf(source);
    if (compareMoney(available, request.amount) < 0) return refuse(request, 'insufficient_funds', at);
    const refund = await refundOf(request);
    const isCarried = compareMoney(request.amount, refund.dust) === 0;
    if (isCarried) return refuse(request, 'amount_below_rail', at, (payout) => carry(payout, request.amount));
    return (await open(request, at, refund)).effect;
  };

  /** Looks again at a payout that was held: it goes on when nothing holds it any more. */
  const review = async (found: Entity<Payout>, at: Moment): Promise<Effect> => {
    const facts = await factsOf(found.data.beneficiaryId, found.data.amount.currency);
    const hold = holdOf(found.data, facts, at.now);
    if (hold === undefined) {
      const payout = clearedPayout(found.data, facts.account, at.now);
      return {
        writes: [
          payments.updatePayout(found, payout, at.now),
          payments.unmarkHeld(payout),
          clearDeadline(store, payout.payoutId, payoutHoldDeadline),
          askAboutPayoutLater(store, payout.payoutId, at),
          ...facts.guards,
        ],
        events: [announcePayoutDue(payout.payoutId)],
      };
    }
    if (found.data.reason !== undefined && isSameHold(hold, currentHold(found.data)))
      return { writes: facts.guards };
    const payout = heldPayout(found.data, hold);
    return {
      writes: [
        payments.updatePayout(found, payout, at.now),
        ...untilHoldEnds(payout.payoutId, hold, at),
        ...facts.guards,
      ],
      events: announcePayout(payout, found.version + 1),
    };
  };

  return {
    open,
    openAsAsked,
    review,
    factsOf,
    askLater: (id: string, at: Moment) => askAboutPayoutLater(store, id, at),
  };
};
export type Payouts = ReturnType<typeof createPayouts>;
