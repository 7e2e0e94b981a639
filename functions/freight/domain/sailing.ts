import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import { cutOffsOf } from './cut-offs.ts';
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

/** When the CFS stops taking goods for this departure. */
export const cfsCutOffOf = (sailing: Pick<Sailing, 'mode' | 'etd' | 'portOfLoading'>): Instant =>
  cutOffsOf(sailing).receivingAt;

/** When documents and the export release must be there; who is not released by then stays behind. */
export const documentsCutOffOf = (sailing: Pick<Sailing, 'mode' | 'etd' | 'portOfLoading'>): Instant =>
  cutOffsOf(sailing).documentsAt;
