import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CargoTotals, cargoOf, sumCargo } from '../../../functions/freight/domain/cargo/cargo.ts';
import { type Consignment, cargoOfConsignment } from '../../../functions/freight/domain/consignment.ts';
import { assertBillsAgree, totalsOfBill } from '../../../functions/freight/domain/papers/agreement.ts';
import { billUnitsOf, membersIn } from '../../../functions/freight/domain/papers/bill-units.ts';
import { bookingRequestOf } from '../../../functions/freight/domain/papers/booking-request.ts';
import { houseBillDraft } from '../../../functions/freight/domain/papers/drafts.ts';
import { nextVersion } from '../../../functions/freight/domain/papers/paper.ts';
import { shippingInstructionsOf } from '../../../functions/freight/domain/papers/shipping-instructions.ts';
import { houseBillOf, masterBillOf } from '../../../functions/freight/domain/papers/transport-document.ts';
import { verifiedMassDeclarationOf } from '../../../functions/freight/domain/papers/verified-mass-declaration.ts';
import type { Pool } from '../../../functions/freight/domain/pool.ts';
import { verifiedMassesOf } from '../../../functions/freight/domain/verified-mass.ts';
import { createBooking, lotsOf } from '../../../functions/sandbox/carrier/dcsa-booking.ts';
import {
  checkInstructions,
  createShippingInstructions,
  postDeclarations,
} from '../../../functions/sandbox/carrier/dcsa-documents.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { consignment, flight, poolOf, usd } from '../../unit/freight/examples.ts';
import { issuedAt, stamp } from '../../unit/freight/papers/examples.ts';

/** `PAPER_RUNS=4000` for the long run. */
const numRuns = Number(process.env.PAPER_RUNS ?? 200);

const piece = fc.record({
  count: fc.integer({ min: 1, max: 400 }),
  lengthMm: fc.integer({ min: 1, max: 5_800 }),
  widthMm: fc.integer({ min: 1, max: 2_300 }),
  heightMm: fc.integer({ min: 1, max: 2_200 }),
  grossWeightGrams: fc.integer({ min: 1, max: 3_000_000 }),
  isStackable: fc.boolean(),
});

/** Names as companies have them, and as nobody should: a name may be anything but blank. */
const name = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 90, unit: 'grapheme' }),
    fc.constantFrom('青岛海尔', '<b>&"', 'Ørsted A/S'),
  )
  .map((text) => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim())
  .filter((text) => text !== '');

const member = fc.record({
  pieces: fc.array(piece, { minLength: 1, maxLength: 5 }),
  shipper: name,
  consignee: name,
  goods: name,
  /** Unit that it lies in; 0 for none of ours. */
  unit: fc.integer({ min: 0, max: 3 }),
});

/** A pool that is planned in up to three containers, with the rest at the co-loader's; or on a flight. */
const pooled = fc
  .record({ members: fc.array(member, { minLength: 1, maxLength: 12 }), isFlight: fc.boolean() })
  .map(({ members: drawn, isFlight }): { readonly pool: Pool; readonly members: readonly Consignment[] } => {
    const members = drawn.map(({ pieces, shipper, consignee, goods }, index) => {
      const made = consignment(`m${index}`, 1);
      return {
        ...made,
        shipper: { ...made.shipper, name: shipper },
        consignee: { ...made.consignee, name: consignee },
        goods,
        declared: pieces,
        houseBillNumber: `ENTH${index}`,
        issuedAt,
      };
    });
    const idsIn = (unit: number) =>
      members.filter((_, index) => drawn[index]?.unit === unit).map(({ consignmentId }) => consignmentId);
    const units = [1, 2, 3]
      .map((unit) => idsIn(unit))
      .filter((ids) => ids.length > 0)
      .map((consignmentIds) => ({
        type: isFlight ? ('PMC' as const) : ('40HC' as const),
        consignmentIds,
        cargo: sumCargo(
          members.filter((one) => consignmentIds.includes(one.consignmentId)).map(cargoOfConsignment),
        ),
      }));
    const plan = {
      equipment: 'SEVERAL' as const,
      cost: usd('1.00'),
      options: [],
      units,
      coLoadedIds: idsIn(0),
    };
    const booking = { requestedAt: issuedAt, carrierBookingReference: 'SB1' };
    const pool = poolOf(members, {
      state: 'documented',
      plan,
      booking,
      ...(isFlight ? { sailing: flight } : {}),
    });
    return { pool, members };
  });

const received = { kind: 'received' } as const;
const sent = (document: object): unknown => JSON.parse(JSON.stringify(document));
const gramsOf = (members: readonly Consignment[]) => (id: string) =>
  members
    .find((one) => one.consignmentId === id)
    ?.declared.reduce((sum, one) => sum + BigInt(one.count) * BigInt(one.grossWeightGrams), 0n) ?? 0n;

describe('papers of any pool', () => {
  test('house bills are their master bill, and all master bills what was booked, to the gram and the mm³', () => {
    fc.assert(
      fc.property(pooled, ({ pool, members }) => {
        const units = billUnitsOf(pool).map((unit) => ({
          master: masterBillOf(pool, unit, members, received, stamp, issuedAt),
          houses: membersIn(unit, members).map((one) => houseBillOf(one, pool, received, stamp)),
        }));
        assertBillsAgree(units, pool.booked);
        const total = (list: readonly ReturnType<typeof totalsOfBill>[]) =>
          list.reduce(
            (a, b) => ({ packages: a.packages + b.packages, grams: a.grams + b.grams, mm3: a.mm3 + b.mm3 }),
            {
              packages: 0,
              grams: 0n,
              mm3: 0n,
            },
          );
        const declared: CargoTotals = cargoOf(members.flatMap((one) => one.declared));
        expect(total(units.flatMap(({ houses }) => houses.map(totalsOfBill)))).toEqual({
          packages: declared.packages,
          grams: declared.weightGrams,
          mm3: declared.volumeMm3,
        });
        expect(units.reduce((sum, { houses }) => sum + houses.length, 0)).toBe(members.length);
      }),
      { numRuns },
    );
  });

  test('a house bill names no company of the load but its own', () => {
    fc.assert(
      fc.property(pooled, ({ pool, members }) => {
        for (const own of members) {
          const text = JSON.stringify(houseBillOf(own, pool, received, stamp));
          for (const other of members.filter((one) => one !== own)) {
            expect(text).not.toContain(other.shipper.companyId);
            expect(text).not.toContain(other.consignee.companyId);
            expect(text).not.toContain(other.consignmentId);
          }
          expect(text).toContain(own.shipper.companyId);
        }
      }),
      { numRuns },
    );
  });

  test('the carrier takes every booking, its instructions and its masses', () => {
    fc.assert(
      fc.property(pooled, ({ pool, members }) => {
        const booked = createBooking.parse(sent(bookingRequestOf(pool, members)));
        expect(lotsOf(booked)).toHaveLength(members.length);
        const units = billUnitsOf(pool);
        for (const unit of units)
          checkInstructions(
            createShippingInstructions.parse(sent(shippingInstructionsOf(pool, unit, members, stamp))),
            {
              lots: lotsOf(booked),
              billNumbers: units.map(({ masterBillNumber }) => masterBillNumber),
              isAir: pool.sailing.mode === 'air',
            },
          );
        for (const mass of verifiedMassesOf(pool, gramsOf(members))) {
          const { VGMDeclarations } = postDeclarations.parse({
            VGMDeclarations: [sent(verifiedMassDeclarationOf(pool, mass, stamp))],
          });
          const [declared] = VGMDeclarations;
          if ('isRetracted' in declared) throw new Error('It was not taken back');
          const { cargoGrossWeight, tareWeight } = declared.equipmentDetails;
          const dunnage = declared.VGM.weight.value - cargoGrossWeight.value - (tareWeight?.value ?? 0);
          // Two in a hundred of the cargo, rounded up to the kilogram.
          expect(dunnage).toBeGreaterThanOrEqual(cargoGrossWeight.value * 0.02 - 0.001);
          expect(dunnage).toBeLessThan(cargoGrossWeight.value * 0.02 + 1.001);
        }
      }),
      { numRuns },
    );
  });

  test('a paper that says the same has no new version, and one that says something else names the last', () => {
    fc.assert(
      fc.property(pooled, fc.boolean(), ({ pool, members: [own] }, isLoaded) => {
        if (!own) return;
        const seen = { atLocal: '2026-12-05T12:00:00+08:00', vesselOrFlight: '' };
        const loading = isLoaded ? ({ kind: 'on_board', seen } as const) : received;
        const first = nextVersion(houseBillDraft(own, pool, received), undefined, issuedAt);
        const later = parseInstant('2026-12-06T00:00:00.000Z');
        const next = nextVersion(houseBillDraft(own, pool, loading), first?.paper, later);
        expect(next === undefined).toBe(!isLoaded);
        if (next)
          expect(next.paper).toMatchObject({
            version: 2,
            issuedAt: later,
            replaces: { version: 1, hash: first?.paper.hash },
          });
      }),
      { numRuns },
    );
  });
});
