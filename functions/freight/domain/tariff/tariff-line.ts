import type { BusinessDate } from '../../../../shared/kernel/business-date.ts';
import type { Leg } from '../../../../shared/kernel/incoterm.ts';
import type { Money } from '../../../../shared/kernel/money.ts';
import type { Rate } from '../../../../shared/kernel/rate.ts';
import type { ContainerType } from '../cargo/equipment.ts';

/** Bases of a charge. */
export const chargeBases = [
  'per_revenue_ton',
  'per_bill',
  'per_container',
  'per_kg',
  'percent_of',
] as const satisfies readonly Charge['basis'][];

/** What an amount of a tariff is multiplied with. */
export type Charge =
  /** `roundUpTo`, in billionths of a ton: lines that bill tenths or hundredths; absent = exact. */
  | { readonly basis: 'per_revenue_ton'; readonly rate: Money; readonly roundUpTo?: bigint | undefined }
  | { readonly basis: 'per_bill'; readonly rate: Money }
  | {
      readonly basis: 'per_container';
      readonly rates: readonly { readonly type: ContainerType; readonly rate: Money }[];
    }
  /** Chargeable weight by air: the cheapest over the breaks, declaring the next one where that costs less. */
  | {
      readonly basis: 'per_kg';
      readonly breaks: readonly { readonly fromKg: number; readonly perKg: Money }[];
    }
  /** A share of other lines, named by their codes; they stand before it. */
  | { readonly basis: 'percent_of'; readonly percent: Rate; readonly of: readonly string[] };

/** What makes a line apply at all; absent = always. `customs_exam` is known afterwards only and quoted beside the sum. */
export const tariffConditions = ['dangerous_goods', 'over_length', 'wood_packing', 'customs_exam'] as const;
export type TariffCondition = (typeof tariffConditions)[number];

/** One line of a tariff, both ends of the voyage included, so that nothing is left to be asked for at the destination. */
export interface TariffLine {
  /** As carriers name them: OCEAN, BAF, THC_ORIGIN, THC_DESTINATION, CFS_ORIGIN, DOC, AMS … */
  readonly code: string;
  readonly name: string;
  /** The part of the journey, which with the delivery term says who pays. */
  readonly leg: Leg;
  readonly charge: Charge;
  readonly minimum?: Money | undefined;
  readonly maximum?: Money | undefined;
  /** Asked for at origin or at destination. */
  readonly terms: 'prepaid' | 'collect';
  readonly condition?: TariffCondition | undefined;
  /** First day in force. */
  readonly validFrom: BusinessDate;
  /** First day no longer in force; absent = until further notice. */
  readonly validTo?: BusinessDate | undefined;
  /** The carrier's or warehouse's publication. */
  readonly source: string;
}
