import type { Call, Handlers } from '../../shared/http/call.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { businessDateIn } from '../../shared/kernel/business-date.ts';
import { zeroMoney } from '../../shared/kernel/money.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import { announcePayment } from './announcements.ts';
import { nextStatusAt } from './cards/card-payments.ts';
import { chargeStatusDeadline } from './cards/charge-outcomes.ts';
import { createCardHandlers } from './cards/handlers.ts';
import { cardFeeOn } from './domain/card-fee.ts';
import { isOpen, type Payable } from './domain/payable.ts';
import { createPayment, type Payment } from './domain/payment.ts';
import { paymentsErrors } from './errors.ts';
import type { Inbound } from './inbound.ts';
import type { operations } from './operations.ts';
import { bankTimeZone, type Parts } from './parts.ts';
import { createPayoutHandlers } from './payouts/handlers.ts';
import { createReceiptHandlers } from './receipts/handlers.ts';
import { payableView, paymentView } from './views.ts';

type PayCall = Call<(typeof operations)['pay']>;

/** What the HTTP function of payments does, operation by operation. */
export const createHandlers = (parts: Parts, inbound: Inbound): Handlers<typeof operations> => {
  const { payments, store } = parts;

  const ownPayable = async (payableId: string, companyId: string): Promise<Entity<Payable>> => {
    const found = await payments.findPayable(payableId);
    if (found?.data.debtorId !== companyId) throw httpErrors.not_found('No such payable.');
    return found;
  };

  /** The payables of one payment, checked in the order of the list: yours, open, one currency, not in another card payment. */
  const payablesToPay = async ({ body, principal }: PayCall): Promise<readonly Entity<Payable>[]> => {
    const { payableIds, method } = body;
    if (new Set(payableIds).size !== payableIds.length)
      throw paymentsErrors.duplicate_payable('A payable is named twice.', { pointer: '/payableIds' });
    const found = await payments.findPayables(payableIds);
    for (const [index, payableId] of payableIds.entries()) {
      const pointer = `/payableIds/${index}`;
      const payable = found.find((entity) => entity.data.payableId === payableId)?.data;
      if (payable?.debtorId !== principal.companyId)
        throw httpErrors.not_found(
          'No such payable of yours; those of a new order are there once its escrow is open, a moment later.',
          { pointer },
        );
      if (!isOpen(payable))
        throw paymentsErrors.payable_not_open(`${payableId} is ${payable.state}.`, { pointer });
      if (payable.amount.currency !== found[0]?.data.amount.currency)
        throw paymentsErrors.mixed_currencies(`${payableId} is in ${payable.amount.currency}.`, { pointer });
      if (method.type === 'card' && payable.cardPaymentId !== undefined)
        throw paymentsErrors.payable_in_payment(`${payableId} is being paid by card.`, { pointer });
    }
    return found;
  };

  const viewPayment = async (payment: Payment) => {
    const payables =
      payment.method === 'bank_transfer'
        ? await payments.findPayables(payment.lines.map((line) => line.payableId))
        : [];
    return paymentView(
      payment,
      payables.map((entity) => entity.data),
    );
  };

  const pay = async (call: PayCall) => {
    const { body, principal, now, newId, correlationId } = call;
    const found = await payablesToPay(call);
    const isCard = body.method.type === 'card';
    const today = businessDateIn(now, bankTimeZone);
    const payment = createPayment(
      {
        paymentId: newId('pmt'),
        payerId: principal.companyId,
        method: body.method.type,
        cardToken: body.method.type === 'card' ? body.method.cardToken : undefined,
        createdAt: now,
      },
      found.map((entity) => entity.data),
      (base) => (isCard ? cardFeeOn(base, today) : zeroMoney(base.currency)),
    );
    const { paymentId } = payment;
    const locks = found.map((entity) =>
      payments.updatePayable(entity, { ...entity.data, cardPaymentId: paymentId }, now),
    );
    const askAt = nextStatusAt(0, now) ?? now;
    const deadline = { subject: paymentId, name: chargeStatusDeadline, dueAt: askAt, correlationId };
    return {
      status: 202,
      body: paymentView(
        payment,
        found.map((entity) => entity.data),
      ),
      location: `/v1/payments/${paymentId}`,
      writes: [
        payments.insertPayment(payment, now),
        ...(isCard ? [...locks, setDeadline(store, deadline)] : []),
      ],
      events: announcePayment(payment, 1),
    };
  };

  return {
    listPayables: async ({ principal, query, page }) => {
      const found = await payments.listPayables(principal.companyId, page);
      const items = found.items.map((entity) => payableView(entity.data));
      const wanted = items.filter(({ state }) => query.state === undefined || state === query.state);
      return { status: 200, body: { items: wanted, next: page.next(found.next) } };
    },

    getPayable: async ({ principal, params }) => {
      const found = await ownPayable(params.payableId, principal.companyId);
      return { status: 200, body: payableView(found.data), version: found.version };
    },

    pay,

    listPayments: async ({ principal, page }) => {
      const found = await payments.listPayments(principal.companyId, page);
      const items = await Promise.all(found.items.map((entity) => viewPayment(entity.data)));
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    getPayment: async ({ principal, params }) => {
      const found = await payments.findPayment(params.paymentId);
      if (found?.data.payerId !== principal.companyId) throw httpErrors.not_found('No such payment.');
      return { status: 200, body: await viewPayment(found.data), version: found.version };
    },

    ...createPayoutHandlers(parts),

    ...createReceiptHandlers(parts),
    ...createCardHandlers(parts),

    receivePspEvent: inbound.takePspEvent,
    receiveBankMessage: inbound.takeBankMessage,
  };
};
