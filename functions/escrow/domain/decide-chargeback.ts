import type { Instant } from '../../../shared/kernel/instant.ts';
import {
  addMoney,
  isPositiveMoney,
  type Money,
  minMoney,
  subtractMoney,
} from '../../../shared/kernel/money.ts';
import { splitLargestRemainder } from '../../../shared/kernel/split.ts';
import { assertEscrow, availableOf, type Escrow, grown, type Instalment, moved } from './escrow.ts';
import { isOver } from './transitions.ts';

/** The share of one instalment in a chargeback. */
export interface ChargebackShare {
  readonly chargebackId: string;
  readonly payableId: string;
  readonly amount: Money;
  /** Card fee that the issuer takes back with it. */
  readonly fee: Money;
}

/** A part of a chargeback and the card fee that goes with it. */
export interface BornePart {
  readonly amount: Money;
  readonly fee: Money;
}

/** Who bears a chargeback: the escrow what it still holds, the payee what it was paid, the payer what it had back already. */
export interface ChargebackBooking {
  readonly fromEscrow: BornePart;
  readonly fromSeller: BornePart;
  readonly fromPayer: BornePart;
}

export type ChargebackDecision =
  | { readonly kind: 'not_expected' }
  | {
      readonly kind: 'charged_back';
      readonly escrow: Escrow;
      readonly instalment: Instalment;
      readonly booking: ChargebackBooking;
      /** Asks anew for what was taken, where the deal still needs it. */
      readonly replacement?: Instalment | undefined;
    };

const bearers = ['fromEscrow', 'fromSeller', 'fromPayer'] as const;

/** Splits the amount by who bears it, and the fee in proportion (largest remainder). */
const bookingOf = (escrow: Escrow, { amount, fee }: ChargebackShare): ChargebackBooking => {
  const { currency } = amount;
  const fromEscrow = minMoney(amount, availableOf(escrow));
  const paidOut = subtractMoney(addMoney(escrow.released, escrow.reserved), escrow.owedByPayee);
  const fromSeller = minMoney(subtractMoney(amount, fromEscrow), paidOut);
  const amounts = {
    fromEscrow,
    fromSeller,
    fromPayer: subtractMoney(subtractMoney(amount, fromEscrow), fromSeller),
  };
  // A fee without a principal is the payer's alone.
  const weights = bearers.map((id) => ({ id, weight: amounts[id].amountMinor }));
  const fees = isPositiveMoney(amount)
    ? splitLargestRemainder(fee.amountMinor, weights)
    : new Map([['fromPayer', fee.amountMinor]]);
  const part = (id: (typeof bearers)[number]): BornePart => ({
    amount: amounts[id],
    fee: { currency, amountMinor: fees.get(id) ?? 0n },
  });
  return { fromEscrow: part('fromEscrow'), fromSeller: part('fromSeller'), fromPayer: part('fromPayer') };
};

/**
 * Books a chargeback: money that is held and not on its way is gone, what was passed on is owed by the payee, the rest by the
 * payer. Where the deal goes on, the instalment is asked for anew. Total: a payable of another escrow is `not_expected`.
 */
export const decideChargeback = (
  escrow: Escrow,
  share: ChargebackShare,
  replacementPayableId: string,
  now: Instant,
): ChargebackDecision => {
  const instalment = escrow.instalments.find(({ payableId }) => payableId === share.payableId);
  if (!instalment) return { kind: 'not_expected' };
  const booking = bookingOf(escrow, share);
  const taken = booking.fromEscrow.amount;
  const isWanted = isPositiveMoney(taken) && !isOver(escrow.state) && !escrow.isGivenUp;
  const replacement: Instalment | undefined = isWanted
    ? {
        name: instalment.name,
        payableId: replacementPayableId,
        amount: taken,
        replaces: share.chargebackId,
      }
    : undefined;
  const instalments = escrow.instalments.map((one) =>
    one === instalment ? { ...one, chargedBackAt: now } : one,
  );
  const booked: Escrow = {
    ...grown(escrow, 'chargedBack', taken),
    owedByPayee: addMoney(escrow.owedByPayee, booking.fromSeller.amount),
    instalments: replacement ? [...instalments, replacement] : instalments,
  };
  const isEmpty = booked.funded.amountMinor === booked.chargedBack.amountMinor;
  const after = replacement
    ? moved({ ...booked, isEnding: false }, isEmpty ? 'all_charged_back' : 'part_charged_back')
    : booked;
  return { kind: 'charged_back', escrow: assertEscrow(after), instalment, booking, replacement };
};

/** The payee owes it no longer: the chargeback was won. */
export const forgivePayee = (escrow: Escrow, amount: Money): Escrow => ({
  ...escrow,
  owedByPayee: subtractMoney(escrow.owedByPayee, amount),
});
