import { describe, expect, test } from 'vitest';
import {
  decideJoin,
  decideReceipt,
  decideWithdrawal,
  type JoinRequest,
} from '../../../functions/freight/domain/decide-consignment.ts';
import {
  decideAsked,
  decideBookingAnswer,
  decideRoll,
  openPool,
  resumePool,
} from '../../../functions/freight/domain/decide-pool.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { consignment, consignmentIdOf, cubes, flight, now, ocean, poolOf, usd } from './examples.ts';

const cutOff = parseInstant('2026-12-01T10:00:00.000Z');
const request: JoinRequest = {
  consignmentId: consignmentIdOf('new'),
  orderState: 'fully_funded',
  transportMode: 'sea',
  shipBy: parseBusinessDate('2026-12-05'),
  pieces: [cubes(4)],
};

describe('joining', () => {
  const join = (change: Partial<JoinRequest> = {}, at = now, pool = poolOf([])) =>
    decideJoin(pool, [], { ...request, ...change }, at);

  test('counts volume and weight and stores the quote', () => {
    expect(join()).toMatchObject({
      kind: 'joined',
      pool: { memberIds: [request.consignmentId], booked: { packages: 4, volumeMm3: 4_000_000_000n } },
      quote: { cap: usd('500.00') },
    });
  });

  test('ends at the very cut-off, four days before departure', () => {
    expect(join({}, parseInstant('2026-12-01T09:59:59.999Z')).kind).toBe('joined');
    expect(join({}, cutOff)).toMatchObject({ code: 'past_cut_off' });
  });

  test.each([
    [{ orderState: 'awaiting_deposit' }, 'order_not_ready'],
    [{ transportMode: 'air' }, 'wrong_mode'],
    [{ shipBy: parseBusinessDate('2026-12-04') }, 'ships_too_late'],
    [{ pieces: [{ ...cubes(1), grossWeightGrams: 3_000_001 }] }, 'piece_too_heavy'],
    [{ pieces: [{ ...cubes(1), heightMm: 2_600 }] }, 'piece_too_large'],
    [{ pieces: [cubes(65)] }, 'pool_full'],
  ] as const)('is refused: %o', (change, code) => {
    expect(join(change)).toMatchObject({ kind: 'refused', code });
  });

  test('takes at most one 40HC at 85 % by itself, and ten of them together', () => {
    expect(join({ pieces: [cubes(64)] }).kind).toBe('joined');
    expect(join({ pieces: [cubes(65)] })).toMatchObject({ code: 'pool_full' });
    // Ten times 64.6 m³ at 85 %.
    const others = Array.from({ length: 10 }, (_, index) => consignment(`full-${index}`, 64));
    expect(join({ pieces: [cubes(6)] }, now, poolOf(others)).kind).toBe('joined');
    expect(join({ pieces: [cubes(7)] }, now, poolOf(others))).toMatchObject({ code: 'pool_full' });
  });

  test('by air takes what fits a lower deck', () => {
    const pool = openPool(flight, 'trade-1', now);
    expect(join({ transportMode: 'air', pieces: [cubes(1)] }, now, pool).kind).toBe('joined');
    const tall = [{ ...cubes(1), heightMm: 1_610 }];
    expect(join({ transportMode: 'air', pieces: tall }, now, pool)).toMatchObject({
      code: 'piece_too_large',
    });
  });
});

describe('receipt at the CFS', () => {
  const member = consignment('a', 4);
  const receive = (kg: number, at = now) =>
    decideReceipt(member, poolOf([member]), [], { pieces: [cubes(4, kg)], warehouseReceipt: 'WR-1' }, at);

  test('within five percent keeps the quote and counts what was measured', () => {
    expect(receive(209)).toMatchObject({
      kind: 'received',
      consignment: { state: 'received', quote: member.quote },
      pool: { booked: { weightGrams: 836_000n } },
    });
  });

  test('beyond it makes a new quote that the shipper has to accept', () => {
    expect(receive(1_500)).toMatchObject({
      kind: 'requoted',
      // 6 t on 4 m³ are 6 revenue tons: 6 × 110 + 60.
      consignment: { state: 'requoted', quote: { standAlone: usd('720.00') } },
    });
  });

  test('is over at the cut-off', () => {
    expect(receive(200, cutOff)).toMatchObject({ code: 'past_cut_off' });
  });
});

describe('withdrawal', () => {
  const member = consignment('a', 4, { state: 'received' });

  test('is free before the cut-off', () => {
    const decision = decideWithdrawal(member, poolOf([member]), 'changed my mind', now);
    expect(decision).toMatchObject({ kind: 'withdrawn', deadFreight: usd('0.00'), pool: { memberIds: [] } });
  });

  test('costs dead freight after it: 4 m³ of the cheapest container, here a 40GP at 3,400 for 50 m³', () => {
    const decision = decideWithdrawal(member, poolOf([member], { state: 'cut_off' }), 'late', cutOff);
    expect(decision.kind === 'withdrawn' && formatMoney(decision.deadFreight).amount).toBe('272.00');
  });

  test('is over once the load is planned', () => {
    const planned = consignment('a', 4, { state: 'planned' });
    expect(decideWithdrawal(planned, poolOf([planned]), 'x', cutOff)).toMatchObject({ code: 'wrong_state' });
  });
});

describe('the booking', () => {
  const booked = poolOf([], { state: 'booked', booking: { requestedAt: now } });
  const invoice = [{ code: 'OCEAN', amount: usd('2000.00') }];

  test('is confirmed once; a second answer and one without an invoice change nothing', () => {
    const confirmed = decideBookingAnswer(booked, {
      status: 'CONFIRMED',
      invoice,
      masterBillNumbers: ['M1'],
    });
    expect(confirmed).toMatchObject({ state: 'confirmed', booking: { masterBillNumbers: ['M1'] } });
    expect(decideBookingAnswer(confirmed, { status: 'REJECTED', invoice: [] })).toBe(confirmed);
    expect(decideBookingAnswer(booked, { status: 'CONFIRMED', invoice: [] })).toBe(booked);
  });

  test('that is refused goes to the next sailing, twice at most', () => {
    const refused = decideBookingAnswer(booked, { status: 'REJECTED', reason: 'Full', invoice: [] });
    const next = { ...ocean, sailingId: 'later', etd: parseInstant('2026-12-12T10:00:00.000Z') };
    expect(decideRoll(refused, next, now)).toMatchObject({ state: 'planned', rolls: 1, sailing: next });
    expect(decideRoll({ ...refused, rolls: 2 }, next, now).hold?.reason).toBe('It was rolled 2 times.');
    expect(decideRoll(refused, undefined, now).hold).toBeDefined();
  });

  test('that is not answered is asked for three times', () => {
    const twice = decideAsked(decideAsked(booked, now), now);
    expect(twice.hold).toBeUndefined();
    expect(decideAsked(twice, now).hold?.reason).toContain('3 queries');
  });
});

describe('a held pool', () => {
  test('is sent on by an operator with another run of the leg, and only then', () => {
    const documented = poolOf([], {
      state: 'documented',
      rolls: 2,
      hold: { reason: 'Stuck', since: now },
      chargesAskedAt: now,
    });
    expect(resumePool(documented, now)).toMatchObject({
      hold: undefined,
      rolls: 0,
      legNumber: 2,
      nextDueAt: '2026-12-07T10:00:00.000Z',
    });
    // Before the shares are asked for it waits for the yard to close: 18:00 in Shenzhen, the day before departure.
    expect(resumePool({ ...documented, chargesAskedAt: undefined }, now)?.nextDueAt).toBe(
      '2026-12-04T10:00:00.000Z',
    );
    expect(resumePool(poolOf([]), now)).toBeUndefined();
  });
});
