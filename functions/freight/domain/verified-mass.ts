import { divideRounded } from '../../../shared/kernel/rounding.ts';
import type { Pool } from './pool.ts';

/** Tare of the container in kg, as its CSC plate says for the usual box. */
const tareKg: Readonly<Record<string, bigint>> = { '20GP': 2_300n, '40GP': 3_750n, '40HC': 3_900n };
/** Dunnage and lashings as a share of the cargo: 2 %. */
const dunnagePercent = 2n;

/**
 * Verified gross mass in whole kg by method 2 of SOLAS VI/2: cargo, dunnage and tare added up, rounded up. Where the co-loader
 * or airline packs its own unit there is no tare of ours.
 */
export const verifiedGrossMassKg = (pool: Pick<Pool, 'booked' | 'plan'>): string => {
  const tare = tareKg[pool.plan?.equipment ?? ''] ?? 0n;
  const withDunnage = divideRounded(
    pool.booked.weightGrams * (100n + dunnagePercent),
    100n * 1000n,
    'ceiling',
  );
  return (withDunnage + tare).toString();
};
