import { describe, expect, test } from 'vitest';
import {
  decideEndPlacement,
  decidePlacement,
  isPlacedOn,
  type Placement,
} from '../../../functions/catalog/domain/placement.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';

const today = parseBusinessDate('2026-11-23');
const now = '2026-11-23T08:00:00.000Z';
const placement = (validFrom: string, validTo: string, placementId = 'plc_1'): Placement => ({
  placementId,
  validFrom,
  validTo,
  markedAt: now,
});
const december = placement('2026-12-01', '2027-01-01');
const codeOf = (decision: ReturnType<typeof decideEndPlacement>) =>
  decision?.kind === 'refused' ? decision.code : decision?.kind;

describe('a paid placement', () => {
  test('labels from its first day until the day on which it is over', () => {
    const days = ['2026-11-30', '2026-12-01', '2026-12-31', '2027-01-01'];
    expect(days.map((day) => isPlacedOn([december], parseBusinessDate(day)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isPlacedOn([{ ...december, endedAt: now }], parseBusinessDate('2026-12-15'))).toBe(false);
  });

  test.each([
    ['placement_period', '2026-11-22', '2026-12-01', []],
    ['placement_period', '2026-12-01', '2026-12-01', []],
    ['placement_overlaps', '2026-12-31', '2027-02-01', [december]],
    ['moved', '2027-01-01', '2027-02-01', [december]],
    ['moved', '2026-12-31', '2027-02-01', [{ ...december, endedAt: now }]],
  ] as const)('%s: from %s to before %s', (outcome, validFrom, validTo, present) => {
    expect(codeOf(decidePlacement(present, placement(validFrom, validTo, 'plc_2'), today))).toBe(outcome);
  });

  test('is one of ten to come at most; forty that are over are kept', () => {
    const ten = Array.from({ length: 10 }, (_, index) =>
      placement(`2027-01-${10 + index}`, `2027-01-${11 + index}`, `plc_${index}`),
    );
    expect(codeOf(decidePlacement(ten, december, today))).toBe('too_many_placements');
    const over = Array.from({ length: 45 }, (_, index) =>
      placement('2026-01-01', '2026-02-01', `plc_${index}`),
    );
    const decision = decidePlacement(over, december, today);
    const kept = decision.kind === 'moved' ? decision.placements.map(({ placementId }) => placementId) : [];
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([41, 'plc_5', 'plc_1']);
  });

  test('is ended once, and only where there is one', () => {
    const ended = decideEndPlacement([december], 'plc_1', { now, today });
    expect(ended).toMatchObject({ kind: 'moved', placement: { endedAt: now } });
    expect(codeOf(decideEndPlacement([{ ...december, endedAt: now }], 'plc_1', { now, today }))).toBe(
      'placement_over',
    );
    expect(decideEndPlacement([december], 'plc_9', { now, today })).toBeUndefined();
  });
});
