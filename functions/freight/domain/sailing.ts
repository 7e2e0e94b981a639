import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import type { ContainerType } from './equipment.ts';
import type { AirTariff, LclTariff } from './rating.ts';
import type { TariffLine } from './tariff/tariff-line.ts';

/** What the carrier charges on a lane. */
export interface LaneTariff {
  readonly currency: string;
  readonly lcl?: LclTariff | undefined;
  /** Ocean freight and terminal charges for a whole container. */
  readonly containers: readonly { readonly type: ContainerType; readonly allIn: Money }[];
  readonly air?: AirTariff | undefined;
  /** What is asked for at both ends and as surcharges; without any the rates above are all-in. */
  readonly lines?: readonly TariffLine[] | undefined;
}

/** A departure of a vessel or flight; every pool belongs to one. */
export interface Sailing {
  readonly sailingId: string;
  readonly mode: 'sea' | 'air';
  readonly carrier: string;
  readonly vesselOrFlight: string;
  readonly vesselImo?: string | undefined;
  readonly voyage: string;
  readonly portOfLoading: string;
  readonly portOfDischarge: string;
  readonly etd: Instant;
  readonly eta: Instant;
  readonly tariff: LaneTariff;
}

/** Cut-offs before departure, in hours; by sea the CFS closes four days before. */
const cutOffHours = {
  sea: { cfs: 96, documents: 48 },
  air: { cfs: 24, documents: 12 },
} as const;

/** When the CFS stops taking goods for this departure. */
export const cfsCutOffOf = ({ mode, etd }: Pick<Sailing, 'mode' | 'etd'>): Instant =>
  addDuration(etd, { hours: -cutOffHours[mode].cfs });

/** When documents, verified mass and the export release must be there; who is not released by then stays behind. */
export const documentsCutOffOf = ({ mode, etd }: Pick<Sailing, 'mode' | 'etd'>): Instant =>
  addDuration(etd, { hours: -cutOffHours[mode].documents });
