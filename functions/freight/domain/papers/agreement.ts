import { invariant } from '../../../../shared/kernel/invariant.ts';
import type { CargoTotals } from '../cargo/cargo.ts';

/** What a bill states of its cargo. */
export interface StatedCargo {
  readonly consignmentItems: readonly {
    readonly cargoItems: readonly {
      readonly cargoGrossWeight: { readonly value: number };
      readonly cargoGrossVolume: { readonly value: number };
      readonly outerPackaging: { readonly numberOfPackages: number };
    }[];
  }[];
}

/** Packages, grams and mm³ that a bill states. */
export interface BillTotals {
  readonly packages: number;
  readonly grams: bigint;
  readonly mm3: bigint;
}

const scaled = (value: number, scale: number): bigint => BigInt(Math.round(value * scale));

/** What the items of a bill add up to; numbers of a bill have few enough decimals to be read back exactly. */
export const totalsOfBill = ({ consignmentItems }: StatedCargo): BillTotals =>
  consignmentItems
    .flatMap(({ cargoItems }) => cargoItems)
    .reduce(
      (sum, { cargoGrossWeight, cargoGrossVolume, outerPackaging }) => ({
        packages: sum.packages + outerPackaging.numberOfPackages,
        grams: sum.grams + scaled(cargoGrossWeight.value, 1_000),
        mm3: sum.mm3 + scaled(cargoGrossVolume.value, 1_000_000_000),
      }),
      { packages: 0, grams: 0n, mm3: 0n },
    );

const sumOf = (bills: readonly StatedCargo[]): BillTotals =>
  totalsOfBill({ consignmentItems: bills.flatMap(({ consignmentItems }) => consignmentItems) });

const areSame = (a: BillTotals, b: BillTotals): boolean =>
  a.packages === b.packages && a.grams === b.grams && a.mm3 === b.mm3;

/**
 * ΣHBL = MBL in packages, kilograms and cubic metres, exactly, unit by unit; and all master bills together are what was booked.
 * InvariantViolation `freight.bills_differ`.
 */
export const assertBillsAgree = (
  units: readonly {
    readonly master: StatedCargo;
    readonly houses: readonly StatedCargo[];
  }[],
  booked: Pick<CargoTotals, 'packages' | 'weightGrams' | 'volumeMm3'>,
): void => {
  const unequal = units.findIndex(({ master, houses }) => !areSame(totalsOfBill(master), sumOf(houses)));
  const all = sumOf(units.map(({ master }) => master));
  const isBooked = areSame(all, {
    packages: booked.packages,
    grams: booked.weightGrams,
    mm3: booked.volumeMm3,
  });
  invariant(unequal < 0 && isBooked, 'freight.bills_differ', {
    unit: unequal + 1,
    packages: all.packages,
    booked: booked.packages,
  });
};
