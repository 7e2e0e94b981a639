import { type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import { divideRounded } from '../../../shared/kernel/rounding.ts';
import { cutOffsOf } from './cut-offs.ts';
import type { Pool, Weighing } from './pool.ts';

/** Tare of the container in kg, as its CSC plate says for the usual box; of an air unit by its data sheet. */
const tareKg: Readonly<Record<string, bigint>> = {
  '20GP': 2_300n,
  '40GP': 3_750n,
  '40HC': 3_900n,
  AKE: 80n,
  PMC: 120n,
};
/** Dunnage and lashings as a share of the cargo: 2 %. */
const dunnagePercent = 2n;

/** Lots without a unit of ours that are declared in one go. */
const lotsPerDeclaration = 20;

/** The verified gross mass of one unit, or of lots that the co-loader or airline packs itself. */
export interface VerifiedMass {
  /** `1`, `2` … as in the load plan; `L1` … for lots without a unit of ours. */
  readonly unit: string;
  /** Container or air unit; absent where the carrier packs into boxes of its own. */
  readonly type?: string | undefined;
  /** By method 2 cargo, dunnage and tare; whole kg. */
  readonly grossMassKg: string;
  readonly cargoGrams: bigint;
  readonly tareKg: bigint;
  /** SOLAS VI/2: method 1 weighs the packed box, method 2 adds up cargo, dunnage and tare. */
  readonly method: 'SM1' | 'SM2';
  readonly consignmentIds: readonly string[];
  /** By method 1 the weighing that it stands on. */
  readonly weighing?: Weighing | undefined;
}

const tareOf = (type: string | undefined): bigint => tareKg[type ?? ''] ?? 0n;

/** Mass in whole kg by method 2, rounded up. */
const addedUp = (weightGrams: bigint, type: string | undefined): bigint =>
  divideRounded(weightGrams * (100n + dunnagePercent), 100n * 1000n, 'ceiling') + tareOf(type);

/** Verified gross mass in whole kg by method 2 of everything in a pool, when one unit or none of ours holds it. */
export const verifiedGrossMassKg = (pool: Pick<Pool, 'booked' | 'plan'>): string =>
  addedUp(pool.booked.weightGrams, pool.plan?.equipment).toString();

const loose = (ids: readonly string[], weightOf: (id: string) => bigint): readonly VerifiedMass[] =>
  Array.from({ length: Math.ceil(ids.length / lotsPerDeclaration) }, (_, index) => {
    const consignmentIds = ids.slice(index * lotsPerDeclaration, (index + 1) * lotsPerDeclaration);
    const grams = consignmentIds.reduce((sum, id) => sum + weightOf(id), 0n);
    return {
      unit: `L${index + 1}`,
      grossMassKg: addedUp(grams, undefined).toString(),
      cargoGrams: grams,
      tareKg: 0n,
      method: 'SM2',
      consignmentIds,
    };
  });

/**
 * The masses to declare for a pool, unit by unit: as weighed where it was weighed, else added up. `weightOf` is the gross weight of
 * a consignment in grams.
 */
export const verifiedMassesOf = (
  pool: Pick<Pool, 'plan' | 'memberIds' | 'weighings'>,
  weightOf: (consignmentId: string) => bigint,
): readonly VerifiedMass[] => {
  const units = (pool.plan?.units ?? []).map(({ type, cargo, consignmentIds }, index): VerifiedMass => {
    const weighed = pool.weighings?.find(({ unit }) => unit === index + 1);
    return {
      unit: String(index + 1),
      type,
      grossMassKg: String(weighed?.grossMassKg ?? addedUp(cargo.weightGrams, type)),
      cargoGrams: cargo.weightGrams,
      tareKg: tareOf(type),
      method: weighed ? 'SM1' : 'SM2',
      consignmentIds,
      weighing: weighed,
    };
  });
  const inUnits = new Set(units.flatMap(({ consignmentIds }) => consignmentIds));
  return [
    ...units,
    ...loose(
      pool.memberIds.filter((id) => !inUnits.has(id)),
      weightOf,
    ),
  ];
};

/** How far above the mass that is added up a weighing may be: a tenth. */
const excessPercent = 110n;

/** What a weighing makes of a pool, or why it is not taken. */
export type WeighingDecision =
  | { readonly kind: 'weighed'; readonly pool: Pool }
  | {
      readonly kind: 'refused';
      readonly code: 'no_load_plan' | 'past_cut_off' | 'mass_implausible';
      readonly detail: string;
    };

/** Takes the weight of a packed unit for its verified mass, until the yard closes; a weight that cannot be is refused. */
export const decideWeighing = (pool: Pool, weighing: Weighing, now: Instant): WeighingDecision => {
  const unit = pool.plan?.units?.[weighing.unit - 1];
  const { yardAt } = cutOffsOf(pool.sailing);
  if (!unit) return { kind: 'refused', code: 'no_load_plan', detail: `There is no unit ${weighing.unit}.` };
  if (!isBefore(now, yardAt) || pool.chargesAskedAt !== undefined)
    return { kind: 'refused', code: 'past_cut_off', detail: `The yard closed at ${yardAt}.` };
  const mass = BigInt(weighing.grossMassKg);
  const most = (addedUp(unit.cargo.weightGrams, unit.type) * excessPercent) / 100n;
  if (mass * 1000n < unit.cargo.weightGrams || mass > most)
    return {
      kind: 'refused',
      code: 'mass_implausible',
      detail: `Its cargo weighs ${unit.cargo.weightGrams / 1000n} kg; at most ${most} kg are plausible.`,
    };
  const others = (pool.weighings ?? []).filter((one) => one.unit !== weighing.unit);
  return {
    kind: 'weighed',
    pool: { ...pool, weighings: [...others, { ...weighing, weighedAt: now }] },
  };
};
