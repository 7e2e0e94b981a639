import type { Consignment } from '../../../../functions/freight/domain/consignment.ts';
import type { Stamp } from '../../../../functions/freight/domain/papers/terms.ts';
import type { Pool } from '../../../../functions/freight/domain/pool.ts';
import { parseBusinessDate } from '../../../../shared/kernel/business-date.ts';
import { parseDeliveryTerm } from '../../../../shared/kernel/incoterm.ts';
import { parseInstant } from '../../../../shared/kernel/instant.ts';
import { consignment, poolOf, usd } from '../examples.ts';

export const issuedAt = parseInstant('2026-12-02T17:30:00.000Z');
/** In Shenzhen it is the next day already. */
export const stamp: Stamp = { version: 3, issuedAt, issuedOn: parseBusinessDate('2026-12-03') };

const shipped = (name: string, change: Partial<Consignment>): Consignment =>
  consignment(name, 1, {
    state: 'planned',
    houseBillNumber: `ENTH-${name}`,
    issuedAt,
    hsCode: '39241000',
    mrn: `26CN${name}`,
    ...change,
  });

/** 12 crates of 60.5 kg, 0.5 × 0.4 × 0.3 m: 726 kg and 0.72 m³, in wood that is marked. The buyer pays the carriage. */
export const plates = shipped('plates', {
  deliveryTerm: parseDeliveryTerm({ incoterm: 'FCA', place: 'CNSZX' }),
  declared: [
    {
      count: 12,
      lengthMm: 500,
      widthMm: 400,
      heightMm: 300,
      grossWeightGrams: 60_500,
      isStackable: true,
      handling: { woodPacking: 'ispm15' },
    },
  ],
});

/** 5 drums of paint of 200.125 kg, 0.6 × 0.6 × 0.9 m: 1,000.625 kg and 1.62 m³. The seller pays. */
export const paint = shipped('paint', {
  goods: 'Paint for the hulls of ships, in drums of steel',
  reference: 'PO 4711',
  hsCode: '32081000',
  declared: [
    {
      count: 5,
      lengthMm: 600,
      widthMm: 600,
      heightMm: 900,
      grossWeightGrams: 200_125,
      isStackable: false,
      handling: {
        dangerousGoods: {
          class: '3',
          unNumber: 'UN1263',
          packingGroup: 'II',
          declarationNumber: 'DGD-9',
        },
      },
    },
  ],
});

/** One pipe of 2.5 m and 80 kg, 0.1 m wide and high: 0.025 m³. */
export const pipe = shipped('pipe', {
  declared: [
    { count: 1, lengthMm: 2_500, widthMm: 100, heightMm: 100, grossWeightGrams: 80_000, isStackable: true },
  ],
});

const members = [plates, paint, pipe];

/** Plates and paint in a 20GP of the carrier, the pipe with the co-loader. */
export const documented: Pool = poolOf(members, {
  state: 'documented',
  plan: {
    equipment: 'SEVERAL',
    cost: usd('2170.00'),
    options: [],
    units: [
      {
        type: '20GP',
        consignmentIds: [plates.consignmentId, paint.consignmentId],
        cargo: {
          packages: 17,
          weightGrams: 1_726_625n,
          volumeMm3: 2_340_000_000n,
          spaceMm3: 2_340_000_000n,
          airVolumeCm3: 2_340_000n,
        },
      },
    ],
    coLoadedIds: [pipe.consignmentId],
  },
  booking: {
    requestedAt: issuedAt,
    carrierBookingReference: 'SB4711',
    masterBillNumbers: ['SBM1', 'SBM2'],
    containerNumbers: ['SBXU1234567'],
  },
});
export const inPool = members;
