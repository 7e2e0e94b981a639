import { businessDateIn } from '../../../shared/kernel/business-date.ts';
import { DependencyError } from '../../../shared/kernel/errors.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { on, type Reaction } from '../../../shared/messaging/consumer.ts';
import { setDeadline } from '../../../shared/messaging/deadline.ts';
import type { EventOf } from '../../../shared/messaging/event.ts';
import { log } from '../../../shared/observability/logger.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { announcePayment } from '../announcements.ts';
import { paymentMoved, type pspEventReceived } from '../contract.ts';
import type { Payment } from '../domain/payment.ts';
import { questionPlanOn, waitAfter } from '../domain/status-questions.ts';
import { bankTimeZone, type Moment, type Parts } from '../parts.ts';
import { type ChargeOutcomes, chargeStatusDeadline } from './charge-outcomes.ts';
import type { Psp, Taken } from './psp.ts';

/** When the PSP is asked next about a payment after so many questions; undefined when people take over. */
export const nextStatusAt = (asked: number, now: Instant): Instant | undefined => {
  const wait = waitAfter(questionPlanOn(businessDateIn(now, bankTimeZone)), asked);
  return wait && addDuration(now, wait);
};

type OutcomeEvent = Extract<
  EventOf<ReturnType<typeof pspEventReceived.schema.parse>>['data'],
  { type: 'charge.succeeded' | 'charge.failed' }
>;

/** Charging cards, and asking the PSP when it does not say what became of that. */
export const createCardPayments = (
  { store, payments }: Pick<Parts, 'store' | 'payments'>,
  { needPayment, conclude, held }: ChargeOutcomes,
  psp: Psp,
) => {
  /** The wait renews itself, so that no failure of the PSP ends the questions; after the last one an operator decides. */
  const askLater = (found: Entity<Payment>, change: Partial<Payment>, at: Moment): Effect => {
    const asked = (found.data.asked ?? 0) + 1;
    const dueAt = nextStatusAt(asked, at.now);
    if (dueAt === undefined) return held(found, 'no_answer', at, change);
    const { paymentId } = found.data;
    const { correlationId } = at;
    return {
      writes: [
        payments.updatePayment(found, { ...found.data, ...change, asked }, at.now),
        setDeadline(store, { subject: paymentId, name: chargeStatusDeadline, dueAt, correlationId }),
      ],
    };
  };

  const chargeCard = ({ paymentId, total, lines }: Payment, cardToken: string, at: Moment): Promise<Taken> =>
    psp.charge(
      {
        chargeId: paymentId,
        cardToken,
        amount: total,
        description: `Entrepôt, ${lines.length} payable(s)`,
      },
      at.correlationId,
    );

  /** Hands the charge to the PSP under the payment's id: asked for twice, it happens once. */
  const submit = async (found: Entity<Payment>, cardToken: string, at: Moment): Promise<Effect> => {
    const taken = await chargeCard(found.data, cardToken, at);
    if (taken.kind === 'refused') return conclude(found, { kind: 'failed', reason: taken.reason }, at);
    const payment: Payment = { ...found.data, state: 'processing', cardToken: undefined };
    return {
      writes: [payments.updatePayment(found, payment, at.now)],
      events: announcePayment(payment, found.version + 1),
    };
  };

  const react = async (data: OutcomeEvent, at: Moment): Promise<Effect> => {
    const found = await needPayment(data.chargeId);
    return data.type === 'charge.succeeded'
      ? conclude(found, { kind: 'succeeded', amount: parseMoney(data.amount) }, at)
      : conclude(found, { kind: 'failed', reason: data.reason }, at);
  };

  /** The PSP knows nothing of a charge: it is asked for again, under the same id, as long as we have the card. */
  const chargeAgain = async (found: Entity<Payment>, at: Moment): Promise<Effect> => {
    const { paymentId, cardToken } = found.data;
    if (cardToken === undefined) {
      log.error('The PSP has lost a charge that it took', new Error('unknown'), { subject: paymentId });
      return askLater(found, {}, at);
    }
    const taken = await chargeCard(found.data, cardToken, at);
    if (taken.kind === 'refused') return conclude(found, { kind: 'failed', reason: taken.reason }, at);
    return askLater(found, { state: 'processing', cardToken: undefined }, at);
  };

  /** No answer came in time: ask, never charge again under another id. */
  const askStatus = async (paymentId: string, at: Moment): Promise<Effect> => {
    const found = await needPayment(paymentId);
    if (found.data.state !== 'created' && found.data.state !== 'processing') return {};
    if (found.data.heldBecause) return {};
    try {
      const status = await psp.chargeStatus(paymentId, at.correlationId);
      if (status.kind === 'succeeded' || status.kind === 'failed') return await conclude(found, status, at);
      if (status.kind === 'processing') return askLater(found, {}, at);
      return await chargeAgain(found, at);
    } catch (error) {
      if (!(error instanceof DependencyError)) throw error;
      log.warn('The PSP does not answer', { subject: paymentId, reason: error.code });
      return askLater(found, {}, at);
    }
  };

  const reactions: readonly Reaction[] = [
    on(paymentMoved, async ({ data }, at) => {
      if (data.state !== 'created') return {};
      const found = await needPayment(data.paymentId);
      const { state, cardToken } = found.data;
      return state !== 'created' || cardToken === undefined ? {} : submit(found, cardToken, at);
    }),
  ];

  return { reactions, react, askStatus };
};
