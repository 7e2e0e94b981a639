import { isPositiveMoney } from '../../../shared/kernel/money.ts';
import { clearDeadline } from '../../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import { log } from '../../../shared/observability/logger.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { Journal } from '../../ledger/contract.ts';
import { announceCancelled, announcePaid, announcePayment } from '../announcements.ts';
import { cardReceived } from '../domain/journals.ts';
import { type Payable, settledPayable } from '../domain/payable.ts';
import { type ChargeOutcome, decideCharge, type LineOutcome, type Payment } from '../domain/payment.ts';
import type { Moment, Parts } from '../parts.ts';
import { cancelPayable } from '../payables.ts';
import { listHeldPayment, unlistHeldPayment } from './held-payments.ts';

/** Name of the deadline at which the PSP is asked what became of a charge. */
export const chargeStatusDeadline = 'charge_status';

/** What the answers about a charge make true: paid, failed, or held for an operator. */
export const createChargeOutcomes = ({ store, payments, post }: Parts) => {
  const payablesOf = async (payment: Payment): Promise<readonly Entity<Payable>[]> =>
    payments.findPayables(payment.lines.map((line) => line.payableId));

  const needPayment = async (paymentId: string): Promise<Entity<Payment>> => {
    const found = await payments.findPayment(paymentId);
    if (!found) throw new Error(`The PSP knows a charge ${paymentId} that we never made`);
    return found;
  };

  /** The payables of a payment that will not pay them are free again; those that nobody wants any more are cancelled. */
  const freePayables = (
    { paymentId }: Payment,
    payables: readonly Entity<Payable>[],
    at: Moment,
  ): {
    readonly writes: readonly Write[];
    readonly journals: readonly Journal[];
    readonly events: readonly OutgoingEvent[];
  } => {
    const freed = payables
      .filter((entity) => entity.data.cardPaymentId === paymentId)
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
        ...freed.map(({ entity, payable }) => payments.updatePayable(entity, payable, at.now)),
        clearDeadline(store, paymentId, chargeStatusDeadline),
        unlistHeldPayment(store, paymentId),
      ],
      journals: freed.flatMap(({ journals }) => journals),
      events: freed.flatMap(({ entity, payable }) =>
        payable.state === 'cancelled' && entity.data.state !== 'cancelled'
          ? [announceCancelled(payable, entity.version + 1)]
          : [],
      ),
    };
  };

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
    const freed = freePayables(payment, payables, at);
    return {
      writes: [payments.updatePayment(found, payment, at.now), ...freed.writes, ...post(freed.journals, at)],
      events: [...announcePayment(payment, found.version + 1), ...freed.events],
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
        unlistHeldPayment(store, payment.paymentId),
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

  const held = (
    found: Entity<Payment>,
    because: Payment['heldBecause'],
    at: Moment,
    change: Partial<Payment> = {},
  ): Effect => {
    if (found.data.heldBecause === because) return {};
    log.error('What the PSP says does not fit the payment', new Error(because), {
      subject: found.data.paymentId,
      reason: because,
    });
    const payment: Payment = { ...found.data, ...change, heldBecause: because };
    return {
      writes: [
        payments.updatePayment(found, payment, at.now),
        listHeldPayment(store, payment.paymentId, at.now),
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
        return held(
          found,
          decision.because,
          at,
          outcome.kind === 'succeeded' ? { told: outcome.amount } : {},
        );
      case 'failed':
        return failed(found, payables, decision.reason, at);
      case 'succeeded':
        return succeeded(found, payables, decision.lines, at);
    }
  };

  return { needPayment, payablesOf, conclude, succeeded, failed, held, freePayables };
};
export type ChargeOutcomes = ReturnType<typeof createChargeOutcomes>;
