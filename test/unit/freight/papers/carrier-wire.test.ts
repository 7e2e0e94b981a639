import { describe, expect, test } from 'vitest';
import { bookingWire, toBookingAnswer } from '../../../../functions/freight/carrier/carrier-messages.ts';
import { bookingRequestOf } from '../../../../functions/freight/domain/papers/booking-request.ts';
import { checkDigitOf, containerNumberOf } from '../../../../functions/sandbox/carrier/container-number.ts';
import { carrierOperations } from '../../../../functions/sandbox/carrier/operations.ts';
import { SimulatedHouse } from '../../../support/simulation/simulated-house.ts';
import { documented, inPool } from './examples.ts';

const answer = (change: object) =>
  toBookingAnswer(
    bookingWire.parse({
      carrierBookingRequestReference: 'pol_1',
      bookingStatus: 'CONFIRMED',
      ...change,
    }),
  );

describe('the carrier’s booking', () => {
  test('is read by its own words: bills, containers, amendment and what one cargo has caused', () => {
    const charge = { currencyCode: 'USD', paymentTermCode: 'PRE', unitPrice: 1, quantity: 1 };
    expect(
      answer({
        carrierBookingReference: 'SB1',
        bookingChannelReference: 'A2',
        transportDocumentReferences: ['M1', 'M2'],
        requestedEquipments: [
          { ISOEquipmentCode: '22G1', equipmentReferences: ['CSQU3054383'] },
          { ISOEquipmentCode: 'LCL' },
        ],
        charges: [
          { ...charge, chargeName: 'OCEAN', currencyAmount: 2000, calculationBasis: 'BOOKING' },
          { ...charge, chargeName: 'EXAM', currencyAmount: 250.5, calculationBasis: 'CARGO cns_1' },
        ],
      }),
    ).toEqual({
      status: 'CONFIRMED',
      carrierBookingReference: 'SB1',
      masterBillNumbers: ['M1', 'M2'],
      containerNumbers: ['CSQU3054383'],
      reason: undefined,
      amendment: 2,
      invoice: [
        { code: 'OCEAN', amount: { currency: 'USD', amountMinor: 200_000n }, consignmentId: undefined },
        { code: 'EXAM', amount: { currency: 'USD', amountMinor: 25_050n }, consignmentId: 'cns_1' },
      ],
    });
  });

  test.each([
    ['RECEIVED', 'RECEIVED'],
    ['PENDING_UPDATE', 'RECEIVED'],
    ['PENDING_AMENDMENT', 'RECEIVED'],
    ['CONFIRMED', 'CONFIRMED'],
    ['COMPLETED', 'CONFIRMED'],
    ['REJECTED', 'REJECTED'],
    ['DECLINED', 'REJECTED'],
    ['CANCELLED', 'REJECTED'],
  ])('in status %s counts as %s', (bookingStatus, status) => {
    expect(answer({ bookingStatus }).status).toBe(status);
  });

  test('that is refused says why', () => {
    const feedbacks = [
      { severity: 'INFO', code: 'INFORMATIONAL_MESSAGE', message: 'Thank you' },
      { severity: 'ERROR', code: 'PROPERTY_VALUE_MUST_CHANGE', message: 'No space' },
    ];
    expect(answer({ bookingStatus: 'REJECTED', feedbacks }).reason).toBe('No space');
  });

  test.each([
    { bookingStatus: 'MAYBE' },
    { charges: [{ chargeName: 'X', currencyCode: 'USD', currencyAmount: -1, calculationBasis: 'BOOKING' }] },
    {
      charges: [
        { chargeName: 'X', currencyCode: 'USD', currencyAmount: '1.00', calculationBasis: 'BOOKING' },
      ],
    },
  ])('%j is not read', (change) => {
    const wire = { carrierBookingRequestReference: 'pol_1', bookingStatus: 'CONFIRMED', ...change };
    expect(bookingWire.safeParse(wire).success).toBe(false);
  });
});

describe('the carrier’s door', () => {
  test('refuses a booking with a field that it does not know, and one that says not where to answer', async () => {
    const house = await SimulatedHouse.open(['sandbox']);
    const book = (body: object) => house.call(undefined, carrierOperations.sandboxBook, { body });
    const request = bookingRequestOf(documented, inPool);
    expect((await book({ ...request, sailingId: 'SBXL' })).body).toMatchObject({
      code: 'http.invalid_request',
      errors: [{ message: expect.stringContaining('sailingId') }],
    });
    expect((await book(request)).body).toMatchObject({
      code: 'http.invalid_request',
      detail: 'The header entrepot-callback-url says where answers go.',
    });
  });
});

describe('container numbers', () => {
  // The example of ISO 6346 and its annex.
  test.each([
    ['CSQU305438', 3],
    ['MSCU663987', 0],
    ['TOLU473478', 7],
  ])('%s has the check digit %i', (code, digit) => {
    expect(checkDigitOf(code)).toBe(digit);
  });

  test('are always the same for a place in a booking', () => {
    const number = containerNumberOf('pol_1', 0);
    expect(number).toMatch(/^SBXU\d{7}$/);
    expect(containerNumberOf('pol_1', 0)).toBe(number);
    expect(containerNumberOf('pol_1', 1)).not.toBe(number);
  });
});
