import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cargoOf, type PieceGroup } from '../../../functions/freight/domain/cargo/cargo.ts';
import { isWithin, poolCapacity } from '../../../functions/freight/domain/cargo/equipment.ts';
import {
  airCharge,
  airChargeableHalfKg,
  revenueTonNano,
} from '../../../functions/freight/domain/cargo/rating.ts';
import type { Consignment } from '../../../functions/freight/domain/consignment.ts';
import {
  decideJoin,
  decideReceipt,
  decideWithdrawal,
} from '../../../functions/freight/domain/decide-consignment.ts';
import { trackConsignment } from '../../../functions/freight/domain/decide-milestones.ts';
import { type CarrierEvent, foldEvents } from '../../../functions/freight/domain/fold-events.ts';
import { planLoad, standAloneOf } from '../../../functions/freight/domain/planning/plan-load.ts';
import { allocateCost, type Sharer } from '../../../functions/freight/domain/sharing/allocate-cost.ts';
import { quoteFreight } from '../../../functions/freight/domain/tariff/quote-freight.ts';
import { canConsignmentMove } from '../../../functions/freight/domain/transitions.ts';
import { addDuration } from '../../../shared/kernel/instant.ts';
import { sumMoney } from '../../../shared/kernel/money.ts';
import { consignment, flight, now, ocean, poolOf } from '../../unit/freight/examples.ts';

const minor = (amountMinor: bigint) => ({ currency: 'USD', amountMinor });

const piece: fc.Arbitrary<PieceGroup> = fc.record({
  count: fc.integer({ min: 1, max: 30 }),
  lengthMm: fc.integer({ min: 100, max: 2_400 }),
  widthMm: fc.integer({ min: 100, max: 2_300 }),
  heightMm: fc.integer({ min: 100, max: 1_600 }),
  grossWeightGrams: fc.integer({ min: 500, max: 800_000 }),
  isStackable: fc.boolean(),
});
const pieces = fc.array(piece, { minLength: 1, maxLength: 3 });

describe('splitting the carrier invoice', () => {
  const sharers: fc.Arbitrary<readonly Sharer[]> = fc
    .array(
      fc.record({
        standAlone: fc.bigInt({ min: 1n, max: 10n ** 7n }),
        capPercent: fc.bigInt({ min: 1n, max: 100n }),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((list) =>
      list.map(({ standAlone, capPercent }, index) => ({
        consignmentId: `c${index}`,
        standAlone: minor(standAlone),
        cap: minor((standAlone * capPercent + 99n) / 100n),
      })),
    );

  test('sums to the invoice, nobody above cap or stand-alone cost', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 8n }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(sharers, amounts, fc.bigInt({ min: 0n, max: 10n ** 6n }), (list, lines, dead) => {
        const { shares, deadFreight, absorbed, invoiceTotal } = allocateCost(
          lines.map((amount, index) => ({ code: `L${index}`, amount: minor(amount) })),
          list,
          minor(dead),
        );
        const parts = [...shares.map((share) => share.total), deadFreight, absorbed];
        expect(sumMoney('USD', parts)).toEqual(invoiceTotal);
        for (const share of shares) {
          const sharer = list.find((one) => one.consignmentId === share.consignmentId);
          expect(share.total.amountMinor <= (sharer?.cap.amountMinor ?? 0n)).toBe(true);
          expect(share.total.amountMinor <= (sharer?.standAlone.amountMinor ?? 0n)).toBe(true);
        }
        const isAtCap = shares.every(
          (share, index) => share.total.amountMinor === list[index]?.cap.amountMinor,
        );
        if (absorbed.amountMinor > 0n) expect(isAtCap).toBe(true);
      }),
    );
  });

  test('a pool never costs more than its members alone, and no quote is above stand-alone', () => {
    fc.assert(
      fc.property(
        fc.array(pieces, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(ocean, flight),
        (lots, sailing) => {
          const loads = lots.map((lot, index) => ({
            consignmentId: `c${index}`,
            pieces: lot,
            cargo: cargoOf(lot),
          }));
          const alone = sumMoney(
            'USD',
            loads.map((load) => standAloneOf(load.cargo, sailing)),
          );
          expect(planLoad(loads, sailing).cost.amountMinor <= alone.amountMinor).toBe(true);
          const [first, ...others] = loads;
          if (!first) return;
          const quote = quoteFreight(first, others, sailing);
          expect(quote.cap.amountMinor <= quote.standAlone.amountMinor).toBe(true);
        },
      ),
    );
  });
});

describe('rating', () => {
  const size = fc.record({
    volumeMm3: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    weightGrams: fc.bigInt({ min: 0n, max: 10n ** 8n }),
    airVolumeCm3: fc.bigInt({ min: 0n, max: 10n ** 9n }),
  });
  const more = fc.bigInt({ min: 0n, max: 10n ** 9n });

  test('revenue tons and chargeable weight grow with the cargo and are never below one', () => {
    fc.assert(
      fc.property(size, more, more, (cargo, volume, weight) => {
        const larger = {
          volumeMm3: cargo.volumeMm3 + volume,
          weightGrams: cargo.weightGrams + weight,
          airVolumeCm3: cargo.airVolumeCm3 + volume,
        };
        expect(revenueTonNano(larger) >= revenueTonNano(cargo)).toBe(true);
        expect(revenueTonNano(cargo) >= 1_000_000_000n).toBe(true);
        expect(airChargeableHalfKg(larger) >= airChargeableHalfKg(cargo)).toBe(true);
      }),
    );
  });

  test('the charge by air grows with the weight, whatever the breaks', () => {
    const breaks = flight.tariff.air?.breaks ?? [];
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 4_000n }),
        fc.bigInt({ min: 0n, max: 4_000n }),
        (weight, extra) => {
          const [light, heavy] = [airCharge(weight, breaks), airCharge(weight + extra, breaks)];
          expect(heavy.charge.amountMinor >= light.charge.amountMinor).toBe(true);
        },
      ),
    );
  });
});

describe('capacity', () => {
  const capacity = poolCapacity('sea', 'NLRTM');
  const action = fc.oneof(
    fc.record({ kind: fc.constant('join' as const), pieces }),
    fc.record({ kind: fc.constant('receive' as const), of: fc.nat(9), pieces }),
    fc.record({ kind: fc.constant('withdraw' as const), of: fc.nat(9) }),
  );

  test('is never exceeded, and the counters are what the members measure', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
        let pool = poolOf([]);
        let members: readonly Consignment[] = [];
        for (const [index, one] of actions.entries()) {
          if (one.kind === 'join') {
            const made = consignment(`m${index}`, 1, { declared: one.pieces });
            const decision = decideJoin(
              pool,
              [],
              {
                consignmentId: made.consignmentId,
                orderState: 'fully_funded',
                transportMode: 'sea',
                shipBy: made.shipBy,
                pieces: one.pieces,
              },
              now,
            );
            if (decision.kind === 'refused') continue;
            pool = decision.pool;
            members = [...members, made];
          } else {
            const target = members[one.of % Math.max(members.length, 1)];
            if (!target) continue;
            const decision =
              one.kind === 'receive'
                ? decideReceipt(target, pool, [], { pieces: one.pieces, warehouseReceipt: 'W' }, now)
                : decideWithdrawal(target, pool, 'x', now);
            if (decision.kind === 'refused') continue;
            pool = decision.pool;
            members = members
              .map((member) => (member === target ? decision.consignment : member))
              .filter((member) => member.state !== 'withdrawn');
          }
          expect(isWithin(pool.booked, capacity)).toBe(true);
          expect(pool.booked).toEqual(
            cargoOf(members.flatMap((member) => member.measured ?? member.declared)),
          );
        }
      }),
    );
  });
});

describe('the fold over carrier events', () => {
  const base = consignment('a', 1, { state: 'planned' });
  const event: fc.Arbitrary<CarrierEvent> = fc
    .record({
      id: fc.nat(30),
      type: fc.constantFrom('GTIN', 'LOAD', 'DEPA', 'ARRI', 'DISC', 'GTOT', 'POD'),
      classifier: fc.constantFrom('PLN' as const, 'EST' as const, 'ACT' as const),
      minutes: fc.nat(10_000),
      created: fc.nat(10_000),
      isTransshipmentMove: fc.boolean(),
      retracts: fc.option(fc.nat(30), { nil: undefined }),
    })
    .map(({ id, type, minutes, created, retracts, ...rest }) => ({
      eventId: `e${id}`,
      createdAt: addDuration(now, { minutes: created }),
      ...(retracts === undefined
        ? {
            ...rest,
            type,
            occurredAt: addDuration(now, { minutes }),
            location: ['GTIN', 'LOAD', 'DEPA'].includes(type) ? 'CNSZX' : 'NLRTM',
            ...(type === 'POD' ? { consignmentId: base.consignmentId } : {}),
          }
        : { retractedEventId: `e${retracts}` }),
    }));
  const events = fc.uniqueArray(event, { maxLength: 15, selector: (one) => one.eventId });

  test('does not depend on order or duplicates', () => {
    const shuffled = events.chain((list) =>
      fc.record({
        list: fc.constant(list),
        again: fc.shuffledSubarray([...list, ...list], {
          minLength: list.length * 2,
          maxLength: list.length * 2,
        }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ list, again }) => {
        expect(foldEvents(again, ocean)).toEqual(foldEvents(list, ocean));
      }),
    );
  });

  test('moves a consignment along the table only, and estimates and plans never move it', () => {
    fc.assert(
      fc.property(events, (list) => {
        let state = base;
        for (let count = 1; count <= list.length; count += 1) {
          const { after } = trackConsignment(state, foldEvents(list.slice(0, count), ocean));
          if (after.state !== state.state) expect(canConsignmentMove(state.state, after.state)).toBe(true);
          state = after;
        }
        const imagined = list.filter((one) => one.classifier !== 'ACT');
        expect(trackConsignment(base, foldEvents(imagined, ocean)).after).toBe(base);
      }),
    );
  });

  test('ends in the same state however the events were cut into messages, unless one was taken back', () => {
    fc.assert(
      fc.property(
        events.filter((list) => list.every((one) => one.retractedEventId === undefined)),
        fc.nat(15),
        (list, cut) => {
          const early = trackConsignment(base, foldEvents(list.slice(0, cut), ocean)).after;
          const late = trackConsignment(early, foldEvents(list, ocean)).after;
          expect(late.state).toBe(trackConsignment(base, foldEvents(list, ocean)).after.state);
        },
      ),
    );
  });
});
