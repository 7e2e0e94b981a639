import { type Consignment, cargoOfConsignment, piecesOf } from '../consignment.ts';
import type { BillUnit } from './bill-units.ts';
import { cubicMetresOf, customsReferencesOf, hsCodesOf, kilograms, linesOf } from './terms.ts';

const woodOf = (consignment: Consignment) =>
  piecesOf(consignment).some(({ handling }) => handling?.woodPacking === 'ispm15')
    ? { woodDeclaration: 'TREATED_AND_CERTIFIED' }
    : {};

/** Packages, kilograms and cubic metres of a consignment in its unit. */
export const cargoItemOf = (consignment: Consignment, unit: BillUnit) => {
  const cargo = cargoOfConsignment(consignment);
  return {
    equipmentReference: unit.equipmentReference,
    cargoGrossWeight: kilograms(cargo.weightGrams),
    cargoGrossVolume: cubicMetresOf(cargo.volumeMm3),
    outerPackaging: {
      numberOfPackages: cargo.packages,
      description: 'Packages',
      ...woodOf(consignment),
    },
  };
};

/** A consignment as an item of a bill (`ConsignmentItem` of EBL 3.0.4). */
export const consignmentItemOf = (
  consignment: Consignment,
  unit: BillUnit,
  carrierBookingReference: string,
  houseBill?: { readonly houseBillOfLadingReference: string },
) => ({
  carrierBookingReference,
  descriptionOfGoods: linesOf(consignment.goods),
  HSCodes: hsCodesOf(consignment),
  shippingMarks: linesOf(consignment.marks),
  cargoItems: [{ ...cargoItemOf(consignment, unit), ...houseBill }],
  references: [{ type: 'CR', values: [consignment.consignmentId] }],
  ...customsReferencesOf(consignment),
});
