import { describe, expect, it } from 'vitest';
import {
  judgeInspection,
  minorPlanFor,
  samplingPlanFor,
} from '../../../functions/orders/domain/inspection.ts';

const numbers = (lotSize: number, aql: string) => {
  const { codeLetter, sampleSize, accept, reject } = samplingPlanFor(lotSize, aql);
  return `${codeLetter} ${sampleSize} ${accept}/${reject}`;
};

describe('sampling plans of ISO 2859-1, level II, normal', () => {
  it('AQL-1: lot 400 at AQL 2.5 is 50 units, accept 3, reject 4', () => {
    expect(numbers(400, '2.5')).toBe('H 50 3/4');
  });

  // 1,000 at 2.5 and 5,000 at 2.5 are published examples of inspection firms; the others are cells of table 2-A.
  it.each([
    [400, '4.0', 'H 50 5/6'],
    [1_000, '2.5', 'J 80 5/6'],
    [5_000, '2.5', 'L 200 10/11'],
    [5_000, '4.0', 'L 200 14/15'],
    [1_200, '1.0', 'J 80 2/3'],
    [1_201, '1.0', 'K 125 3/4'],
    [280, '2.5', 'G 32 2/3'],
    [281, '2.5', 'H 50 3/4'],
    [35_001, '1.5', 'N 500 14/15'],
    [600_000, '0.65', 'Q 1250 14/15'],
  ])('lot %i at AQL %s is %s', (lotSize, aql, expected) => {
    expect(numbers(lotSize, aql)).toBe(expected);
  });

  it.each([
    // An arrow up: the plan above, with its own smaller sample.
    [40, '2.5', 'C 5 0/1'],
    // An arrow down: the plan below, with its own larger sample.
    [60, '2.5', 'F 20 1/2'],
    [10, '2.5', 'C 5 0/1'],
    // Past the last acceptance number, arrows up lead back to 21.
    [200_000, '2.5', 'N 500 21/22'],
    // Nothing stands above the first plan.
    [5, '10', 'C 5 1/2'],
  ])('follows the arrows: lot %i at AQL %s is %s', (lotSize, aql, expected) => {
    expect(numbers(lotSize, aql)).toBe(expected);
  });

  it('inspects every unit where the sample would be larger than the lot', () => {
    expect(samplingPlanFor(3, '0.65').sampleSize).toBe(3);
  });

  it('takes the stricter column between two preferred AQLs, and the first below all', () => {
    expect(numbers(400, '3')).toBe('H 50 3/4');
    expect(numbers(400, '2.50')).toBe('H 50 3/4');
    expect(samplingPlanFor(400, '0').aql).toBe('0.010');
    expect(samplingPlanFor(400, '99').aql).toBe('10');
  });

  it('holds minor defects against the next looser AQL', () => {
    expect(minorPlanFor(400, '2.5').aql).toBe('4.0');
    expect(minorPlanFor(400, '10').aql).toBe('10');
  });
});

describe('verdict', () => {
  const report = { lotSize: 400, sampleSize: 50, critical: 0, major: 3, minor: 5 };

  it('passes at the acceptance numbers', () => {
    expect(judgeInspection(report, '2.5').isPassed).toBe(true);
  });

  it('fails at the rejection numbers, and says them', () => {
    const result = judgeInspection({ ...report, major: 4 }, '2.5');
    expect(result.isPassed).toBe(false);
    expect(result.finding).toBe(
      'Failed: found 0 critical, 4 major, 5 minor in 50 of 400. Limits: critical 0; major at AQL 2.5: sample 50 (H), Ac 3 / Re 4; minor at AQL 4.0: sample 50 (H), Ac 5 / Re 6.',
    );
    expect(judgeInspection({ ...report, minor: 6 }, '2.5').isPassed).toBe(false);
  });

  it('fails on one critical unit', () => {
    expect(judgeInspection({ ...report, critical: 1, major: 0, minor: 0 }, '2.5').isPassed).toBe(false);
  });

  it('judges nothing where nothing was agreed', () => {
    expect(judgeInspection({ ...report, critical: 9 }, undefined).isPassed).toBe(true);
  });
});
