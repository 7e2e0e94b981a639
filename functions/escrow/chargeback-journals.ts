import { deterministicId } from '../../shared/kernel/ids.ts';
import { addMoney, isPositiveMoney, type Money, subtractMoney } from '../../shared/kernel/money.ts';
import { type AccountCode, type Journal, ownMoneyJournals, type Posting } from '../ledger/contract.ts';
import type { BornePart, ChargebackBooking } from './domain/decide-chargeback.ts';
import type { Escrow } from './domain/escrow.ts';
import { partiesOf, referencesOf } from './snapshot.ts';

/** What the journals of a chargeback are about. */
export interface ChargebackSubject {
  readonly chargebackId: string;
  readonly paymentId: string;
  readonly payableId: string;
}

/** What a journal takes out of client money without ending a debt to clients is covered in its transaction, or nothing. */
const toppedUp = (
  { journalId, references }: Pick<Journal, 'journalId' | 'references'>,
  amount: Money,
  description: string,
): readonly Journal[] =>
  ownMoneyJournals({
    cause: journalId,
    purpose: 'topped_up',
    kind: 'client_money_topped_up',
    description,
    references,
    direction: 'to_clients',
    amount,
  });

const wholeOf = ({ amount, fee }: BornePart): Money => addMoney(amount, fee);

const posting = (
  side: Posting['side'],
  code: AccountCode,
  amount: Money,
  more: Pick<Posting, 'owner' | 'visibleTo'> = {},
): readonly Posting[] => (isPositiveMoney(amount) ? [{ side, code, amount, ...more }] : []);

const journal = (
  escrow: Escrow,
  about: ChargebackSubject,
  kind: string,
  description: string,
  postings: readonly Posting[],
): readonly Journal[] => {
  const { chargebackId, payableId, paymentId } = about;
  return postings.length === 0
    ? []
    : [
        {
          journalId: deterministicId('jrn', chargebackId, payableId, kind),
          kind,
          businessEventId: chargebackId,
          description,
          references: { ...referencesOf(escrow), chargebackId, paymentId },
          postings,
        },
      ];
};

/**
 * The journals of a chargeback. Held money: DR 2010 and its fee 4020 / CR 1110. Money that was passed on:
 * DR 1120 / CR 1110, then DR 1210 of the payee / CR 1120; what the payer had back already stays on 1120. What the PSP will take
 * without a debt to clients ending, the fee and all that was passed on, comes from own money at once: DR 1010 / CR 1020.
 */
export const chargebackJournals = (
  escrow: Escrow,
  about: ChargebackSubject,
  booking: ChargebackBooking,
): readonly Journal[] => {
  const { fromEscrow, fromSeller, fromPayer } = booking;
  const payee = { owner: escrow.payeeId, visibleTo: [escrow.payeeId] };
  const payment = { owner: about.paymentId };
  const passedOn = addMoney(wholeOf(fromSeller), wholeOf(fromPayer));
  const taken = journal(escrow, about, 'chargeback', 'Card issuer took a payment back', [
    ...posting('debit', '2010', fromEscrow.amount, {
      owner: escrow.escrowId,
      visibleTo: partiesOf(escrow),
    }),
    ...posting('debit', '4020', fromEscrow.fee),
    ...posting('debit', '1120', passedOn, payment),
    ...posting('credit', '1110', addMoney(wholeOf(fromEscrow), passedOn)),
  ]);
  const missing = addMoney(fromEscrow.fee, passedOn);
  return [
    ...taken,
    ...journal(escrow, about, 'chargeback_to_seller', 'Chargeback after the release: owed by the seller', [
      ...posting('debit', '1210', wholeOf(fromSeller), payee),
      ...posting('credit', '1120', wholeOf(fromSeller), payment),
    ]),
    ...taken.flatMap((cause) => toppedUp(cause, missing, 'Client money topped up for a chargeback')),
  ];
};

/** What a won chargeback gives back to the seller: its debt is gone, and what was taken of it already is paid back. */
export interface SellerDebt {
  /** Taken from the seller's releases so far. */
  readonly recovered: Money;
}

/** The mirror entries of a won chargeback; what had been recovered from the seller goes to its balance (2040). */
export const reversalJournals = (
  escrow: Escrow,
  about: ChargebackSubject,
  booking: ChargebackBooking,
  { recovered }: SellerDebt,
): readonly Journal[] => {
  const { fromEscrow, fromSeller, fromPayer } = booking;
  const payee = { owner: escrow.payeeId, visibleTo: [escrow.payeeId] };
  const payment = { owner: about.paymentId };
  const passedOn = addMoney(wholeOf(fromSeller), wholeOf(fromPayer));
  return [
    ...journal(escrow, about, 'chargeback_won', 'A chargeback was won', [
      ...posting('debit', '1110', addMoney(wholeOf(fromEscrow), passedOn)),
      ...posting('credit', '2010', fromEscrow.amount, {
        owner: escrow.escrowId,
        visibleTo: partiesOf(escrow),
      }),
      ...posting('credit', '4020', fromEscrow.fee),
      ...posting('credit', '1120', passedOn, payment),
    ]),
    ...journal(escrow, about, 'chargeback_won_seller', 'The seller owes a won chargeback no longer', [
      ...posting('debit', '1120', wholeOf(fromSeller), payment),
      ...posting('credit', '1210', subtractMoney(wholeOf(fromSeller), recovered), payee),
      ...posting('credit', '2040', recovered, payee),
    ]),
  ];
};

/**
 * A recovery was taken after the chargeback had been won: the seller gets it back. The waterfall has swept it to the house, so
 * own money comes back with it.
 */
export const lateRecoveryJournals = (
  recovery: { readonly recoveryId: string; readonly companyId: string },
  amount: Money,
  eventId: string,
): readonly Journal[] => {
  const side = { owner: recovery.companyId, amount, visibleTo: [recovery.companyId] };
  const returned: Journal = {
    journalId: deterministicId('jrn', recovery.recoveryId, eventId, 'late_recovery'),
    kind: 'recovery_returned',
    businessEventId: eventId,
    description: 'Taken for a chargeback that had been won: given back',
    references: { recoveryId: recovery.recoveryId },
    postings: [
      { code: '1210', side: 'debit', ...side },
      { code: '2040', side: 'credit', ...side },
    ],
  };
  return [
    returned,
    ...toppedUp(returned, amount, 'Client money topped up for a recovery that was given back'),
  ];
};
