import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import {
  addMoney,
  isPositiveMoney,
  isZeroMoney,
  type Money,
  minMoney,
  subtractMoney,
  sumMoney,
} from '../../../shared/kernel/money.ts';
import type { instalmentNames } from '../contract.ts';
import { type EscrowMove, type EscrowState, nextState } from './transitions.ts';

export type InstalmentName = (typeof instalmentNames)[number];

/** One payment that the payer owes into the escrow. */
export interface Instalment {
  readonly name: InstalmentName;
  readonly payableId: string;
  readonly amount: Money;
  readonly dueAt?: Instant | undefined;
  readonly fundedAt?: Instant | undefined;
  readonly method?: string | undefined;
  /** Taken back by the payer's card issuer; what is still needed is asked for by an instalment of its own. */
  readonly chargedBackAt?: Instant | undefined;
  /** The instalment asks anew for what this chargeback took. */
  readonly replaces?: string | undefined;
}

/**
 * `expected`: a lender was asked to pay the instalment, and only its word tells whether a transfer is its money. `lent`: it paid, and
 * refunds go to it until it has its money back. `off`: it did not pay. `repaid`: nobody owes it anything any more.
 */
export const lenderStates = ['expected', 'off', 'lent', 'repaid'] as const;

/** A lender that pays an instalment in the payer's place. */
export interface LenderShare {
  readonly loanId: string;
  readonly lenderId: string;
  /** The instalment that it pays. */
  readonly payableId: string;
  readonly paid: Money;
  readonly returned: Money;
  readonly state: (typeof lenderStates)[number];
}

/** A dispute and its share; lifted ones stay, so that a late copy of the freeze cannot freeze again. */
export interface Freeze {
  readonly disputeId: string;
  readonly amount: Money;
  readonly isLifted: boolean;
}

/**
 * Money held for one deal. released + refunded + charged back + held = funded, always; `reserved` is the part of held on its
 * way out.
 */
export interface Escrow {
  readonly escrowId: string;
  readonly kind: 'order' | 'sample';
  /** orderId or sampleId. */
  readonly subject: string;
  readonly payerId: string;
  readonly payeeId: string;
  readonly instalments: readonly Instalment[];
  readonly total: Money;
  readonly funded: Money;
  readonly released: Money;
  readonly refunded: Money;
  readonly chargedBack: Money;
  /** Part of released (or on its way out) that the payee owes back since a chargeback. */
  readonly owedByPayee: Money;
  readonly reserved: Money;
  readonly freezes: readonly Freeze[];
  readonly lenders: readonly LenderShare[];
  /** Everything was given back or called off: no chargeback makes the payer owe an instalment again. */
  readonly isGivenUp: boolean;
  /** No instalment is expected any more: all are paid, or everything was given back. */
  readonly isEnding: boolean;
  readonly state: EscrowState;
}

/** What an escrow is opened with. */
export interface EscrowOpening {
  readonly escrowId: string;
  readonly kind: 'order' | 'sample';
  readonly subject: string;
  readonly payerId: string;
  readonly payeeId: string;
  readonly instalments: readonly Omit<Instalment, 'fundedAt' | 'method' | 'chargedBackAt' | 'replaces'>[];
}

/** A new escrow that waits for its instalments. InvariantViolation `escrow.no_instalment`, `money.currency_mismatch`. */
export const openEscrow = (opening: EscrowOpening): Escrow => {
  const [first] = opening.instalments;
  invariant(first, 'escrow.no_instalment', { escrowId: opening.escrowId });
  const amounts = opening.instalments.map(({ amount }) => amount);
  const total = sumMoney(first.amount.currency, amounts);
  const none = sumMoney(total.currency, []);
  return {
    ...opening,
    total,
    funded: none,
    released: none,
    refunded: none,
    chargedBack: none,
    owedByPayee: none,
    reserved: none,
    freezes: [],
    lenders: [],
    isGivenUp: false,
    isEnding: false,
    state: 'open',
  };
};

/** Money in the escrow, on its way out or not. */
export const heldOf = ({ funded, released, refunded, chargedBack }: Escrow): Money =>
  [released, refunded, chargedBack].reduce(subtractMoney, funded);

/** Instalments that count: a charged back one counts no more. */
export const liveInstalmentsOf = ({ instalments }: Escrow): readonly Instalment[] =>
  instalments.filter(({ chargedBackAt }) => chargedBackAt === undefined);

/** Money that no release has reserved: what the ledger shows as available on the escrow's account. */
export const availableOf = (escrow: Escrow): Money => subtractMoney(heldOf(escrow), escrow.reserved);

/** What disputes keep out of reach of releases: their shares, but no more than there is. */
export const frozenOf = (escrow: Escrow): Money => {
  const shares = escrow.freezes.filter(({ isLifted }) => !isLifted).map(({ amount }) => amount);
  return minMoney(sumMoney(escrow.total.currency, shares), availableOf(escrow));
};

/** What a release may take. */
export const releasableOf = (escrow: Escrow): Money => subtractMoney(availableOf(escrow), frozenOf(escrow));

/** Stops when an escrow no longer adds up. InvariantViolation `escrow.does_not_add_up`. */
export const assertEscrow = (escrow: Escrow): Escrow => {
  const { escrowId, funded, released, refunded, chargedBack, reserved } = escrow;
  const amounts = [funded, released, refunded, chargedBack, reserved, availableOf(escrow)];
  invariant(
    amounts.every(({ amountMinor }) => amountMinor >= 0n),
    'escrow.does_not_add_up',
    { escrowId },
  );
  return escrow;
};

/** Applies a move of the state table. InvariantViolation `escrow.no_such_move`. */
export const moved = (escrow: Escrow, move: EscrowMove): Escrow => {
  const state = nextState(escrow.state, move);
  invariant(state, 'escrow.no_such_move', { escrowId: escrow.escrowId, from: escrow.state, move });
  return { ...escrow, state };
};

/** Closes an escrow from which the last money has gone and to which none will come. */
export const closedIfEmpty = (escrow: Escrow): Escrow =>
  escrow.isEnding &&
  isPositiveMoney(escrow.funded) &&
  isZeroMoney(heldOf(escrow)) &&
  escrow.state !== 'closed'
    ? moved(escrow, 'emptied')
    : escrow;

/** Adds to one of the sums. */
export const grown = (
  escrow: Escrow,
  sum: 'funded' | 'released' | 'refunded' | 'reserved' | 'chargedBack',
  amount: Money,
): Escrow => ({ ...escrow, [sum]: addMoney(escrow[sum], amount) });
