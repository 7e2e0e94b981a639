import { invariant } from '../../../../shared/kernel/invariant.ts';
import { addMoney, applyRate, type Money, minMoney } from '../../../../shared/kernel/money.ts';
import { rate } from '../../../../shared/kernel/rate.ts';
import { divideRounded } from '../../../../shared/kernel/rounding.ts';
import type { CargoTotals } from './cargo.ts';

/** Sea freight for less than a container: per revenue ton and per bill. */
export interface LclTariff {
  readonly perRevenueTon: Money;
  readonly perBill: Money;
}

/** Air freight: rate per kg from each break on, and per bill. */
export interface AirTariff {
  readonly breaks: readonly { readonly fromKg: number; readonly perKg: Money }[];
  readonly perBill: Money;
}

const nano = 1_000_000_000n;

const larger = (a: bigint, b: bigint): bigint => (a < b ? b : a);

/**
 * Revenue tons in billionths: the larger of cubic metres and tonnes, at least 1. Exact: 1 m³ is 10⁹ mm³ and 1 t is 10⁶ g.
 * Lines that bill 1 CBM : 1,000 kg without rounding; others are a matter of their tariff.
 */
export const revenueTonNano = (cargo: Pick<CargoTotals, 'volumeMm3' | 'weightGrams'>): bigint => {
  return larger(larger(cargo.volumeMm3, cargo.weightGrams * 1000n), nano);
};

/** Revenue tons as decimal text with two decimals, for people. */
export const formatRevenueTon = (tonNano: bigint): string => {
  const hundredths = divideRounded(tonNano, nano / 100n, 'halfUp')
    .toString()
    .padStart(3, '0');
  return `${hundredths.slice(0, -2)}.${hundredths.slice(-2)}`;
};

/** Revenue tons as decimal text to the last digit, for whoever recomputes a charge: `4.123456789`, `3.1`. */
export const exactRevenueTon = (tonNano: bigint): string => {
  const decimals = (tonNano % nano).toString().padStart(9, '0').replace(/0+$/, '');
  return decimals === '' ? `${tonNano / nano}` : `${tonNano / nano}.${decimals}`;
};

/** Freight of one bill by LCL. */
export const lclCharge = (cargo: CargoTotals, tariff: LclTariff): Money =>
  addMoney(applyRate(tariff.perRevenueTon, rate(revenueTonNano(cargo), nano), 'halfUp'), tariff.perBill);

/** Cubic centimetres that weigh one kilogram by air (IATA; couriers use 5000). */
const cm3PerKg = 6000n;

/** Chargeable weight by air in half kilograms: the larger of gross and volume weight, rounded up to 0.5 kg. */
export const airChargeableHalfKg = (cargo: Pick<CargoTotals, 'weightGrams' | 'airVolumeCm3'>): bigint => {
  const gross = divideRounded(cargo.weightGrams, 500n, 'ceiling');
  const volume = divideRounded(cargo.airVolumeCm3 * 2n, cm3PerKg, 'ceiling');
  return larger(gross, volume);
};

/** The charge for a weight and the weight it was rated as, in half kilograms. */
export interface RatedAir {
  readonly charge: Money;
  readonly ratedHalfKg: bigint;
  readonly perKg: Money;
}

/**
 * The cheapest over all breaks of rate × max(chargeable weight, break): declaring the next break can be cheaper.
 * InvariantViolation `freight.no_air_breaks`.
 */
export const airCharge = (chargeableHalfKg: bigint, breaks: AirTariff['breaks']): RatedAir => {
  const options = breaks.map(({ fromKg, perKg }) => {
    const ratedHalfKg = larger(chargeableHalfKg, BigInt(fromKg) * 2n);
    return { ratedHalfKg, perKg, charge: applyRate(perKg, rate(ratedHalfKg, 2n), 'halfUp') };
  });
  const [first, ...others] = options;
  invariant(first !== undefined, 'freight.no_air_breaks');
  return others.reduce(
    (best, one) => (minMoney(best.charge, one.charge) === best.charge ? best : one),
    first,
  );
};

/** Half kilograms as text, `318.5`. */
export const formatHalfKg = (halfKg: bigint): string => `${halfKg / 2n}.${halfKg % 2n === 0n ? '0' : '5'}`;

/** Freight of one air waybill. */
export const airBillCharge = (cargo: CargoTotals, tariff: AirTariff): Money =>
  addMoney(airCharge(airChargeableHalfKg(cargo), tariff.breaks).charge, tariff.perBill);
