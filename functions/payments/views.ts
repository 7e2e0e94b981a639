import { formatMoney } from '../../shared/kernel/money.ts';
import { houseAccountFor } from './domain/house-accounts.ts';
import { outstandingOf, type Payable } from './domain/payable.ts';
import type { Payment } from './domain/payment.ts';
import type { Payout } from './domain/payout.ts';
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
  return {
    ...payment,
    state: isTransfer && isAllPaid(payables) ? 'succeeded' : payment.state,
    lines: payment.lines.map(({ payableId, amount }) => ({ payableId, amount: formatMoney(amount) })),
    base: formatMoney(payment.base),
    fee: formatMoney(payment.fee),
    total: formatMoney(payment.total),
    ...(isTransfer ? { instructions: instructionsFor(payables) } : {}),
  };
};

const nextActionFor = (payout: Payout): string | undefined => {
  if (payout.state === 'returned') return 'Check your bank account and ask for the payout again.';
  if (payout.state !== 'held') return undefined;
  return payout.reason === 'bank_account_missing'
    ? `Set a bank account for ${payout.amount.currency}: POST /v1/bank-accounts.`
    : 'Nothing for you to do: it goes on as soon as the screening is clear.';
};

const masked = (accountNumber: string): string => `••••${accountNumber.slice(-4)}`;

/** A payout as its beneficiary sees it. */
export const payoutView = (payout: Payout) => ({
  ...payout,
  amount: formatMoney(payout.amount),
  nextAction: nextActionFor(payout),
  account: payout.account && {
    ...payout.account,
    accountNumber: masked(payout.account.accountNumber),
  },
  legs: payout.legs.map((leg) => ({ ...leg, amount: formatMoney(leg.amount) })),
});

/** A receipt as an operator sees it. */
export const receiptView = (receipt: Receipt) => ({ ...receipt, amount: formatMoney(receipt.amount) });
