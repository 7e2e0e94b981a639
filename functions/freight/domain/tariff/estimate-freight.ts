import type { BusinessDate } from '../../../../shared/kernel/business-date.ts';
import type { DeliveryTerm } from '../../../../shared/kernel/incoterm.ts';
import { cargoOf, type PieceGroup } from '../cargo/cargo.ts';
import { doorTariffOf } from './door-tariffs.ts';
import { type RatedCharge, rateShipment } from './rate-shipment.ts';

/** What an estimate is asked for. */
export interface FreightQuestion {
  readonly originCountry: string;
  readonly destinationCountry: string;
  readonly transportMode: string;
  readonly deliveryTerm: DeliveryTerm;
  readonly pieces: readonly PieceGroup[];
  readonly on: BusinessDate;
}

/** Every charge from door to door under one bill, or undefined where no tariff covers the lane. */
export const estimateFreight = (question: FreightQuestion): readonly RatedCharge[] | undefined => {
  const { originCountry, destinationCountry, transportMode, deliveryTerm, on } = question;
  const tariff = doorTariffOf(originCountry, destinationCountry, transportMode);
  if (!tariff) return undefined;
  const shipment = {
    cargo: cargoOf(question.pieces),
    bills: 1,
    containers: [],
    conditions: new Set<never>(),
  };
  const { charges } = rateShipment(tariff, shipment, deliveryTerm, on);
  return charges.length > 0 ? charges : undefined;
};
