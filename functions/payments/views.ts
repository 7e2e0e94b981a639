import { formatMoney } from '../../shared/kernel/money.ts';
import { cardFailureOf } from './domain/card-failures.ts';
import type { Chargeback } from './domain/chargeback.ts';
import { houseAccountFor } from './domain/house-accounts.ts';
import { outstandingOf, type Payable } from './domain/payable.ts';
import type { Payment } from './domain/payment.ts';
import type { Receipt } from './rows.ts';

/** A payable as its debtor sees it. */
export const payableView = (payable: Payable) => ({
  ...payable,
  amount: formatMoney(payable.amount),
  received: formatMoney(payable.received),
  outstanding: formatMoney(outstandingOf(payable)),
  isInPayment: payable.cardPaymentId !== undefined,
});

const instructionsFor = (payables: readonly Payable[]) =>
  payables
    .filter(({ state }) => state === 'open' || state === 'partly_paid')
    .map((payable) => ({
      payableId: payable.payableId,
      account: houseAccountFor(payable.amount.currency),
      reference: payable.reference,
      amount: formatMoney(outstandingOf(payable)),
    }));

const isAllPaid = (payables: readonly Payable[]): boolean =>
  payables.length > 0 && payables.every(({ state }) => state === 'paid');

/** A payment as its payer sees it; one by transfer has succeeded when all that it was for is paid. */
export const paymentView = (payment: Payment, payables: readonly Payable[]) => {
  const isTransfer = payment.method === 'bank_transfer';
  const failure = payment.failureReason === undefined ? undefined : cardFailureOf(payment.failureReason);
  return {
    ...payment,
    failure,
    state: isTransfer && isAllPaid(payables) ? 'succeeded' : payment.state,
    lines: payment.lines.map(({ payableId, amount }) => ({ payableId, amount: formatMoney(amount) })),
    base: formatMoney(payment.base),
    fee: formatMoney(payment.fee),
    total: formatMoney(payment.total),
    ...(isTransfer ? { instructions: instructionsFor(payables) } : {}),
  };
};

/** A held payment as an operator sees it. */
export const heldPaymentView = (payment: Payment) => ({
  ...paymentView(payment, []),
  told: payment.told && formatMoney(payment.told),
  toldSettlement: payment.toldSettlement && {
    gross: formatMoney(payment.toldSettlement.gross),
    net: formatMoney(payment.toldSettlement.net),
    fee: formatMoney(payment.toldSettlement.fee),
  },
});

/** A chargeback as an operator sees it. */
export const chargebackView = (chargeback: Chargeback) => ({
  ...chargeback,
  gross: formatMoney(chargeback.gross),
  shares: chargeback.shares.map((share) => ({
    ...share,
    amount: formatMoney(share.amount),
    fee: formatMoney(share.fee),
  })),
});

/** A receipt as an operator sees it. */
export const receiptView = (receipt: Receipt) => ({ ...receipt, amount: formatMoney(receipt.amount) });
