import { z } from 'zod';
import { addDuration, parseInstant } from '../../../shared/kernel/instant.ts';
import { compareMoney, formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { setDeadline } from '../../../shared/messaging/deadline.ts';
import type { EventOf, OutgoingEvent } from '../../../shared/messaging/event.ts';
import { log } from '../../../shared/observability/logger.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { chargebackReceived, chargebackReversed, ownTransfersOf, pspEventReceived } from '../contract.ts';
import {
  chargebackClaimed,
  chargebackClaimReversed,
  chargebackCredited,
  chargebackDebited,
} from '../domain/card-journals.ts';
import { afterChargeback, type Chargeback, shareOut } from '../domain/chargeback.ts';
import type { Payable } from '../domain/payable.ts';
import {
  type ChargebackEvent,
  type ChargebackState,
  chargebackTransitions,
  nextState,
} from '../domain/transitions.ts';
import type { Moment, Parts } from '../parts.ts';
import type { ChargeOutcomes } from './charge-outcomes.ts';
import { createChargebackRows } from './chargeback-rows.ts';
import type { Psp } from './psp.ts';

type ChargebackMessage = Extract<
  EventOf<ReturnType<typeof pspEventReceived.schema.parse>>['data'],
  { type: `chargeback.${string}` }
>;

/** Name of the deadline at which a chargeback that came before its charge is looked at again. */
export const parkedDeadline = 'chargeback_parked';
/** Hours that a chargeback waits for its charge: a hold that operators end within ninety days. */
const parkedMax = 24 * 90;
const parkedKey = (subject: string) => ({ pk: `PARKED#${subject}`, sk: 'PARKED' });
const parkedRow = z.object({ message: z.string(), times: z.int() });

const sharesWire = ({ shares }: Chargeback) =>
  shares.map((share) => ({ ...share, amount: formatMoney(share.amount), fee: formatMoney(share.fee) }));

const within = (chargeback: Chargeback, event: OutgoingEvent): OutgoingEvent => ({
  ...event,
  correlationId: chargeback.correlationId,
});

/** Charges that cardholders take back: told in any order, any number of times, each part booked once. */
export const createChargebacks = ({ store, payments, post }: Parts, charges: ChargeOutcomes, psp: Psp) => {
  const rows = createChargebackRows(store);

  const again = (data: ChargebackMessage): OutgoingEvent =>
    pspEventReceived.create({ subject: data.chargebackId, data });

  /** The charge is not concluded, and nobody knows for how long: the message is told again each hour until it is. */
  const park = async (data: ChargebackMessage, { now, correlationId }: Moment): Promise<Effect> => {
    const subject = `${data.chargebackId}/${data.type}`;
    const found = await store.get(parkedKey(subject), (row) => parkedRow.parse(row));
    const times = (found?.data.times ?? 0) + 1;
    if (times > parkedMax) {
      log.error('A chargeback of a charge that is never concluded', new Error('parked_too_long'), {
        subject,
      });
      return {};
    }
    const row = { message: JSON.stringify(data), times };
    const dueAt = addDuration(now, { hours: 1 });
    return {
      writes: [
        found
          ? store.updateIfVersion(found, row, now)
          : store.insertIfAbsent(parkedKey(subject), 'parked-message', row, now),
        setDeadline(store, { subject, name: parkedDeadline, dueAt, correlationId }),
      ],
    };
  };

  /** Tells a parked message again. */
  const unpark = async (subject: string): Promise<Effect> => {
    const found = await store.get(parkedKey(subject), (row) => parkedRow.parse(row));
    if (!found) return {};
    const data = pspEventReceived.schema.parse(JSON.parse(found.data.message));
    return { events: [pspEventReceived.create({ subject, data })] };
  };

  const payableWrites = (
    payables: readonly Entity<Payable>[],
    { shares }: Chargeback,
    direction: 'taken' | 'back',
    at: Moment,
  ): readonly Write[] =>
    payables.flatMap((entity) => {
      const payable = afterChargeback(entity.data, shares, direction);
      return payable === entity.data ? [] : [payments.updatePayable(entity, payable, at.now)];
    });

  /** The first that we hear of it. The charge itself is concluded before, if its success is still on its way. */
  const open = async (data: ChargebackMessage, at: Moment): Promise<Effect> => {
    const found = await charges.needPayment(data.chargeId);
    const payment = found.data;
    if (payment.state !== 'succeeded' && payment.state !== 'refunded') {
      if (payment.heldBecause) return park(data, at);
      const status = await psp.chargeStatus(payment.paymentId, at.correlationId);
      if (status.kind !== 'succeeded') return park(data, at);
      const first = await charges.conclude(found, status, at);
      return { ...first, events: [...(first.events ?? []), again(data)] };
    }
    const payables = await charges.payablesOf(payment);
    const earlier = (await rows.findMany(payment.chargebackIds ?? []))
      .filter((entity) => entity.data.state !== 'won')
      .flatMap((entity) => entity.data.shares);
    const gross = parseMoney(data.amount);
    const chargeback: Chargeback = {
      chargebackId: data.chargebackId,
      paymentId: payment.paymentId,
      payerId: payment.payerId,
      reason: data.reason,
      openedAt: parseInstant(data.openedAt),
      gross,
      shares: shareOut(
        payment,
        payables.map((entity) => entity.data),
        gross,
        earlier,
      ),
      state: 'open',
      correlationId: payables[0]?.data.correlationId ?? at.correlationId,
    };
    log.warn('A card payment was charged back', { subject: chargeback.chargebackId, reason: data.reason });
    const event = chargebackReceived.create({
      subject: chargeback.chargebackId,
      sequence: 1,
      data: {
        chargebackId: chargeback.chargebackId,
        paymentId: chargeback.paymentId,
        reason: chargeback.reason,
        receivedAt: at.now,
        gross: formatMoney(gross),
        shares: sharesWire(chargeback),
      },
    });
    const claimed = chargebackClaimed(chargeback);
    const chargebackIds = [...(payment.chargebackIds ?? []), chargeback.chargebackId];
    return {
      writes: [
        rows.insertIfAbsent(chargeback, at.now),
        payments.updatePayment(found, { ...payment, chargebackIds }, at.now),
        ...payableWrites(payables, chargeback, 'taken', at),
        ...post(claimed, at),
      ],
      events: [
        ...ownTransfersOf(claimed),
        within(chargeback, event),
        ...(data.type === 'chargeback.opened' ? [] : [again(data)]),
      ],
    };
  };

  const won = async (found: Entity<Chargeback>, at: Moment): Promise<Effect> => {
    const state = nextState<ChargebackState, ChargebackEvent>(
      chargebackTransitions,
      found.data.state,
      'told_won',
    );
    if (state === undefined) return {};
    const chargeback: Chargeback = { ...found.data, state };
    const payment = await charges.needPayment(chargeback.paymentId);
    const event = chargebackReversed.create({
      subject: chargeback.chargebackId,
      sequence: found.version + 1,
      data: {
        chargebackId: chargeback.chargebackId,
        paymentId: chargeback.paymentId,
        reversedAt: at.now,
        gross: formatMoney(chargeback.gross),
        shares: sharesWire(chargeback),
      },
    });
    return {
      writes: [
        rows.updateIfVersion(found, chargeback, at.now),
        ...payableWrites(await charges.payablesOf(payment.data), chargeback, 'back', at),
        ...post(chargebackClaimReversed(chargeback), at),
      ],
      events: [within(chargeback, event)],
    };
  };

  const lost = (found: Entity<Chargeback>, at: Moment): Effect => {
    const state = nextState<ChargebackState, ChargebackEvent>(
      chargebackTransitions,
      found.data.state,
      'told_lost',
    );
    return state === undefined
      ? {}
      : { writes: [rows.updateIfVersion(found, { ...found.data, state }, at.now)] };
  };

  const debited = async (found: Entity<Chargeback>, at: Moment): Promise<Effect> => {
    if (found.data.debitedAt !== undefined) return {};
    const chargeback: Chargeback = { ...found.data, debitedAt: at.now };
    const payment = await charges.needPayment(chargeback.paymentId);
    const isStillToCome = chargeback.state === 'won' && chargeback.creditedAt === undefined;
    const journals = chargebackDebited(chargeback, isStillToCome || payment.data.settled === undefined);
    return {
      writes: [rows.updateIfVersion(found, chargeback, at.now), ...post(journals, at)],
      events: ownTransfersOf(journals),
    };
  };

  const credited = async (
    found: Entity<Chargeback>,
    data: ChargebackMessage,
    at: Moment,
  ): Promise<Effect> => {
    if (found.data.creditedAt !== undefined) return {};
    if (found.data.state !== 'won') {
      // Money that comes back was won: that is concluded first, the money right after it.
      const first = await won(found, at);
      return { ...first, events: [...(first.events ?? []), again(data)] };
    }
    const chargeback: Chargeback = { ...found.data, creditedAt: at.now };
    return {
      writes: [
        rows.updateIfVersion(found, chargeback, at.now),
        ...post([chargebackCredited(chargeback)], at),
      ],
    };
  };

  /** Works on a message of the PSP. */
  const react = async (data: ChargebackMessage, at: Moment): Promise<Effect> => {
    const found = await rows.find(data.chargebackId);
    if (!found) return open(data, at);
    const isSame =
      found.data.paymentId === data.chargeId &&
      found.data.gross.currency === data.amount.currency &&
      compareMoney(found.data.gross, parseMoney(data.amount)) === 0;
    if (!isSame) {
      log.error('The PSP tells a chargeback with other content', new Error('chargeback_differs'), {
        subject: data.chargebackId,
      });
      return {};
    }
    switch (data.type) {
      case 'chargeback.opened':
        return {};
      case 'chargeback.won':
        return won(found, at);
      case 'chargeback.lost':
        return lost(found, at);
      case 'chargeback.debited':
        return debited(found, at);
      case 'chargeback.credited':
        return credited(found, data, at);
    }
  };

  return { react, unpark };
};
