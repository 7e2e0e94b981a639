import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import type { ContainerType } from './cargo/equipment.ts';
import type { AirTariff, LclTariff } from './cargo/rating.ts';
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
  /** SCAC of NMFTA, where the schedule gives one. */
  readonly carrierCode?: string | undefined;
  readonly vesselOrFlight: string;
  readonly vesselImo?: string | undefined;
  readonly voyage: string;
  readonly portOfLoading: string;
  readonly portOfDischarge: string;
  readonly etd: Instant;
  readonly eta: Instant;
  readonly tariff: LaneTariff;
}
