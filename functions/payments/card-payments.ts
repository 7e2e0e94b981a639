import type { Instant } from '../../shared/kernel/instant.ts';
import { addDuration } from '../../shared/kernel/instant.ts';
import { compareMoney, isPositiveMoney, type Money, parseMoney } from '../../shared/kernel/money.ts';
import { on, type Reaction } from '../../shared/messaging/consumer.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import type { EventOf } from '../../shared/messaging/event.ts';
import { log } from '../../shared/observability/logger.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { announcePaid, announcePayment } from './announcements.ts';
import { paymentMoved, pspEventReceived } from './contract.ts';
import { cardReceived, chargeSettled } from './domain/journals.ts';
import { type Payable, settledPayable } from './domain/payable.ts';
import { type ChargeOutcome, decideCharge, type LineOutcome, type Payment } from './domain/payment.ts';
import type { Moment, Parts } from './parts.ts';
import { cancelPayable } from './payables.ts';
import type { Psp } from './psp.ts';

/** Name of the deadline at which the PSP is asked what became of a charge. */
export const chargeStatusDeadline = 'charge_status';

const firstStatusAfter = { minutes: 10 };
const nextStatusAfter = { hours: 1 };

/** When a payment without an answer is asked about for the first time. */
export const firstStatusAt = (now: Instant): Instant => addDuration(now, firstStatusAfter);

type ChargeEvent = Extract<
  EventOf<ReturnType<typeof pspEventReceived.schema.parse>>['data'],
  { type: `charge.${string}` }
>;

/** Card payments from the intent to the settled money. */
export const createCardPayments = (parts: Parts, psp: Psp) => {
  const { store, payments, post } = parts;

  const payablesOf = async (payment: Payment): Promise<readonly Entity<Payable>[]> =>
    payments.findPayables(payment.lines.map((line) => line.payableId));

  const needPayment = async (paymentId: string): Promise<Entity<Payment>> => {
    const found = await payments.findPayment(paymentId);
    if (!found) throw new Error(`The PSP knows a charge ${paymentId} that we never made`);
    return found;
  };

  const askLater = (paymentId: string, { now, correlationId }: Moment): Write =>
    setDeadline(store, {
      subject: paymentId,
      name: chargeStatusDeadline,
      dueAt: addDuration(now, nextStatusAfter),
      correlationId,
    });

  const failed = (
    found: Entity<Payment>,
    payables: readonly Entity<Payable>[],
    reason: string,
    at: Moment,
  ): Effect => {
    const payment: Payment = {
      ...found.data,
      state: 'failed',
      failureReason: reason,
      cardToken: undefined,
      heldBecause: undefined,
    };
    const freed = payables
      .filter((entity) => entity.data.cardPaymentId === payment.paymentId)
      .map((entity) => {
        const free: Payable = { ...entity.data, cardPaymentId: undefined };
        const isUnwanted = free.cancelReason !== undefined && free.state !== 'paid';
        return {
          entity,
          ...(isUnwanted ? cancelPayable(free, free.cancelReason ?? '') : { payable: free, journals: [] }),
        };
      });
    return {
      writes: [
        payments.updatePayment(found, payment, at.now),
        ...freed.map(({ entity, payable }) => payments.updatePayable(entity, payable, at.now)),
        clearDeadline(store, payment.paymentId, chargeStatusDeadline),
        ...post(
          freed.flatMap(({ journals }) => journals),
          at,
        ),
      ],
      events: announcePayment(payment, found.version + 1),
    };
  };

  const settleLine = (line: LineOutcome, payment: Payment, journalId: string, at: Moment): Payable => {
    const { payable, applied } = line;
    const { paymentId } = payment;
    const unlocked = payable.cardPaymentId === paymentId ? { ...payable, cardPaymentId: undefined } : payable;
    if (!isPositiveMoney(applied)) return unlocked;
    const how = { method: 'card' as const, at: at.now, journalId, paymentId, byCard: applied };
    return settledPayable({ ...unlocked, cancelReason: undefined }, how);
  };

  const succeeded = (
    found: Entity<Payment>,
    payables: readonly Entity<Payable>[],
    lines: readonly LineOutcome[],
    at: Moment,
  ): Effect => {
    const journal = cardReceived(found.data, lines);
    const payment: Payment = {
      ...found.data,
      state: 'succeeded',
      journalId: journal.journalId,
      cardToken: undefined,
      failureReason: undefined,
      heldBecause: undefined,
    };
    const settled = lines.flatMap((line) => {
      const entity = payables.find((one) => one.data.payableId === line.payable.payableId);
      return entity ? [{ entity, line, payable: settleLine(line, payment, journal.journalId, at) }] : [];
    });
    return {
      writes: [
        payments.updatePayment(found, payment, at.now),
        ...settled.map(({ entity, payable }) => payments.updatePayable(entity, payable, at.now)),
        clearDeadline(store, payment.paymentId, chargeStatusDeadline),
        ...post([journal], at),
      ],
      events: [
        ...announcePayment(payment, found.version + 1),
        ...settled.flatMap(({ entity, line, payable }) =>
          isPositiveMoney(line.applied) ? announcePaid(payable, entity.version + 1) : [],
        ),
      ],
    };
  };

  const held = (found: Entity<Payment>, because: Payment['heldBecause'], at: Moment): Effect => {
    if (found.data.heldBecause === because) return {};
    log.error('What the PSP says does not fit the payment', new Error(because), {
      subject: found.data.paymentId,
      reason: because,
    });
    const payment: Payment = { ...found.data, heldBecause: because };
    return {
      writes: [
        payments.updatePayment(found, payment, at.now),
        clearDeadline(store, payment.paymentId, chargeStatusDeadline),
      ],
      events: announcePayment(payment, found.version + 1),
    };
  };

  const conclude = async (found: Entity<Payment>, outcome: ChargeOutcome, at: Moment): Promise<Effect> => {
    const payables = await payablesOf(found.data);
    const decision = decideCharge(
      found.data,
      payables.map((entity) => entity.data),
      outcome,
    );
    switch (decision.kind) {
      case 'ignored':
        if (outcome.kind === 'failed' && found.data.state === 'succeeded') {
          log.error('The PSP takes a success back', new Error(outcome.reason), {
            subject: found.data.paymentId,
          });
        }
        return {};
      case 'held':
        return held(found, decision.because, at);
      case 'failed':
        return failed(found, payables, decision.reason, at);
      case 'succeeded':
        return succeeded(found, payables, decision.lines, at);
    }
  };

  /** Hands the charge to the PSP under the payment's id: asked for twice, it happens once. */
  const submit = async (
    found: Entity<Payment>,
    cardToken: string,
    at: Moment,
  ): Promise<Effect & { readonly isConcluded: boolean }> => {
    const { paymentId, total, lines } = found.data;
    const description = `Entrepôt, ${lines.length} payable(s)`;
    const taken = await psp.charge(
      { chargeId: paymentId, cardToken, amount: total, description },
      at.correlationId,
    );
    if (taken.kind === 'refused') {
      const effect = await conclude(found, { kind: 'failed', reason: taken.reason }, at);
      return { ...effect, isConcluded: true };
    }
    const payment: Payment = { ...found.data, state: 'processing', cardToken: undefined };
    return {
      writes: [payments.updatePayment(found, payment, at.now)],
      events: announcePayment(payment, found.version + 1),
      isConcluded: false,
    };
  };

  const settle = async (
    data: Extract<ChargeEvent, { type: 'charge.settled' }>,
    at: Moment,
  ): Promise<Effect> => {
    const found = await needPayment(data.chargeId);
    const gross = parseMoney(data.gross);
    const settled = { net: parseMoney(data.net), fee: parseMoney(data.fee, { allowZero: true }) };
    if (found.data.settled) return {};
    if (found.data.state !== 'succeeded') {
      // Settled money was charged: the success that is still on its way is concluded first, the settlement right after it.
      const first = await conclude(found, { kind: 'succeeded', amount: gross }, at);
      const again = pspEventReceived.create({ subject: data.chargeId, data });
      const isDone = (first.events ?? []).length > 0 && found.data.total.amountMinor === gross.amountMinor;
      return isDone ? { ...first, events: [...(first.events ?? []), again] } : first;
    }
    if (!addsUp(found.data.total, gross, settled)) return held(found, 'settlement_mismatch', at);
    const payment: Payment = { ...found.data, settled: { ...settled, at: at.now } };
    return {
      writes: [
        payments.updatePayment(found, payment, at.now),
        ...post([chargeSettled(payment, settled)], at),
      ],
    };
  };

  const react = async (data: ChargeEvent, at: Moment): Promise<Effect> => {
    if (data.type === 'charge.settled') return settle(data, at);
    const found = await needPayment(data.chargeId);
    return data.type === 'charge.succeeded'
      ? conclude(found, { kind: 'succeeded', amount: parseMoney(data.amount) }, at)
      : conclude(found, { kind: 'failed', reason: data.reason }, at);
  };

  /** No answer came in time: ask, never charge again under another id. */
  const askStatus = async (paymentId: string, at: Moment): Promise<Effect> => {
    const found = await needPayment(paymentId);
    if (found.data.state !== 'created' && found.data.state !== 'processing') return {};
    if (found.data.heldBecause) return {};
    const status = await psp.chargeStatus(paymentId, at.correlationId);
    if (status.kind === 'succeeded' || status.kind === 'failed') return conclude(found, status, at);
    const later = askLater(paymentId, at);
    const { cardToken } = found.data;
    if (status.kind === 'processing') return { writes: [later] };
    if (cardToken === undefined) {
      log.error('The PSP has lost a charge that it took', new Error('unknown'), { subject: paymentId });
      return { writes: [later] };
    }
    const { isConcluded, ...effect } = await submit(found, cardToken, at);
    return isConcluded ? effect : { ...effect, writes: [...(effect.writes ?? []), later] };
  };

  const reactions: readonly Reaction[] = [
    on(paymentMoved, async ({ data }, at) => {
      if (data.state !== 'created') return {};
      const found = await needPayment(data.paymentId);
      const { state, cardToken } = found.data;
      if (state !== 'created' || cardToken === undefined) return {};
      const { writes, events } = await submit(found, cardToken, at);
      return { writes, events };
    }),
  ];

  return { reactions, react, askStatus };
};

const addsUp = (total: Money, gross: Money, { net, fee }: { net: Money; fee: Money }): boolean =>
  [gross, net, fee].every((amount) => amount.currency === total.currency) &&
  compareMoney(gross, total) === 0 &&
  net.amountMinor + fee.amountMinor === total.amountMinor;
