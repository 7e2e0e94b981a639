import { describe, expect, test } from 'vitest';
import type { PieceGroup } from '../../../functions/freight/domain/cargo/cargo.ts';
import { type Handling, natureOf } from '../../../functions/freight/domain/cargo/handling.ts';
import { misfitsOf } from '../../../functions/freight/domain/cargo/misfits.ts';
import { groupOf, mustBeApart, pairsApart } from '../../../functions/freight/domain/cargo/segregation.ts';
import { awaitsApproval } from '../../../functions/freight/domain/consignment.ts';
import { misfitOf } from '../../../functions/freight/domain/decide-consignment.ts';
import { consignment, cubes, flight, ocean } from './examples.ts';

const box = (handling: Handling, change: Partial<PieceGroup> = {}): PieceGroup => ({
  ...cubes(1),
  ...change,
  handling,
});
const paint = { class: '3', unNumber: 'UN1263', packingGroup: 'II' as const };

describe('pieces that cannot go are named one by one', () => {
  test.each([
    [box({ temperatureCelsius: { min: 2, max: 8 } }), 'temperature_without_reefer'],
    [box({ dangerousGoods: paint }), 'dangerous_goods_undeclared'],
    [box({ dangerousGoods: { ...paint, class: '1', declarationNumber: 'D1' } }), 'dangerous_goods_refused'],
    [box({ woodPacking: 'unmarked' }), 'wood_packing_unmarked'],
    [box({}, { grossWeightGrams: 3_000_001 }), 'piece_too_heavy'],
    [box({}, { heightMm: 2_600 }), 'piece_too_large'],
  ] as const)('%o: %s', (piece, code) => {
    const refusal = misfitOf([cubes(3), piece], ocean);
    expect(refusal).toMatchObject({ code, fields: [{ pointer: '/pieces/1', message: refusal?.detail }] });
  });

  test('a declared drum of paint on marked pallets goes', () => {
    const drum = box({ dangerousGoods: { ...paint, declarationNumber: 'DGD-1' }, woodPacking: 'ispm15' });
    expect(misfitsOf([drum], ocean)).toEqual([]);
    expect(misfitsOf([drum], flight)).toEqual([]);
  });

  test('all of them are told at once, with their places', () => {
    const wrong = [box({ woodPacking: 'unmarked' }), cubes(1), box({ dangerousGoods: paint })];
    expect(misfitsOf(wrong, ocean).map(({ piece, code }) => [piece, code])).toEqual([
      [2, 'dangerous_goods_undeclared'],
      [0, 'wood_packing_unmarked'],
    ]);
  });

  test('a tall piece that may lie goes through the door lying', () => {
    const mast = { ...cubes(1), heightMm: 2_600 };
    expect(misfitsOf([mast], ocean)).toHaveLength(1);
    expect(misfitsOf([{ ...mast, handling: { uprights: ['length'] } }], ocean)).toEqual([]);
  });

  test('an edge of more than 2.1 m waits for an approval', () => {
    const made = (lengthMm: number, isOverDimensionApproved?: boolean) =>
      consignment('a', 1, { declared: [{ ...cubes(1), lengthMm }], isOverDimensionApproved });
    expect(awaitsApproval(made(2_100))).toBe(false);
    expect(awaitsApproval(made(2_101))).toBe(true);
    expect(awaitsApproval(made(2_101, true))).toBe(false);
  });
});

describe('goods that may not share a container', () => {
  const tea = groupOf(undefined, '090230');
  const glue = groupOf(undefined, '320890');
  const shirts = groupOf(undefined, '610910');
  const spices = groupOf({ isFood: true, isOdorous: true }, '091099');
  const dangerous = (unClass: string) =>
    groupOf({ dangerousGoods: { class: unClass, unNumber: 'UN0000' } }, undefined);

  test('the chapter of the HS code says what goods are', () => {
    expect([
      natureOf('0902'),
      natureOf('320890'),
      natureOf('6109'),
      natureOf('392410'),
      natureOf(undefined),
    ]).toEqual(['food', 'chemical', 'textile', undefined, undefined]);
  });

  test.each([
    ['food and chemicals', tea, glue, true],
    ['odour and textile', spices, shirts, true],
    ['food and textile', tea, shirts, false],
    ['flammable and oxidising', dangerous('3'), dangerous('5.1'), true],
    ['flammable liquid and toxic', dangerous('3'), dangerous('6.1'), false],
    ['toxic and food', dangerous('6.1'), tea, true],
    ['miscellaneous and flammable', dangerous('9'), dangerous('3'), false],
    ['anything and an ordinary box', tea, undefined, false],
  ] as const)('%s', (_, a, b, isApart) => {
    expect(mustBeApart(a, b)).toBe(isApart);
    expect(mustBeApart(b, a)).toBe(isApart);
  });

  test('pairs are told once each', () => {
    expect(pairsApart([tea, glue, tea, undefined, shirts])).toEqual([['chemical||', 'food||']]);
  });
});
