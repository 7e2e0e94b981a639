import { businessDateIn } from '../../../../shared/kernel/business-date.ts';
import type { DeliveryTerm } from '../../../../shared/kernel/incoterm.ts';
import { cargoOf, type PieceGroup } from '../cargo/cargo.ts';
import { overDimensioned } from '../cargo/misfits.ts';
import type { Sailing } from '../sailing.ts';
import { type RatedCharge, rateShipment } from './rate-shipment.ts';
import { type TariffCondition, tariffConditions } from './tariff-line.ts';

/** Charges of one consignment beside the pooled carriage: what is due in any case, and what is due if it comes to that. */
export interface EndCharges {
  readonly due: readonly RatedCharge[];
  /** Quoted beside the sum: an examination by customs, for instance. */
  readonly contingent: readonly RatedCharge[];
}

/** What pieces ask for that tariffs have lines for. */
export const conditionsOf = (pieces: readonly PieceGroup[]): ReadonlySet<TariffCondition> => {
  const met: Readonly<Partial<Record<TariffCondition, boolean>>> = {
    dangerous_goods: pieces.some(({ handling }) => handling?.dangerousGoods !== undefined),
    over_length: overDimensioned(pieces).length > 0,
    wood_packing: pieces.some(({ handling }) => handling?.woodPacking !== undefined),
  };
  return new Set(tariffConditions.filter((one) => met[one]));
};

/**
 * What a departure's tariff lines ask of one consignment at both ends, read on the day of departure. Each line has who pays it
 * under the term. The lines that customs alone can bring about stand apart.
 */
export const chargesAtBothEnds = (
  sailing: Sailing,
  pieces: readonly PieceGroup[],
  term: DeliveryTerm,
): EndCharges => {
  const on = businessDateIn(sailing.etd, 'Etc/UTC');
  const lines = sailing.tariff.lines ?? [];
  const conditions = conditionsOf(pieces);
  const rated = (of: ReadonlySet<TariffCondition>): readonly RatedCharge[] =>
    rateShipment(lines, { cargo: cargoOf(pieces), bills: 1, containers: [], conditions: of }, term, on)
      .charges;
  const due = rated(conditions);
  const known = new Set(due.map(({ code }) => code));
  const exam = tariffConditions.filter((one) => one === 'customs_exam');
  const contingent = rated(new Set([...conditions, ...exam])).filter(({ code }) => !known.has(code));
  return { due, contingent };
};
