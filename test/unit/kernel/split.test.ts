import { describe, expect, test } from 'vitest';
import { splitLargestRemainder } from '../../../shared/kernel/split.ts';

describe('splitLargestRemainder', () => {
  const lines = [
    { id: 'L1', weight: 666n },
    { id: 'L2', weight: 133n },
    { id: 'L3', weight: 131n },
    { id: 'L4', weight: 525n },
  ];

  test('LR-1: 333 XPF by 666, 133, 131, 525 is 152, 31, 30, 120', () => {
    expect([...splitLargestRemainder(333n, lines)]).toEqual([
      ['L1', 152n],
      ['L2', 31n],
      ['L3', 30n],
      ['L4', 120n],
    ]);
  });

  test('a negative total is the mirror image', () => {
    expect([...splitLargestRemainder(-333n, lines).values()]).toEqual([-152n, -31n, -30n, -120n]);
  });

  test('SH-1: the tied cent of 353.34, 748.33, 1,078.33 goes to the lowest id, whatever the order', () => {
    // Given 1,060 : 2,245 : 3,235 thirds of a dollar, so every part ends in a third of a cent
    const shares = [
      { id: 'C', weight: 3_235n },
      { id: 'A', weight: 1_060n },
      { id: 'B', weight: 2_245n },
    ];

    // When
    const parts = splitLargestRemainder(218_000n, shares);

    // Then
    expect([parts.get('A'), parts.get('B'), parts.get('C')]).toEqual([35_334n, 74_833n, 107_833n]);
  });

  test('nothing splits into nothing, and a weight of zero gets nothing', () => {
    const shares = [
      { id: 'A', weight: 0n },
      { id: 'B', weight: 1n },
    ];
    expect([...splitLargestRemainder(0n, shares).values()]).toEqual([0n, 0n]);
    expect([...splitLargestRemainder(7n, shares).values()]).toEqual([0n, 7n]);
  });

  test.each([
    ['split.zero_weight', []],
    ['split.zero_weight', [{ id: 'A', weight: 0n }]],
    ['split.negative_weight', [{ id: 'A', weight: -1n }]],
    [
      'split.duplicate_id',
      [
        { id: 'A', weight: 1n },
        { id: 'A', weight: 1n },
      ],
    ],
  ])('refuses with %s', (code, shares) => {
    expect(() => splitLargestRemainder(1n, shares)).toThrow(code);
  });
});
