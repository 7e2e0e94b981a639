import { deterministicId } from '../../../shared/kernel/ids.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { setDeadline } from '../../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { announcePayment, announcePayoutDue } from '../announcements.ts';
import { chargeToSendBack } from '../domain/card-journals.ts';
import { payoutOpened } from '../domain/journals.ts';
import { decideCharge, type HoldResolution, type Payment } from '../domain/payment.ts';
import { acceptedPayment, sentBackPayment } from '../domain/payment-hold.ts';
import { legIdOf, type Payout } from '../domain/payout.ts';
import { paymentsErrors } from '../errors.ts';
import type { Moment, Parts } from '../parts.ts';
import { askAboutPayoutLater } from '../payouts/payouts.ts';
import { nextStatusAt } from './card-payments.ts';
import { type ChargeOutcomes, chargeStatusDeadline } from './charge-outcomes.ts';
import { unlistHeldPayment } from './held-payments.ts';
import { type CardSettlement, settlementAgain } from './settlement.ts';

type Held = Entity<Payment>;

/** What an operator's decision makes true, and the payment after it. */
interface Resolved extends Effect {
  readonly payment: Payment;
}

/** The settlement that came while the payment was held, to be worked on now. */
const heldBackSettlement = ({ paymentId, toldSettlement }: Payment): readonly OutgoingEvent[] =>
  toldSettlement
    ? [
        settlementAgain(paymentId, {
          type: 'charge.settled',
          chargeId: paymentId,
          gross: formatMoney(toldSettlement.gross),
          net: formatMoney(toldSettlement.net),
          fee: formatMoney(toldSettlement.fee),
        }),
      ]
    : [];

/** How operators end the hold of a card payment; each way leaves books that say what really happened. */
export const createPaymentHolds = (parts: Parts, charges: ChargeOutcomes, settlement: CardSettlement) => {
  const { store, payments, post } = parts;

  const withPayment = (found: Held, data: Payment): Held => ({ ...found, data });

  const unfit = (found: Held, { decision }: HoldResolution) =>
    paymentsErrors.hold_decision_unfit(
      `${decision} does not end a hold because of ${found.data.heldBecause}.`,
    );

  /** What was charged counts: the payables are paid by it. */
  const acceptCharge = async (found: Held, resolution: HoldResolution, at: Moment): Promise<Resolved> => {
    const { told } = found.data;
    const accepted = told && acceptedPayment(found.data, told);
    if (!told || !accepted) {
      throw paymentsErrors.hold_too_short(
        `${told ? `${told.currency} ${formatMoney(told).amount}` : 'The charge'} does not pay what is owed.`,
      );
    }
    const payment: Payment = { ...accepted, resolution, heldBecause: undefined, toldSettlement: undefined };
    const payables = await charges.payablesOf(payment);
    const decision = decideCharge(
      payment,
      payables.map((entity) => entity.data),
      { kind: 'succeeded', amount: told },
    );
    if (decision.kind !== 'succeeded') throw unfit(found, resolution);
    const effect = charges.succeeded(withPayment(found, payment), payables, decision.lines, at);
    return {
      payment: { ...payment, state: 'succeeded' },
      writes: effect.writes,
      events: [...(effect.events ?? []), ...heldBackSettlement(found.data)],
    };
  };

  /** All that was charged goes back to the card; what it should have paid is open again. */
  const sendBack = async (found: Held, resolution: HoldResolution, at: Moment): Promise<Resolved> => {
    const { told } = found.data;
    if (!told) throw unfit(found, resolution);
    const payment: Payment = {
      ...sentBackPayment(found.data, told),
      resolution,
      toldSettlement: undefined,
      journalId: deterministicId('jrn', found.data.paymentId, 'card_received'),
    };
    const payables = await charges.payablesOf(payment);
    const freed = charges.freePayables(payment, payables, at);
    const payoutId = deterministicId('pot', payment.paymentId, 'sent_back');
    const leg = { legId: legIdOf(payoutId, 0), rail: 'card' as const, amount: told };
    const payout: Payout = {
      payoutId,
      purpose: 'refund',
      beneficiaryId: payment.payerId,
      amount: told,
      debitCode: '2050',
      debitOwner: payment.paymentId,
      description: 'Card charged with another amount, sent back',
      references: { paymentId: payment.paymentId },
      legs: [{ ...leg, state: 'sending', paymentId: payment.paymentId }],
      state: 'sending',
      holds: [],
      createdAt: at.now,
      correlationId: payables[0]?.data.correlationId ?? at.correlationId,
    };
    return {
      payment,
      writes: [
        payments.updatePayment(found, payment, at.now),
        ...freed.writes,
        payments.insertPayout(payout, at.now),
        askAboutPayoutLater(store, payoutId, at),
        ...post([...freed.journals, chargeToSendBack(payment), payoutOpened(payout)], at),
      ],
      events: [
        ...announcePayment(payment, found.version + 1),
        announcePayoutDue(payoutId),
        ...freed.events,
        ...heldBackSettlement(found.data),
      ],
    };
  };

  /** What the PSP paid out counts; the difference is its fee, and clients' money is topped up for it. */
  const acceptSettlement = async (found: Held, resolution: HoldResolution, at: Moment): Promise<Resolved> => {
    const { toldSettlement, total } = found.data;
    if (!toldSettlement || toldSettlement.net.currency !== total.currency) throw unfit(found, resolution);
    const change = { resolution, heldBecause: undefined, toldSettlement: undefined };
    const effect = await settlement.book(found, toldSettlement, change, at);
    const payment: Payment = { ...found.data, ...change };
    return {
      payment,
      writes: [...(effect.writes ?? []), unlistHeldPayment(store, payment.paymentId)],
      events: [...(effect.events ?? []), ...announcePayment(payment, found.version + 1)],
    };
  };

  const askAgain = (found: Held, resolution: HoldResolution, at: Moment): Resolved => {
    const dueAt = nextStatusAt(0, at.now) ?? at.now;
    const payment: Payment = { ...found.data, asked: 0, heldBecause: undefined, resolution };
    const { paymentId } = payment;
    return {
      payment,
      writes: [
        payments.updatePayment(found, payment, at.now),
        unlistHeldPayment(store, paymentId),
        setDeadline(store, {
          subject: paymentId,
          name: chargeStatusDeadline,
          dueAt,
          correlationId: at.correlationId,
        }),
      ],
      events: announcePayment(payment, found.version + 1),
    };
  };

  const giveUp = async (found: Held, resolution: HoldResolution, at: Moment): Promise<Resolved> => {
    const payment: Payment = { ...found.data, resolution };
    const payables = await charges.payablesOf(payment);
    const effect = charges.failed(withPayment(found, payment), payables, 'no_answer', at);
    return {
      payment: { ...payment, state: 'failed', failureReason: 'no_answer', heldBecause: undefined },
      ...effect,
    };
  };

  /**
   * Ends a hold as an operator decides. Errors: payments.not_held, payments.hold_decision_unfit, payments.hold_too_short.
   */
  const resolve = async (found: Held, resolution: HoldResolution, at: Moment): Promise<Resolved> => {
    const { heldBecause } = found.data;
    const { decision } = resolution;
    if (!heldBecause) throw paymentsErrors.not_held(`The payment is ${found.data.state}.`);
    if (heldBecause === 'amount_mismatch' && decision === 'accept')
      return acceptCharge(found, resolution, at);
    if (heldBecause === 'amount_mismatch' && decision === 'refund') return sendBack(found, resolution, at);
    if (heldBecause === 'settlement_mismatch' && decision === 'accept')
      return acceptSettlement(found, resolution, at);
    if (heldBecause === 'no_answer' && decision === 'ask_again') return askAgain(found, resolution, at);
    if (heldBecause === 'no_answer' && decision === 'fail') return giveUp(found, resolution, at);
    throw unfit(found, resolution);
  };

  return { resolve };
};
