import { invariant } from '../../shared/kernel/invariant.ts';
import type { Refusal, Write } from '../../shared/persistence/write.ts';
import { type BalanceChange, balanceWrite, closingWrite } from './balance-writes.ts';
import type { AccountCode, Journal } from './contract.ts';
import { parseAccountId } from './domain/account.ts';
import { chartAccountOf } from './domain/chart.ts';
import { assertJournal, differenceBetween, guardedMovements, type Movement } from './domain/journal.ts';
import { ledgerErrors } from './errors.ts';
import {
  type NewReservation,
  type Reservation,
  reservationRow,
  reservedAccount,
  resolutionWrite,
} from './reservation.ts';
import { readJournal } from './row-readers.ts';
import { isWrittenWithJournal, journalRow, ledgerKeys, type PostedAt, postingRow } from './rows.ts';

export { accountIdOf, parseAccountId } from './domain/account.ts';
export { mirrorOf } from './domain/mirror.ts';
export { createLedgerReader, type LedgerReader } from './reader.ts';
export type { NewReservation, Reservation } from './reservation.ts';
export type { AccountLine } from './row-readers.ts';
export type { PostedAt } from './rows.ts';

/** Whether postings on an account code name a sub-account; on the others an owner is not allowed. */
export const takesOwner = (code: AccountCode): boolean => chartAccountOf(code).owner !== 'none';

const journalRefusal =
  (journal: Journal): Refusal =>
  (oldRow) => {
    invariant(oldRow, 'ledger.journal_refused_by_nothing', { journalId: journal.journalId });
    const part = differenceBetween(readJournal(oldRow), journal);
    if (part === undefined) return ledgerErrors.exists(`The journal ${journal.journalId} is posted.`);
    return ledgerErrors[`exists_with_different_${part}`](
      `The journal ${journal.journalId} is posted with another ${part.replace('_', ' ')}.`,
    );
  };

/** A journal that corrects another one: that one must be in the books. */
const correctedCheck = (tableName: string, { correction }: Journal): readonly Write[] =>
  correction
    ? [
        {
          kind: 'check',
          tableName,
          key: ledgerKeys.journal(correction.corrects),
          condition: 'attribute_exists(pk)',
          refuse: () =>
            ledgerErrors.no_such_journal(`There is no journal ${correction.corrects} to correct.`),
        },
      ]
    : [];

const journalRows = (tableName: string, journal: Journal, at: PostedAt): readonly Write[] => [
  {
    kind: 'put',
    tableName,
    item: journalRow(journal, at),
    condition: 'attribute_not_exists(pk)',
    refuse: journalRefusal(journal),
  },
  ...journal.postings.flatMap((posting, index): readonly Write[] =>
    isWrittenWithJournal(posting)
      ? [{ kind: 'put', tableName, item: postingRow(journal, posting, index, at) }]
      : [],
  ),
  ...correctedCheck(tableName, journal),
];

const changeOf = (movement: Movement): BalanceChange => ({
  account: movement,
  available: movement.growthMinor,
  pending: 0n,
});

const isChange = ({ available, pending }: BalanceChange): boolean => available !== 0n || pending !== 0n;

const listOf = (journals: Journal | readonly Journal[]): readonly Journal[] =>
  'postings' in journals ? [journals] : journals;

/** Whether an account code stands for money of clients, which the safeguarded bank account must cover. */
export const isClientMoney = (code: AccountCode): boolean => chartAccountOf(code).isClientMoney;

/**
 * The writes that make a journal true, or several at once: put them into the transaction of the state change that decides on
 * them. Each journal is immutable; each guarded account gets one conditional update, by what all the journals together do to
 * it; nothing happens unless all of it does.
 *
 * Refusals when committed: `ledger.account_closed`, `ledger.insufficient_funds`; `ledger.no_such_journal` for a correction of
 * nothing; `ledger.exists` (same id, same content) and
 * `ledger.exists_with_different_…`, naming the first part that differs. A malformed journal stops at once with an
 * InvariantViolation (see `assertJournal`), because it is our bug.
 */
export const journalWrites = (
  ledgerTableName: string,
  journals: Journal | readonly Journal[],
  at: PostedAt,
): readonly Write[] => {
  const list = listOf(journals);
  for (const journal of list) assertJournal(journal);
  const changes = guardedMovements(list).map(changeOf).filter(isChange);
  return [
    ...list.flatMap((journal) => journalRows(ledgerTableName, journal, at)),
    ...changes.map((change) => balanceWrite(ledgerTableName, change, at)),
  ];
};

/**
 * Sets an amount aside on a guarded account: it leaves `available` and stands in `pending` until one of
 * {@link postReservationWrites} and {@link voidReservationWrites} resolves it.
 * Refusals when committed: `ledger.reservation_exists`, `ledger.reservation_exists_with_different_…` (account, amount, expiry,
 * reference, in this order), `ledger.account_closed`, `ledger.insufficient_funds`.
 */
export const reservationWrites = (
  ledgerTableName: string,
  reservation: NewReservation,
  at: PostedAt,
): readonly Write[] => {
  const { amountMinor } = reservation.amount;
  const account = reservedAccount(reservation);
  return [
    reservationRow(ledgerTableName, reservation, at),
    balanceWrite(ledgerTableName, { account, available: -amountMinor, pending: amountMinor }, at),
  ];
};

/**
 * Posts a journal out of a reservation: what the journal takes from the reserved account comes out of `pending`, the rest of
 * the reservation goes back to `available`. InvariantViolation `ledger.exceeds_reservation` when the journal takes more.
 * Refusals when committed: those of {@link journalWrites}, `ledger.no_such_reservation`,
 * `ledger.reservation_has_different_account`, `…_amount`, `ledger.reservation_resolved`, `ledger.reservation_expired`.
 */
export const postReservationWrites = (
  ledgerTableName: string,
  reservation: Reservation,
  journal: Journal,
  at: PostedAt,
): readonly Write[] => {
  assertJournal(journal);
  const account = reservedAccount(reservation);
  const reservedMinor = reservation.amount.amountMinor;
  const movements = guardedMovements([journal]);
  const own = movements.find(({ accountId }) => accountId === account.accountId)?.growthMinor ?? 0n;
  invariant(reservedMinor + own >= 0n, 'ledger.exceeds_reservation', {
    pendingId: reservation.pendingId,
    reservedMinor: reservedMinor.toString(),
    takenMinor: (-own).toString(),
  });
  const others = movements.filter(({ accountId }) => accountId !== account.accountId).map(changeOf);
  const changes = [{ account, available: reservedMinor + own, pending: -reservedMinor }, ...others];
  return [
    resolutionWrite(ledgerTableName, reservation, 'posted', at),
    ...journalRows(ledgerTableName, journal, at),
    ...changes.filter(isChange).map((change) => balanceWrite(ledgerTableName, change, at)),
  ];
};

/**
 * Gives a reservation back: `voided` at any time while it is pending, `expired` from its expiry on.
 * Refusals when committed: `ledger.no_such_reservation`, `ledger.reservation_resolved`, `ledger.reservation_not_yet_due`.
 */
export const voidReservationWrites = (
  ledgerTableName: string,
  reservation: Reservation,
  outcome: 'voided' | 'expired',
  at: PostedAt,
): readonly Write[] => {
  const account = reservedAccount(reservation);
  const { amountMinor } = reservation.amount;
  return [
    resolutionWrite(ledgerTableName, reservation, outcome, at),
    balanceWrite(ledgerTableName, { account, available: amountMinor, pending: -amountMinor }, at),
  ];
};

/**
 * Closes a guarded account for good, e.g. the escrow of an ended order. Refusals when committed: `ledger.no_such_account`,
 * `ledger.account_already_closed`, `ledger.account_has_pending`, `ledger.account_not_empty`.
 */
export const closeAccountWrites = (
  ledgerTableName: string,
  accountId: string,
  reason: string,
  at: PostedAt,
): readonly Write[] => [
  closingWrite(ledgerTableName, { ...parseAccountId(accountId), accountId }, reason, at),
];
