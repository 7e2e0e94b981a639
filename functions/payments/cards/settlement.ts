import { compareMoney, type Money, parseMoney } from '../../../shared/kernel/money.ts';
import type { EventOf } from '../../../shared/messaging/event.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { cardMoneySettled, ownTransfersOf, pspEventReceived } from '../contract.ts';
import { chargeSettled, settlementToppedUp } from '../domain/card-journals.ts';
import type { Payment, Settlement } from '../domain/payment.ts';
import type { Moment, Parts } from '../parts.ts';
import type { ChargeOutcomes } from './charge-outcomes.ts';
import { createChargebackRows } from './chargeback-rows.ts';

type SettledEvent = Extract<
  EventOf<ReturnType<typeof pspEventReceived.schema.parse>>['data'],
  { type: 'charge.settled' }
>;

const isBooked = ({ state }: Payment): boolean => state === 'succeeded' || state === 'refunded';

const addsUp = (total: Money, { gross, net, fee }: Settlement): boolean =>
  [gross, net, fee].every((amount) => amount.currency === total.currency) &&
  compareMoney(gross, total) === 0 &&
  net.amountMinor + fee.amountMinor === total.amountMinor;

/** Says again what the PSP told, to be worked on after what it builds on. */
export const settlementAgain = (chargeId: string, told: SettledEvent) =>
  pspEventReceived.create({ subject: chargeId, data: told });

/** Money of charges that the PSP pays out to our bank account. */
export const createCardSettlement = ({ store, payments, post }: Parts, charges: ChargeOutcomes) => {
  const chargebacks = createChargebackRows(store);

  /** Books a payout of the PSP, and from our own money what it is less than clients are owed from the charge. */
  const book = async (
    found: Entity<Payment>,
    told: Settlement,
    change: Partial<Payment>,
    at: Moment,
  ): Promise<Effect> => {
    const fee = { ...told.fee, amountMinor: found.data.total.amountMinor - told.net.amountMinor };
    const payment: Payment = { ...found.data, ...change, settled: { net: told.net, fee, at: at.now } };
    const takenBack = await chargebacks.findMany(payment.chargebackIds ?? []);
    // What was paid otherwise or cancelled meanwhile: its money is the payer's, and nobody waits for it.
    const payableIds = (await charges.payablesOf(payment))
      .filter(({ data }) => data.paid?.paymentId === payment.paymentId)
      .map(({ data }) => data.payableId);
    const topUps = settlementToppedUp(
      payment,
      told,
      takenBack.map(({ data }) => data),
    );
    return {
      writes: [
        payments.updatePayment(found, payment, at.now),
        ...post([chargeSettled(payment, told), ...topUps], at),
      ],
      events: [
        ...ownTransfersOf(topUps),
        ...(payableIds.length > 0
          ? [
              cardMoneySettled.create({
                subject: payment.paymentId,
                data: { paymentId: payment.paymentId, payableIds, settledAt: at.now },
              }),
            ]
          : []),
      ],
    };
  };

  /** The PSP says that it paid a charge out, at whatever time it says so. */
  const settle = async (data: SettledEvent, at: Moment): Promise<Effect> => {
    const found = await charges.needPayment(data.chargeId);
    if (found.data.settled) return {};
    const told: Settlement = {
      gross: parseMoney(data.gross),
      net: parseMoney(data.net),
      fee: parseMoney(data.fee, { allowZero: true }),
    };
    if (!isBooked(found.data) && found.data.heldBecause === 'amount_mismatch') {
      // The operator decides on the amount; the settlement is booked with that.
      if (found.data.toldSettlement) return {};
      const payment: Payment = { ...found.data, toldSettlement: told };
      return { writes: [payments.updatePayment(found, payment, at.now)] };
    }
    if (!isBooked(found.data)) {
      // Settled money was charged: the success that is still on its way is concluded first, the settlement right after it.
      const first = await charges.conclude(found, { kind: 'succeeded', amount: told.gross }, at);
      return { ...first, events: [...(first.events ?? []), settlementAgain(data.chargeId, data)] };
    }
    if (!addsUp(found.data.total, told))
      return charges.held(found, 'settlement_mismatch', at, { toldSettlement: told });
    return book(found, told, {}, at);
  };

  return { settle, book };
};
export type CardSettlement = ReturnType<typeof createCardSettlement>;
