import { deterministicId } from '../../../shared/kernel/ids.ts';
import { isPositiveMoney, type Money, money } from '../../../shared/kernel/money.ts';
import { type Journal, ownMoneyJournals, type Posting } from '../../ledger/contract.ts';
import { type Chargeback, claimOnPayer } from './chargeback.ts';
import type { Payment, Settlement } from './payment.ts';

const side = (side: Posting['side'], code: Posting['code'], amount: Money, owner?: string): Posting => ({
  code,
  side,
  amount,
  ...(owner === undefined ? {} : { owner }),
});

/** Money of clients in a charge: what of it was credited to client accounts, the card fee aside. */
export const clientPartOf = (payment: Payment): Money =>
  payment.state === 'refunded' ? payment.total : payment.base;

/**
 * The PSP paid a charge out to our bank account. What it kept is its fee, also where it kept more or less than it had said; the
 * claim on it is gone as a whole.
 */
export const chargeSettled = (payment: Payment, { net }: Settlement): Journal => {
  const kept = money(net.currency, payment.total.amountMinor - net.amountMinor);
  const magnitude = money(net.currency, kept.amountMinor < 0n ? -kept.amountMinor : kept.amountMinor);
  const cost = isPositiveMoney(magnitude)
    ? [side(kept.amountMinor > 0n ? 'debit' : 'credit', '5010', magnitude)]
    : [];
  return {
    journalId: deterministicId('jrn', payment.paymentId, 'settled'),
    kind: 'card_payment_settled',
    businessEventId: payment.paymentId,
    description: 'The PSP settled a card payment',
    references: { paymentId: payment.paymentId },
    postings: [side('debit', '1010', net), ...cost, side('credit', '1110', payment.total)],
  };
};

/**
 * Own money for what the PSP paid out less than clients are owed from the charge; none when nothing is missing. A chargeback of
 * the charge takes its fee back as well: what the PSP has kept of it is missing, whatever became of the chargeback.
 */
export const settlementToppedUp = (
  payment: Payment,
  { net }: Settlement,
  chargebacks: readonly Chargeback[],
): readonly Journal[] => {
  const feesTaken = chargebacks
    .flatMap(({ shares }) => shares)
    .reduce((sum, { fee }) => sum + fee.amountMinor, 0n);
  const missing = money(net.currency, clientPartOf(payment).amountMinor + feesTaken - net.amountMinor);
  return ownMoneyJournals({
    cause: payment.paymentId,
    purpose: 'settlement_topped_up',
    kind: 'client_money_topped_up',
    description: 'Client money topped up for the fee that the PSP kept',
    references: { paymentId: payment.paymentId },
    direction: 'to_clients',
    amount: missing,
  });
};

/** Another amount than ours was charged and all of it goes back: until then it is the payer's. */
export const chargeToSendBack = (payment: Payment): Journal => ({
  journalId: deterministicId('jrn', payment.paymentId, 'card_received'),
  kind: 'card_payment_to_send_back',
  businessEventId: payment.paymentId,
  description: 'A card was charged with another amount; it goes back',
  references: { paymentId: payment.paymentId },
  postings: [side('debit', '1110', payment.total), side('credit', '2050', payment.total, payment.paymentId)],
});

const chargebackJournal = (
  chargeback: Chargeback,
  purpose: string,
  description: string,
  postings: readonly Posting[],
): Journal => ({
  journalId: deterministicId('jrn', chargeback.chargebackId, purpose),
  kind: `chargeback_${purpose}`,
  businessEventId: chargeback.chargebackId,
  description,
  references: { chargebackId: chargeback.chargebackId, paymentId: chargeback.paymentId },
  postings,
});

const chargebackToppedUp = (
  { chargebackId, paymentId }: Chargeback,
  cause: string,
  amount: Money,
): readonly Journal[] =>
  ownMoneyJournals({
    cause,
    purpose: 'topped_up',
    kind: 'client_money_topped_up',
    description: 'Client money topped up for a chargeback',
    references: { chargebackId, paymentId },
    direction: 'to_clients',
    amount,
  });

/**
 * What of a chargeback is not escrow's to book: the payer owes it, and since the PSP will take it without a debt to clients ending,
 * own money replaces it at once. None when escrow books all.
 */
export const chargebackClaimed = (chargeback: Chargeback): readonly Journal[] => {
  const claim = claimOnPayer(chargeback.shares, chargeback.gross.currency);
  if (!isPositiveMoney(claim)) return [];
  const claimed = chargebackJournal(chargeback, 'claimed', 'A charge was taken back: the payer owes it', [
    side('debit', '1120', claim, chargeback.paymentId),
    side('credit', '1110', claim),
  ]);
  return [claimed, ...chargebackToppedUp(chargeback, claimed.journalId, claim)];
};

/** The mirror of {@link chargebackClaimed} after a win. */
export const chargebackClaimReversed = (chargeback: Chargeback): readonly Journal[] => {
  const claim = claimOnPayer(chargeback.shares, chargeback.gross.currency);
  return isPositiveMoney(claim)
    ? [
        chargebackJournal(chargeback, 'claim_reversed', 'A chargeback was won: the payer owes nothing', [
          side('debit', '1110', claim),
          side('credit', '1120', claim, chargeback.paymentId),
        ]),
      ]
    : [];
};

/**
 * The PSP took a chargeback from our bank account. The money for it is there since the chargeback was booked, but where the PSP has
 * not paid the charge out yet, or where the chargeback is won and only its money is still to come (`isOutstanding`): then own money
 * replaces all of it, so that the account is not overdrawn; what was not needed is swept the next day.
 */
export const chargebackDebited = (chargeback: Chargeback, isOutstanding: boolean): readonly Journal[] => [
  chargebackJournal(chargeback, 'debited', 'The PSP took a chargeback from our account', [
    side('debit', '1110', chargeback.gross),
    side('credit', '1010', chargeback.gross),
  ]),
  ...(isOutstanding ? chargebackToppedUp(chargeback, chargeback.chargebackId, chargeback.gross) : []),
];

/** The PSP put the money of a chargeback that was won back on our bank account. */
export const chargebackCredited = (chargeback: Chargeback): Journal =>
  chargebackJournal(chargeback, 'credited', 'The PSP gave a chargeback back', [
    side('debit', '1010', chargeback.gross),
    side('credit', '1110', chargeback.gross),
  ]);
