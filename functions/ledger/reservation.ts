import type { Instant } from '../../shared/kernel/instant.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import type { Money } from '../../shared/kernel/money.ts';
import type { Refusal, Write } from '../../shared/persistence/write.ts';
import type { AccountCode, LedgerName } from './contract.ts';
import { type Account, accountIdOf, defaultLedger } from './domain/account.ts';
import { chartAccountOf } from './domain/chart.ts';
import { ledgerErrors } from './errors.ts';
import { ledgerKeys, type PostedAt } from './rows.ts';

/** An amount set aside on a guarded account until it is posted, voided or has expired. */
export interface Reservation {
  /** Made by the caller from its own id, e.g. the releaseId. */
  readonly pendingId: string;
  /** Left out = `ENT`. */
  readonly ledger?: LedgerName;
  readonly code: AccountCode;
  readonly owner: string;
  readonly amount: Money;
}

/** A reservation as it is asked for. */
export interface NewReservation extends Reservation {
  /** From this instant on it can expire and no longer be posted. */
  readonly expiresAt: Instant;
  /** What it is for, e.g. the orderId. */
  readonly reference: string;
}

/** How a reservation ends, once. */
export type Resolution = 'posted' | 'voided' | 'expired';

/** The account that a reservation is on. InvariantViolation `ledger.not_reservable`, `ledger.amount_not_positive`. */
export const reservedAccount = ({
  ledger = defaultLedger,
  code,
  owner,
  amount,
}: Reservation): Account & { readonly accountId: string } => {
  invariant(chartAccountOf(code).balance === 'guarded', 'ledger.not_reservable', { code });
  invariant(amount.amountMinor > 0n, 'ledger.amount_not_positive', { code });
  const { currency } = amount;
  return { accountId: accountIdOf(code, currency, owner, ledger), ledger, code, currency, owner };
};

/** The first part in which a stored reservation differs from one that is given, in this order. */
const differenceOf = (
  oldRow: Record<string, unknown>,
  given: Reservation & { readonly expiresAt?: Instant | undefined; readonly reference?: string | undefined },
): 'account' | 'amount' | 'expiry' | 'reference' | undefined => {
  if (oldRow.accountId !== reservedAccount(given).accountId) return 'account';
  if (oldRow.amountMinor !== given.amount.amountMinor.toString()) return 'amount';
  if (given.expiresAt !== undefined && oldRow.expiresAt !== given.expiresAt) return 'expiry';
  if (given.reference !== undefined && oldRow.reference !== given.reference) return 'reference';
  return undefined;
};

const takenRefusal =
  (reservation: NewReservation): Refusal =>
  (oldRow) => {
    const { pendingId } = reservation;
    const part = oldRow ? differenceOf(oldRow, reservation) : undefined;
    if (part === undefined) return ledgerErrors.reservation_exists(`The reservation ${pendingId} exists.`);
    return ledgerErrors[`reservation_exists_with_different_${part}`](
      `The reservation ${pendingId} exists with another ${part}.`,
    );
  };

/** The row of a new reservation; refused when its id is taken. */
export const reservationRow = (tableName: string, reservation: NewReservation, at: PostedAt): Write => {
  const { accountId } = reservedAccount(reservation);
  return {
    kind: 'put',
    tableName,
    item: {
      ...ledgerKeys.reservation(reservation.pendingId),
      kind: 'reservation',
      state: 'pending',
      accountId,
      // Text, so that the condition of the resolution compares it exactly.
      amountMinor: reservation.amount.amountMinor.toString(),
      expiresAt: reservation.expiresAt,
      reference: reservation.reference,
      correlationId: at.correlationId,
      createdAt: at.now,
      updatedAt: at.now,
    },
    condition: 'attribute_not_exists(pk)',
    refuse: takenRefusal(reservation),
  };
};

const resolvedRefusal =
  (reservation: Reservation, resolution: Resolution): Refusal =>
  (oldRow) => {
    const { pendingId } = reservation;
    if (!oldRow) return ledgerErrors.no_such_reservation(`There is no reservation ${pendingId}.`);
    const part = differenceOf(oldRow, { ...reservation, expiresAt: undefined, reference: undefined });
    if (part === 'account' || part === 'amount') {
      return ledgerErrors[`reservation_has_different_${part}`](
        `The reservation ${pendingId} is on another ${part}.`,
      );
    }
    if (oldRow.state !== 'pending') {
      return ledgerErrors.reservation_resolved(`The reservation ${pendingId} is ${String(oldRow.state)}.`);
    }
    if (resolution === 'posted') {
      return ledgerErrors.reservation_expired(
        `The reservation ${pendingId} ran out at ${String(oldRow.expiresAt)}.`,
      );
    }
    return ledgerErrors.reservation_not_yet_due(
      `The reservation ${pendingId} runs until ${String(oldRow.expiresAt)}.`,
    );
  };

const timeCondition = {
  posted: ' AND expiresAt > :now',
  voided: '',
  expired: ' AND expiresAt <= :now',
} as const satisfies Record<Resolution, string>;

/** Moves a reservation out of `pending`; refused unless it is pending, on that account, of that amount, and in time. */
export const resolutionWrite = (
  tableName: string,
  reservation: Reservation,
  resolution: Resolution,
  at: PostedAt,
): Write => ({
  kind: 'update',
  tableName,
  key: ledgerKeys.reservation(reservation.pendingId),
  update: 'SET #state = :resolution, updatedAt = :now',
  condition: `#state = :pending AND accountId = :accountId AND amountMinor = :amountMinor${timeCondition[resolution]}`,
  names: { '#state': 'state' },
  values: {
    ':resolution': resolution,
    ':pending': 'pending',
    ':accountId': reservedAccount(reservation).accountId,
    ':amountMinor': reservation.amount.amountMinor.toString(),
    ':now': at.now,
  },
  refuse: resolvedRefusal(reservation, resolution),
});
