import { compareMoney, type Money, subtractMoney } from '../../../shared/kernel/money.ts';
import type { Escrow, Freeze } from './escrow.ts';
import { isOver } from './transitions.ts';

export type FreezeDecision =
  | { readonly kind: 'frozen'; readonly escrow: Escrow }
  /** The same dispute was frozen or lifted before. */
  | { readonly kind: 'no_change' }
  | { readonly kind: 'refused'; readonly code: 'over' | 'wrong_currency' | 'insufficient_held' };

/** Most disputes that one escrow remembers. */
export const freezesMax = 50;

/**
 * Takes a dispute's share out of reach of releases. What has left or is on its way can no longer be frozen; what is still to
 * be paid in can. Refusals in order of precedence: over, wrong_currency, insufficient_held.
 */
export const decideFreeze = (escrow: Escrow, disputeId: string, amount: Money): FreezeDecision => {
  if (escrow.freezes.some((freeze) => freeze.disputeId === disputeId)) return { kind: 'no_change' };
  if (isOver(escrow.state)) return { kind: 'refused', code: 'over' };
  if (amount.currency !== escrow.total.currency) return { kind: 'refused', code: 'wrong_currency' };
  const gone = [escrow.released, escrow.refunded, escrow.reserved];
  const left = gone.reduce(subtractMoney, escrow.total);
  if (compareMoney(amount, left) > 0 || escrow.freezes.length >= freezesMax) {
    return { kind: 'refused', code: 'insufficient_held' };
  }
  const freeze: Freeze = { disputeId, amount, isLifted: false };
  return { kind: 'frozen', escrow: { ...escrow, freezes: [...escrow.freezes, freeze] } };
};

/** Frees the share of a dispute; one that was never frozen is remembered as lifted, for messages may overtake each other. */
export const liftFreeze = (escrow: Escrow, disputeId: string): Escrow => {
  const known = escrow.freezes.find((freeze) => freeze.disputeId === disputeId);
  if (known?.isLifted) return escrow;
  const others = escrow.freezes.filter((freeze) => freeze !== known);
  const amount = known?.amount ?? { currency: escrow.total.currency, amountMinor: 0n };
  return { ...escrow, freezes: [...others, { disputeId, amount, isLifted: true }] };
};

/** A refund that must wait keeps its amount out of reach of releases, as a dispute does. */
export const keptForRefund = (escrow: Escrow, refundId: string, amount: Money): Escrow => ({
  ...escrow,
  freezes: [...escrow.freezes, { disputeId: refundId, amount, isLifted: false }],
});
