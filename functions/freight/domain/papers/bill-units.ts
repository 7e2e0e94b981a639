import { deterministicId } from '../../../../shared/kernel/ids.ts';
import { invariant } from '../../../../shared/kernel/invariant.ts';
import type { Consignment } from '../consignment.ts';
import type { Pool } from '../pool.ts';

/** ISO 6346 size and type codes of our containers. */
const isoCodes: Readonly<Record<string, string>> = { '20GP': '22G1', '40GP': '42G1', '40HC': '45G1' };

/** What one master bill covers: a container of ours, all that the co-loader packs itself, or a whole flight. */
export interface BillUnit {
  /** 1, 2 … in the order of the load plan; what goes loose comes last. */
  readonly number: number;
  /** ISO 6346 code; `LCL` and `AIR` where the carrier packs into boxes of its own. */
  readonly isoCode: string;
  /** Number of the container where the carrier has given one; else which unit it is. */
  readonly equipmentReference: string;
  readonly masterBillNumber: string;
  readonly consignmentIds: readonly string[];
  /** Numbers of the seals on its doors, where the station has told them. */
  readonly seals: readonly string[];
}

/** Seals as DCSA's equipment has them; the house puts them on as the shipper of the master bill. */
export const sealsOf = ({ seals }: BillUnit) =>
  seals.length === 0 ? {} : { seals: seals.map((number) => ({ number, source: 'SHI' as const })) };

/** Most lots without a container of ours under one master bill: what carriers take in one set of instructions. */
const looseLotsMax = 100;

const numberOf = (pool: Pool, index: number): string =>
  pool.booking?.masterBillNumbers?.[index] ??
  `ENTM${deterministicId('mbl', pool.poolId, String(index)).slice(-10)}`;

/**
 * The master bills of a pool with what each covers; every member is under exactly one. Numbers are the carrier's, or ours while it
 * has given none. On a flight all units travel on one master air waybill; a hundred lots at most stand on one bill of loose lots.
 */
export const billUnitsOf = (pool: Pool): readonly BillUnit[] => {
  const { memberIds, plan, booking, sailing, weighings = [] } = pool;
  const members = new Set(memberIds);
  const boxes = sailing.mode === 'air' ? [] : (plan?.units ?? []);
  const packed = boxes.map(({ type, consignmentIds }, index) => ({
    number: index + 1,
    isoCode: isoCodes[type] ?? type,
    equipmentReference: booking?.containerNumbers?.[index] ?? `UNIT${index + 1}`,
    masterBillNumber: numberOf(pool, index),
    consignmentIds: consignmentIds.filter((id) => members.has(id)),
    seals: weighings.find(({ unit }) => unit === index + 1)?.seals ?? [],
  }));
  const inBoxes = new Set(packed.flatMap(({ consignmentIds }) => consignmentIds));
  const loose = memberIds.filter((id) => !inBoxes.has(id));
  const kind = sailing.mode === 'air' ? 'AIR' : 'LCL';
  const rest = Array.from({ length: Math.ceil(loose.length / looseLotsMax) }, (_, index) => ({
    number: packed.length + index + 1,
    isoCode: kind,
    equipmentReference: kind,
    masterBillNumber: numberOf(pool, packed.length + index),
    consignmentIds: loose.slice(index * looseLotsMax, (index + 1) * looseLotsMax),
    seals: [],
  }));
  return [...packed, ...rest];
};

/** The unit that a member travels in. InvariantViolation `freight.no_bill_unit`. */
export const billUnitOf = (pool: Pool, consignmentId: string): BillUnit => {
  const found = billUnitsOf(pool).find((unit) => unit.consignmentIds.includes(consignmentId));
  invariant(found !== undefined, 'freight.no_bill_unit', { poolId: pool.poolId, consignmentId });
  return found;
};

/** Members in the order of the unit. */
export const membersIn = (unit: BillUnit, members: readonly Consignment[]): readonly Consignment[] =>
  unit.consignmentIds.flatMap((id) => members.find((one) => one.consignmentId === id) ?? []);

/** Number of the house bill of a consignment in a pool; made from both, so that a repeat gives the same. */
export const houseBillNumberOf = (consignmentId: string, poolId: string): string =>
  `ENTH${deterministicId('hbl', consignmentId, poolId).slice(-10)}`;
