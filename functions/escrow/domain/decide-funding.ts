import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import { assertEscrow, type Escrow, grown, type Instalment, liveInstalmentsOf, moved } from './escrow.ts';
import { isOver } from './transitions.ts';

/** An instalment arrived on the escrow's account. */
export interface Funding {
  readonly payableId: string;
  readonly amount: Money;
  readonly method: string;
  readonly paidAt: Instant;
}

export type FundingDecision =
  | { readonly kind: 'already_funded' }
  | { readonly kind: 'not_expected' }
  | { readonly kind: 'funded'; readonly escrow: Escrow; readonly instalment: Instalment }
  /** Paid after the escrow was given up, or once more after its chargeback was won: the money goes straight back. */
  | { readonly kind: 'too_late'; readonly escrow: Escrow; readonly instalment: Instalment };

const isPaid = ({ fundedAt }: Instalment): boolean => fundedAt !== undefined;

/** Books a paid instalment. Total: a payable of another escrow is `not_expected`, a repeat is `already_funded`. */
export const decideFunding = (escrow: Escrow, funding: Funding): FundingDecision => {
  const found = escrow.instalments.find(({ payableId }) => payableId === funding.payableId);
  if (!found) return { kind: 'not_expected' };
  const isPaidAgain =
    found.method === 'chargeback_reversed' && funding.method !== 'chargeback_reversed' && isPaid(found);
  if (isPaid(found) && !isPaidAgain) return { kind: 'already_funded' };
  const instalment = { ...found, fundedAt: funding.paidAt, method: funding.method };
  const instalments = escrow.instalments.map((one) => (one === found ? instalment : one));
  const booked = grown({ ...escrow, instalments }, 'funded', funding.amount);
  if (isOver(escrow.state) || escrow.isEnding || isPaidAgain) {
    return { kind: 'too_late', escrow: assertEscrow(booked), instalment };
  }
  const isEnding = liveInstalmentsOf(booked).every(isPaid);
  const after = moved({ ...booked, isEnding }, isEnding ? 'fully_funded' : 'part_funded');
  return { kind: 'funded', escrow: assertEscrow(after), instalment };
};
