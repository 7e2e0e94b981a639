import { describe, expect, test } from 'vitest';
import { assertBillsAgree, totalsOfBill } from '../../../../functions/freight/domain/papers/agreement.ts';
import {
  arrivalNoticeOf,
  deliveryOrderPaperOf,
} from '../../../../functions/freight/domain/papers/arrival-papers.ts';
import { billUnitsOf } from '../../../../functions/freight/domain/papers/bill-units.ts';
import { bookingRequestOf } from '../../../../functions/freight/domain/papers/booking-request.ts';
import { shippingInstructionsOf } from '../../../../functions/freight/domain/papers/shipping-instructions.ts';
import { houseBillOf, masterBillOf } from '../../../../functions/freight/domain/papers/transport-document.ts';
import { verifiedMassDeclarationOf } from '../../../../functions/freight/domain/papers/verified-mass-declaration.ts';
import { verifiedMassesOf } from '../../../../functions/freight/domain/verified-mass.ts';
import {
  amendmentIn,
  createBooking,
  equipmentsOf,
  lotsOf,
} from '../../../../functions/sandbox/carrier/dcsa-booking.ts';
import {
  checkInstructions,
  createShippingInstructions,
  postDeclarations,
} from '../../../../functions/sandbox/carrier/dcsa-documents.ts';
import { InvariantViolation } from '../../../../shared/kernel/errors.ts';
import { parseInstant } from '../../../../shared/kernel/instant.ts';
import { documented, inPool, issuedAt, paint, pipe, plates, stamp } from './examples.ts';

const [box, loose] = billUnitsOf(documented);
if (!box || !loose) throw new Error('The pool has two units');

/** What goes over the wire. */
const sent = (document: object): unknown => JSON.parse(JSON.stringify(document));
const grams = (id: string): bigint =>
  ({ [plates.consignmentId]: 726_000n, [paint.consignmentId]: 1_000_625n, [pipe.consignmentId]: 80_000n })[
    id
  ] ?? 0n;

describe('the booking', () => {
  const request = createBooking.parse(
    sent(bookingRequestOf({ ...documented, rolls: 2, revision: 1 }, inPool)),
  );

  test('asks for one container and the co-loader, with what goes into each', () => {
    expect(
      request.requestedEquipments.map(({ ISOEquipmentCode, commodities }) => [
        ISOEquipmentCode,
        commodities.length,
      ]),
    ).toEqual([
      ['22G1', 2],
      ['LCL', 1],
    ]);
    expect(request.requestedNumberOfTransportDocuments).toBe(2);
    expect(request.cargoMovementTypeAtOrigin).toBe('FCL');
    expect(request.routingReference).toBe('SBXL-CNSZX-NLRTM-20261205');
    expect(equipmentsOf(request)).toEqual([{ type: '20GP', units: 1 }]);
  });

  test('names packages, weight, volume, our reference and the shipper’s, danger and over-length', () => {
    expect(request.requestedEquipments[0]?.commodities[1]).toEqual({
      commodityType: 'Paint for the hulls of ships, in drums of steel',
      HSCodes: ['32081000'],
      cargoGrossWeight: { value: 1000.625, unit: 'KGM' },
      cargoGrossVolume: { value: 1.62, unit: 'MTQ' },
      outerPackaging: {
        numberOfPackages: 5,
        description: 'Packages',
        dangerousGoods: [
          {
            properShippingName: 'Paint for the hulls of ships, in drums of steel',
            UNNumber: '1263',
            imoClass: '3',
            packingGroup: 2,
            specialCertificateNumber: 'DGD-9',
          },
        ],
      },
      references: [
        { type: 'CR', value: paint.consignmentId },
        { type: 'AEF', value: 'PO 4711' },
      ],
    });
  });

  test('comes to the carrier exactly, to the gram and the mm³', () => {
    expect(lotsOf(request)).toEqual([
      expect.objectContaining({
        cargoReference: plates.consignmentId,
        numberOfPackages: 12,
        grossWeightGrams: '726000',
        volumeMm3: '720000000',
        isCoLoaded: false,
      }),
      expect.objectContaining({
        cargoReference: paint.consignmentId,
        shipperReference: 'PO 4711',
        grossWeightGrams: '1000625',
        volumeMm3: '1620000000',
        isDangerous: true,
      }),
      expect.objectContaining({
        cargoReference: pipe.consignmentId,
        grossWeightGrams: '80000',
        volumeMm3: '25000000',
        isOverLength: true,
        isCoLoaded: true,
      }),
    ]);
  });

  test('says which amendment it is: two rolls and one new plan', () => {
    expect(amendmentIn(request)).toBe(3);
  });
});

describe('a house bill', () => {
  const bill = houseBillOf(plates, documented, { kind: 'received' }, stamp);

  test('names its own shipper and consignee, and nobody else of the load', () => {
    expect(bill).toEqual({
      transportDocumentReference: 'ENTH-plates',
      transportDocumentStatus: 'ISSUED',
      transportDocumentSubReference: 'v3',
      transportDocumentTypeCode: 'BOL',
      isElectronic: true,
      isToOrder: false,
      termsAndConditions: expect.any(String),
      issueDate: '2026-12-03',
      transports: {
        plannedDepartureDate: '2026-12-05',
        plannedArrivalDate: '2027-01-07',
        placeOfReceipt: { UNLocationCode: 'CNSZX' },
        portOfLoading: { UNLocationCode: 'CNSZX' },
        portOfDischarge: { UNLocationCode: 'NLRTM' },
        placeOfDelivery: { UNLocationCode: 'NLRTM' },
        vesselVoyages: [{ vesselName: 'Sandbar Pioneer', carrierExportVoyageNumber: '261205W' }],
      },
      partyContactDetails: [{ name: 'Freight desk', email: 'freight@entrepot.example' }],
      isShippedOnBoardType: false,
      receivedForShipmentDate: '2026-12-03',
      displayedShippedOnBoardReceivedForShipment:
        'Received for shipment at CNSZX on 2026-12-03, for Sandbar Pioneer 261205W',
      freightPaymentTermCode: 'COL',
      invoicePayableAt: { UNLocationCode: 'NLRTM' },
      receiptTypeAtOrigin: 'CFS',
      deliveryTypeAtDestination: 'CFS',
      cargoMovementTypeAtOrigin: 'LCL',
      cargoMovementTypeAtDestination: 'LCL',
      carrierCode: 'ENTS',
      carrierCodeListProvider: 'NMFTA',
      documentParties: {
        shipper: {
          partyName: 'plates Co',
          addressLines: ['CN'],
          identifyingCodes: [{ codeListProvider: 'ZZZ', partyCode: plates.shipper.companyId }],
        },
        consignee: {
          partyName: 'plates B.V.',
          addressLines: ['NL'],
          identifyingCodes: [{ codeListProvider: 'ZZZ', partyCode: plates.consignee.companyId }],
        },
        issuingParty: expect.objectContaining({ partyName: 'Entrepôt Sandbox B.V.' }),
        notifyParties: [
          {
            partyName: 'plates B.V.',
            addressLines: ['NL'],
            identifyingCodes: [{ codeListProvider: 'ZZZ', partyCode: plates.consignee.companyId }],
          },
        ],
      },
      consignmentItems: [
        {
          carrierBookingReference: plates.consignmentId,
          descriptionOfGoods: ['Melamine plates'],
          HSCodes: ['39241000'],
          shippingMarks: ['plates'],
          cargoItems: [
            {
              equipmentReference: 'SBXU1234567',
              cargoGrossWeight: { value: 726, unit: 'KGM' },
              cargoGrossVolume: { value: 0.72, unit: 'MTQ' },
              outerPackaging: {
                numberOfPackages: 12,
                description: 'Packages',
                woodDeclaration: 'TREATED_AND_CERTIFIED',
              },
            },
          ],
          references: [{ type: 'CR', values: [plates.consignmentId] }],
          customsReferences: [{ type: 'MRN', countryCode: 'CN', values: ['26CNplates'] }],
        },
      ],
      utilizedTransportEquipments: [
        { equipment: { equipmentReference: 'SBXU1234567', ISOEquipmentCode: '22G1' }, isShipperOwned: false },
      ],
    });
    expect(JSON.stringify(bill)).not.toContain('paint');
  });

  test('is shipped on board by the local day of the load event, prepaid where the seller pays', () => {
    const seen = { atLocal: '2026-12-06T01:00:00+08:00', vesselOrFlight: 'Sandbar Relief' };
    const shipped = houseBillOf(paint, documented, { kind: 'on_board', seen }, stamp);
    expect(shipped).toMatchObject({
      isShippedOnBoardType: true,
      shippedOnBoardDate: '2026-12-06',
      displayedShippedOnBoardReceivedForShipment: 'Shipped on board Sandbar Relief at CNSZX on 2026-12-06',
      freightPaymentTermCode: 'PRE',
      invoicePayableAt: { UNLocationCode: 'CNSZX' },
      consignmentItems: [{ descriptionOfGoods: ['Paint for the hulls of ships, in dr', 'ums of steel'] }],
    });
    expect(shipped).not.toHaveProperty('receivedForShipmentDate');
  });

  test('says so when the carrier has taken its report of loading back', () => {
    const back = houseBillOf(plates, documented, { kind: 'taken_back' }, stamp);
    expect(back).toMatchObject({ isShippedOnBoardType: false, receivedForShipmentDate: '2026-12-03' });
    expect(back).not.toHaveProperty('shippedOnBoardDate');
    expect(back.displayedShippedOnBoardReceivedForShipment).toBe(
      'Received for shipment at CNSZX on 2026-12-03, for Sandbar Pioneer 261205W. The carrier took back its report of loading: no goods are shipped on board by this bill',
    );
  });
});

describe('master bills', () => {
  const master = (unit: typeof box) =>
    masterBillOf(documented, unit, inPool, { kind: 'received' }, stamp, issuedAt);
  const houseBill = (one: typeof plates) => houseBillOf(one, documented, { kind: 'received' }, stamp);

  test('stand one over each unit, between the house and the carrier', () => {
    expect(master(box)).toMatchObject({
      transportDocumentReference: 'SBM1',
      transportDocumentStatus: 'DRAFT',
      cargoMovementTypeAtOrigin: 'FCL',
      documentParties: {
        shipper: { partyName: 'Entrepôt Sandbox B.V.' },
        consignee: { partyName: 'Entrepôt Sandbox B.V.' },
        issuingParty: { partyName: 'Sandbar Lines' },
      },
      consignmentItems: [{ carrierBookingReference: 'SB4711' }, { carrierBookingReference: 'SB4711' }],
    });
    expect(master(loose)).toMatchObject({
      transportDocumentReference: 'SBM2',
      cargoMovementTypeAtOrigin: 'LCL',
      consignmentItems: [{ cargoItems: [{ equipmentReference: 'LCL' }] }],
    });
  });

  test('agree with their house bills in packages, kilograms and cubic metres', () => {
    // 726 + 1,000.625 kg; 0.72 + 1.62 m³.
    expect(totalsOfBill(master(box))).toEqual({ packages: 17, grams: 1_726_625n, mm3: 2_340_000_000n });
    const units = [
      { master: master(box), houses: [houseBill(plates), houseBill(paint)] },
      { master: master(loose), houses: [houseBill(pipe)] },
    ];
    const booked = { packages: 18, weightGrams: 1_806_625n, volumeMm3: 2_365_000_000n };
    expect(() => assertBillsAgree(units, booked)).not.toThrow();
    expect(() => assertBillsAgree(units, { ...booked, volumeMm3: 2_365_000_001n })).toThrow(
      InvariantViolation,
    );
    const short = [{ master: master(box), houses: [houseBill(plates)] }, ...units.slice(1)];
    expect(() => assertBillsAgree(short, booked)).toThrow(InvariantViolation);
  });
});

describe('shipping instructions', () => {
  const instructions = createShippingInstructions.parse(
    sent(shippingInstructionsOf(documented, box, inPool, stamp)),
  );
  const booked = {
    lots: lotsOf(createBooking.parse(sent(bookingRequestOf(documented, inPool)))),
    billNumbers: ['SBM1', 'SBM2'],
    isAir: false,
  };

  test('put one house bill under each lot of the unit, with its own shipper and consignee', () => {
    expect(instructions).toMatchObject({
      shippingInstructionsRevisionNumber: 3,
      transportDocumentReference: 'SBM1',
      isCargoDeliveredInICS2Zone: true,
    });
    expect(
      instructions.houseBillOfLadings.map(({ documentParties, methodOfPayment }) => [
        documentParties.shipper.partyName,
        documentParties.consignee.partyName,
        methodOfPayment,
      ]),
    ).toEqual([
      ['plates Co', 'plates B.V.', 'Z'],
      ['paint Co', 'paint B.V.', 'H'],
    ]);
    expect(() => checkInstructions(instructions, booked)).not.toThrow();
  });

  test('that differ from the booking, or from their own house bills, are refused by the carrier', () => {
    const refused = (change: (copy: typeof instructions) => void): unknown => {
      const copy = structuredClone(instructions);
      change(copy);
      try {
        return checkInstructions(copy, booked);
      } catch (error) {
        return error;
      }
    };
    const invalid = expect.objectContaining({ code: 'http.invalid_request' });
    expect(
      refused((copy) => {
        copy.transportDocumentReference = 'SBM9';
      }),
    ).toEqual(invalid);
    expect(
      refused((copy) => {
        copy.houseBillOfLadings.pop();
      }),
    ).toEqual(invalid);
    expect(
      refused((copy) => {
        copy.consignmentItems.forEach((item) => {
          item.references[0].values[0] = 'cns_other';
        });
      }),
    ).toEqual(invalid);
    expect(
      refused((copy) => {
        copy.consignmentItems.forEach((item) => {
          item.cargoItems[0].cargoGrossWeight.value += 0.001;
        });
      }),
    ).toEqual(invalid);
    expect(
      refused((copy) => {
        copy.consignmentItems.forEach((item) => {
          item.cargoItems[0].cargoGrossVolume.value += 0.000000001;
        });
      }),
    ).toEqual(invalid);
    expect(
      refused((copy) => {
        copy.houseBillOfLadings.forEach((bill) => {
          bill.consignmentItems[0].cargoItems[0].outerPackaging.numberOfPackages += 1;
        });
      }),
    ).toEqual(invalid);
  });
});

describe('a verified mass', () => {
  const declared = (pool: typeof documented) =>
    verifiedMassesOf(pool, grams).map((mass) => sent(verifiedMassDeclarationOf(pool, mass, stamp)));
  const taken = (declaration: unknown): boolean =>
    postDeclarations.safeParse({ VGMDeclarations: [declaration] }).success;

  test('by method 2 is cargo, dunnage and tare', () => {
    const [first, second] = declared(documented);
    // 1,726.625 kg and 2 % are 1,761.1575, rounded up 1,762; a 20GP weighs 2,300.
    expect(first).toEqual({
      declarationReference: `VGM-${documented.poolId}-1`,
      declarationDateTime: '2026-12-02T17:30:00.000Z',
      VGM: {
        weight: { value: 4062, unit: 'KGM' },
        method: 'SM2',
        dateTime: '2026-12-02T17:30:00.000Z',
        location: { UNLocationCode: 'CNSZX', facilityTypeCode: 'COFS' },
      },
      equipmentDetails: {
        equipmentReference: 'SBXU1234567',
        ISOEquipmentCode: '22G1',
        isShipperOwned: false,
        cargoGrossWeight: { value: 1726.625, unit: 'KGM' },
        tareWeight: { value: 2300, unit: 'KGM' },
      },
      shipmentDetails: {
        carrierBookingReference: 'SB4711',
        transportDocumentReference: 'SBM1',
        otherReferences: [
          { typeCode: 'SI', reference: plates.consignmentId },
          { typeCode: 'SI', reference: paint.consignmentId },
        ],
      },
      vesselVoyageDetails: {
        exportVoyageNumberOrReference: { carrierVoyageNumber: '261205W' },
        portOfLoading: { UNLocationCode: 'CNSZX' },
        portOfDischarge: { UNLocationCode: 'NLRTM' },
        vesselName: 'Sandbar Pioneer',
      },
      responsibleParty: {
        partyName: 'Entrepôt Sandbox B.V.',
        address: {
          street: 'Keizersgracht',
          streetNumber: '1',
          postCode: '1015 CJ',
          city: 'Amsterdam',
          countryCode: 'NL',
        },
        contactDetails: { name: 'Freight desk', email: 'freight@entrepot.example' },
      },
      authorizedPersonSignatory: 'FREIGHT DESK',
    });
    // 80 kg and 2 %: 81.6, rounded up. The box is the co-loader's.
    expect(second).toMatchObject({
      VGM: { weight: { value: 82 } },
      equipmentDetails: { equipmentReference: 'L1', cargoGrossWeight: { value: 80 } },
    });
    expect([taken(first), taken(second)]).toEqual([true, true]);
  });

  test('by method 1 is what the scales say, with its certificate and hour', () => {
    const weighedAt = parseInstant('2026-12-03T02:00:00.000Z');
    const weighings = [{ unit: 1, grossMassKg: 4_100, certificate: 'WGH-7', weighedAt }];
    const [first] = declared({ ...documented, weighings });
    expect(first).toMatchObject({
      VGM: {
        weight: { value: 4100, unit: 'KGM' },
        method: 'SM1',
        dateTime: '2026-12-03T02:00:00.000Z',
        certificationReference: 'WGH-7',
      },
      weighingParty: { partyName: 'Entrepôt Sandbox B.V.' },
    });
    expect(taken(first)).toBe(true);
  });

  test('with seals names them on the carrier’s instructions and on every bill of that box alone', () => {
    const weighings = [{ unit: 1, grossMassKg: 4_100, certificate: 'WGH-7', seals: ['CN4471902', 'X-7'] }];
    const sealed = { ...documented, weighings };
    const seals = [
      { number: 'CN4471902', source: 'SHI' },
      { number: 'X-7', source: 'SHI' },
    ];
    const [closed, open] = billUnitsOf(sealed);
    if (!closed || !open) throw new Error('The pool has two units');
    const instructions = shippingInstructionsOf(sealed, closed, inPool, stamp);
    expect(instructions.utilizedTransportEquipments).toMatchObject([{ seals }]);
    for (const { utilizedTransportEquipments } of instructions.houseBillOfLadings)
      expect(utilizedTransportEquipments).toMatchObject([{ seals }]);
    expect(createShippingInstructions.safeParse(sent(instructions)).error).toBeUndefined();
    const bill = houseBillOf(plates, sealed, { kind: 'received' }, stamp);
    expect(bill.utilizedTransportEquipments).toMatchObject([{ seals }]);
    const other = shippingInstructionsOf(sealed, open, inPool, stamp);
    expect(JSON.stringify(other)).not.toContain('CN4471902');
  });

  test.each([
    ['a method that SOLAS does not know', { VGM: { method: 'SM3' } }],
    ['a weighing without a certificate', { VGM: { method: 'SM1' } }],
    ['a box that is lighter than cargo and tare', { VGM: { weight: { value: 4_026, unit: 'KGM' } } }],
    ['a signature in small letters', { authorizedPersonSignatory: 'Freight desk' }],
  ])('with %s is refused by the carrier', (_, change) => {
    const [first] = declared(documented);
    if (typeof first !== 'object' || first === null || !('VGM' in first)) throw new Error('No declaration');
    const wrong = {
      ...first,
      ...change,
      VGM: { ...Object(first.VGM), ...Object('VGM' in change ? change.VGM : {}) },
    };
    expect(taken(wrong)).toBe(false);
  });
});

describe('papers at arrival', () => {
  const order = {
    number: 'ENTD1',
    state: 'held' as const,
    arrivedAt: parseInstant('2027-01-07T22:00:00.000Z'),
    freeUntil: parseInstant('2027-01-14T22:00:00.000Z'),
  };
  const conditions = [
    { name: 'freight' as const, isMet: true, why: 'Freight is paid.' },
    { name: 'duty' as const, isMet: false, why: 'Customs has not released the import.' },
  ];

  test('the notice names the bill, the place and seven free days', () => {
    expect(arrivalNoticeOf(plates, documented, order, stamp)).toMatchObject({
      transportDocumentReference: 'ENTH-plates',
      pickupLocation: { locationType: 'UNLO', UNLocationCode: 'NLRTM' },
      additionalInformation:
        'Discharged at 2027-01-07T22:00:00.000Z. Free until 2027-01-14T22:00:00.000Z, storage from 2027-01-15. Handed out against delivery order ENTD1.',
      documentParties: { firstNotifyParty: { partyName: 'plates B.V.' } },
      freetime: [{ freetimeTypeCode: 'STO', quantity: 7, unitOfMeasure: 'CD' }],
      consignmentItems: [
        { cargoItems: [{ weight: 726, weightUnit: 'KGM', volume: 0.72, volumeUnit: 'MTQ' }] },
      ],
    });
  });

  test('the order says what it waits for, and only a released one when it was', () => {
    const held = deliveryOrderPaperOf(plates, documented, order, conditions);
    expect(held).toMatchObject({
      deliveryOrderReference: 'ENTD1',
      transportDocumentReference: 'ENTH-plates',
      additionalInformation:
        'Not released: the goods may not be handed out. Customs has not released the import.',
      releaseParty: { partyName: 'plates B.V.' },
    });
    expect(held).not.toHaveProperty('requestedReleaseDateTime');
    const releasedAt = parseInstant('2027-01-09T09:00:00.000Z');
    const released = {
      ...order,
      state: 'released' as const,
      releasedAt,
      reason: 'The broker answers for it',
    };
    expect(deliveryOrderPaperOf(plates, documented, released, conditions)).toMatchObject({
      additionalInformation: 'Released. The broker answers for it',
      requestedReleaseDateTime: '2027-01-09T09:00:00.000Z',
    });
    const astray = deliveryOrderPaperOf(plates, documented, { ...order, state: 'misdelivered' }, conditions);
    expect(astray.additionalInformation).toBe('The carrier has handed the goods out without this order.');
  });
});
