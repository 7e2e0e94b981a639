import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import {
  compareMoney,
  isPositiveMoney,
  type Money,
  minMoney,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import type { positionStates } from '../contract.ts';
import type { Holding } from './accrual.ts';
import type { CurrencyTerms } from './fund-terms.ts';

export type PositionState = (typeof positionStates)[number];

/** A company's holding of one currency in the fund, and under which consent it is kept. */
export interface Position extends Holding {
  readonly companyId: string;
  readonly currency: string;
  readonly state: PositionState;
  readonly consent: { readonly termsVersion: string; readonly memberId: string; readonly at: Instant };
  /** What stays available and is never swept. */
  readonly keep: Money;
  /** How much of the day's limit of same-day redemptions is used. */
  readonly sameDay: { readonly on: BusinessDate; readonly usedMinor: bigint };
  /** Orders that are neither done nor off. */
  readonly openOrders: number;
}

/** What may follow what. */
const positionTransitions: Readonly<Record<PositionState, readonly PositionState[]>> = {
  active: ['leaving'],
  leaving: ['closed'],
  closed: ['active'],
};

/** The position in its next state. InvariantViolation `idle_balances.forbidden_transition`. */
export const positionIn = <P extends Position>(position: P, state: PositionState): P => {
  invariant(positionTransitions[position.state].includes(state), 'idle_balances.forbidden_transition', {
    from: position.state,
    to: state,
  });
  return { ...position, state };
};

/**
 * What is swept today: all that is available above what the company keeps, unless it is too little to move, the company is leaving or
 * not screened clear, or the terms that it accepted are not those in force.
 */
export const sweepAmount = (
  position: Pick<Position, 'state' | 'keep' | 'consent' | 'currency'> & { readonly isBlocked: boolean },
  available: Money,
  terms: { readonly version: string; readonly currency: CurrencyTerms },
): Money => {
  const none = zeroMoney(position.currency);
  const isOff =
    position.state !== 'active' || position.isBlocked || position.consent.termsVersion !== terms.version;
  if (isOff || compareMoney(available, position.keep) <= 0) return none;
  const above = subtractMoney(available, position.keep);
  return compareMoney(above, terms.currency.sweepMin) < 0 ? none : above;
};

/** A redemption, split by when it is paid. */
export interface RedemptionSplit {
  readonly sameDay: Money;
  readonly nextDay: Money;
}

/** Splits a redemption: as much as is left of the day's limit today, the rest on the next business day. */
export const splitRedemption = (
  position: Pick<Position, 'sameDay'>,
  amount: Money,
  on: BusinessDate,
  sameDayMax: Money,
): RedemptionSplit => {
  const used = position.sameDay.on === on ? position.sameDay.usedMinor : 0n;
  const left = { currency: amount.currency, amountMinor: sameDayMax.amountMinor - used };
  const sameDay = isPositiveMoney(left) ? minMoney(amount, left) : zeroMoney(amount.currency);
  return { sameDay, nextDay: subtractMoney(amount, sameDay) };
};
