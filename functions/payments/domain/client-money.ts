import { invariant } from '../../../shared/kernel/invariant.ts';

/** Balances of one currency at one moment, in minor units; assets and costs positive on the debit side, the rest on the credit side. */
export interface ClientMoneyBalances {
  /** 1010 */
  readonly safeguardedMinor: bigint;
  /** 1020; negative when more own money went to the clients' account than ever came back. */
  readonly operatingMinor: bigint;
  /** 1110; negative while the PSP has not yet taken a chargeback. */
  readonly cardMoneyMinor: bigint;
  /** 1300; negative while a conversion is not covered at the market. */
  readonly positionMinor: bigint;
  /** Σ of the liabilities that are client money. */
  readonly owedMinor: bigint;
  /** Liabilities of the house itself: 2100 and the like. */
  readonly otherOwedMinor: bigint;
  /** Σ 4xxx */
  readonly incomeMinor: bigint;
  /** Σ 5xxx */
  readonly costsMinor: bigint;
}

const negativePart = (minor: bigint): bigint => (minor < 0n ? minor : 0n);
const least = (...list: readonly bigint[]): bigint => list.reduce((low, one) => (one < low ? one : low));

/**
 * What may leave the clients' account for the house's own, zero or more: no more than lies there above what clients are owed and what
 * the house still has to pay from there, and no more than it has earned and not taken yet (income less costs less 1020).
 * InvariantViolation `payments.sweep_uncovers`.
 */
export const sweepableMinor = (balances: ClientMoneyBalances): bigint => {
  const { safeguardedMinor, operatingMinor, cardMoneyMinor, positionMinor } = balances;
  const { owedMinor, otherOwedMinor, incomeMinor, costsMinor } = balances;
  const free =
    safeguardedMinor -
    owedMinor -
    otherOwedMinor +
    negativePart(cardMoneyMinor) +
    negativePart(positionMinor);
  const earned = incomeMinor - costsMinor - operatingMinor;
  const minor = least(free, earned);
  const swept = minor > 0n ? minor : 0n;
  invariant(swept === 0n || safeguardedMinor - swept >= owedMinor, 'payments.sweep_uncovers', {
    safeguardedMinor: safeguardedMinor.toString(),
    owedMinor: owedMinor.toString(),
  });
  return swept;
};

/**
 * What clients are owed and the account does not hold although neither card money nor the market's side of a conversion is to come for
 * it: own money to be put there.
 */
export const shortfallMinor = (balances: ClientMoneyBalances): bigint => {
  const { safeguardedMinor, cardMoneyMinor, positionMinor, owedMinor } = balances;
  const toCome = cardMoneyMinor + (positionMinor > 0n ? positionMinor : 0n);
  const missing = owedMinor - safeguardedMinor - toCome;
  return owedMinor > 0n && missing > 0n ? missing : safeguardedMinor < 0n ? -safeguardedMinor : 0n;
};
