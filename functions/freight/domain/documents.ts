import { deterministicId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { cubicMetres, formatKg } from '../../../shared/kernel/quantity.ts';
import { addCargo, type CargoTotals, noCargo } from './cargo.ts';
import { type Consignment, cargoOfConsignment, payerOfFreight } from './consignment.ts';
import type { Pool } from './pool.ts';

/** Number of the house bill of a consignment in a pool; made from both, so that a repeat gives the same. */
export const houseBillNumberOf = (consignmentId: string, poolId: string): string =>
  `ENTH${deterministicId('hbl', consignmentId, poolId).slice(-10)}`;

/** Number of the master bill when the carrier has not given one. */
export const masterBillNumberOf = (pool: Pool): string =>
  pool.booking?.masterBillNumber ?? `ENTM${deterministicId('mbl', pool.poolId).slice(-10)}`;

/** ΣHBL = MBL in packages, kilograms and cubic metres. InvariantViolation `freight.bills_differ`. */
export const assertBillsAgree = (members: readonly Consignment[], master: CargoTotals): void => {
  const sum = members.map(cargoOfConsignment).reduce(addCargo, noCargo);
  const agrees =
    sum.packages === master.packages &&
    sum.weightGrams === master.weightGrams &&
    sum.volumeMm3 === master.volumeMm3;
  invariant(agrees, 'freight.bills_differ', {
    houseBills: sum.packages,
    masterBill: master.packages,
    members: members.length,
  });
};

/** The house bill of lading (or house air waybill) as data. */
export interface HouseBill {
  readonly houseBillNumber: string;
  readonly masterBillNumber: string;
  readonly kind: 'house_bill_of_lading' | 'house_air_waybill';
  readonly shipper: Consignment['shipper'];
  readonly consignee: Consignment['consignee'];
  readonly notifyParty: Consignment['consignee'];
  readonly goods: string;
  readonly marks: string;
  readonly packages: number;
  readonly grossWeightKg: string;
  readonly volumeCubicMetres: string;
  readonly freightTerms: 'prepaid' | 'collect';
  readonly carrier: string;
  readonly vesselOrFlight: string;
  readonly voyage: string;
  readonly portOfLoading: string;
  readonly portOfDischarge: string;
  readonly placeOfDelivery: string;
  readonly exportMrn?: string | undefined;
  readonly issuedAt: Instant;
}

/** The house bill of a consignment; undefined until it was issued. */
export const houseBillOf = (consignment: Consignment, pool: Pool): HouseBill | undefined => {
  const { houseBillNumber, issuedAt } = consignment;
  if (houseBillNumber === undefined || issuedAt === undefined) return undefined;
  const { sailing } = pool;
  const cargo = cargoOfConsignment(consignment);
  return {
    houseBillNumber,
    masterBillNumber: masterBillNumberOf(pool),
    kind: sailing.mode === 'air' ? 'house_air_waybill' : 'house_bill_of_lading',
    shipper: consignment.shipper,
    consignee: consignment.consignee,
    notifyParty: consignment.consignee,
    goods: consignment.goods,
    marks: consignment.marks,
    packages: cargo.packages,
    grossWeightKg: formatKg(Number(cargo.weightGrams)),
    volumeCubicMetres: cubicMetres(cargo.volumeMm3),
    freightTerms: payerOfFreight(consignment).payer === 'seller' ? 'prepaid' : 'collect',
    carrier: sailing.carrier,
    vesselOrFlight: sailing.vesselOrFlight,
    voyage: sailing.voyage,
    portOfLoading: sailing.portOfLoading,
    portOfDischarge: sailing.portOfDischarge,
    placeOfDelivery: consignment.deliveryTerm.place,
    exportMrn: consignment.mrn,
    issuedAt,
  };
};
