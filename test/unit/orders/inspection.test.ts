import { describe, expect, it } from 'vitest';
import {
  agreedAqlsOf,
  judgeInspection,
  sampleSizeNeeded,
  samplingPlanFor,
} from '../../../functions/orders/domain/inspection.ts';
import {
  codeLetterTable,
  inspectionLevels,
  masterTable,
} from '../../../functions/orders/domain/sampling-plans.ts';

const numbers = (lotSize: number, aql: string) => {
  const { codeLetter, sampleSize, accept, reject } = samplingPlanFor(lotSize, aql);
  return `${codeLetter} ${sampleSize} ${accept}/${reject}`;
};

/**
 * Table II-A of MIL-STD-105E by columns: for each AQL the letters that have a plan, with the acceptance number, and the letters
 * whose arrow points up; at all others it points down.
 */
const publishedColumns: readonly (readonly [aql: string, plans: string, up: string])[] = [
  ['0.010', 'Q0', 'R'],
  ['0.015', 'P0', 'QR'],
  ['0.025', 'N0 R1', 'P'],
  ['0.040', 'M0 Q1 R2', 'N'],
  ['0.065', 'L0 P1 Q2 R3', 'M'],
  ['0.10', 'K0 N1 P2 Q3 R5', 'L'],
  ['0.15', 'J0 M1 N2 P3 Q5 R7', 'K'],
  ['0.25', 'H0 L1 M2 N3 P5 Q7 R10', 'J'],
  ['0.40', 'G0 K1 L2 M3 N5 P7 Q10 R14', 'H'],
  ['0.65', 'F0 J1 K2 L3 M5 N7 P10 Q14 R21', 'G'],
  ['1.0', 'E0 H1 J2 K3 L5 M7 N10 P14 Q21', 'FR'],
  ['1.5', 'D0 G1 H2 J3 K5 L7 M10 N14 P21', 'EQR'],
  ['2.5', 'C0 F1 G2 H3 J5 K7 L10 M14 N21', 'DPQR'],
  ['4.0', 'B0 E1 F2 G3 H5 J7 K10 L14 M21', 'CNPQR'],
  ['6.5', 'A0 D1 E2 F3 G5 H7 J10 K14 L21', 'BMNPQR'],
  ['10', 'C1 D2 E3 F5 G7 H10 J14 K21', 'LMNPQR'],
  ['15', 'B1 C2 D3 E5 F7 G10 H14 J21', 'KLMNPQR'],
  ['25', 'A1 B2 C3 D5 E7 F10 G14 H21', 'JKLMNPQR'],
  ['40', 'A2 B3 C5 D7 E10 F14 G21', 'HJKLMNPQR'],
  ['65', 'A3 B5 C7 D10 E14 F21', 'GHJKLMNPQR'],
  ['100', 'A5 B7 C10 D14 E21', 'FGHJKLMNPQR'],
  ['150', 'A7 B10 C14 D21 E30', 'FGHJKLMNPQR'],
  ['250', 'A10 B14 C21 D30 E44', 'FGHJKLMNPQR'],
  ['400', 'A14 B21 C30 D44', 'EFGHJKLMNPQR'],
  ['650', 'A21 B30 C44', 'DEFGHJKLMNPQR'],
  ['1000', 'A30 B44', 'CDEFGHJKLMNPQR'],
];
const sizes = 'A2 B3 C5 D8 E13 F20 G32 H50 J80 K125 L200 M315 N500 P800 Q1250 R2000';

describe('the tables, cell by cell', () => {
  const [header = '', ...rows] = masterTable.trim().split('\n');
  const aqls = header.trim().split(/\s+/).slice(1);
  const cells = new Map(
    rows.flatMap((line) => {
      const [letter, size, ...values] = line.trim().split(/\s+/);
      return [
        [`${letter}`, `${letter}${size}`] as const,
        ...values.map((value, index) => [`${letter} ${aqls[index]}`, value] as const),
      ];
    }),
  );

  it('has 16 letters with their sample sizes and 26 AQLs', () => {
    expect(rows.map((line) => cells.get(line.trim().charAt(0)))).toEqual(sizes.split(' '));
    expect(aqls).toEqual(publishedColumns.map(([aql]) => aql));
    expect(cells.size).toBe(16 + 16 * 26);
  });

  it.each(publishedColumns)('AQL %s: %s, arrows up at %s', (aql, plans, up) => {
    const wanted = new Map<string, string>('ABCDEFGHJKLMNPQR'.split('').map((letter) => [letter, 'v']));
    for (const letter of up) wanted.set(letter, '^');
    for (const plan of plans.split(' ')) wanted.set(plan.charAt(0), plan.slice(1));
    for (const [letter, value] of wanted)
      expect(`${letter} ${cells.get(`${letter} ${aql}`)}`).toBe(`${letter} ${value}`);
  });

  it('leads every arrow to a plan, for every lot and AQL', () => {
    for (const lotSize of [1, 8, 9, 25, 90, 280, 1_200, 10_000, 150_000, 500_000, 9_999_999]) {
      for (const aql of aqls) {
        for (const level of inspectionLevels) {
          const plan = samplingPlanFor(lotSize, aql, level);
          expect(plan.accept).toBeLessThanOrEqual(44);
          expect(plan.sampleSize).toBeLessThanOrEqual(lotSize);
        }
      }
    }
  });

  // Table I, read down each column: the last lot size of each letter at the general levels.
  it.each([
    ['I', 'A 15 B 25 C 90 D 150 E 280 F 500 G 1200 H 3200 J 10000 K 35000 L 150000 M 500000 N over'],
    [
      'II',
      'A 8 B 15 C 25 D 50 E 90 F 150 G 280 H 500 J 1200 K 3200 L 10000 M 35000 N 150000 P 500000 Q over',
    ],
    [
      'III',
      'B 8 C 15 D 25 E 50 F 90 G 150 H 280 J 500 K 1200 L 3200 M 10000 N 35000 P 150000 Q 500000 R over',
    ],
    ['S-1', 'A 50 B 500 C 35000 D over'],
    ['S-2', 'A 25 B 150 C 1200 D 35000 E over'],
    ['S-3', 'A 15 B 50 C 150 D 500 E 3200 F 35000 G 500000 H over'],
    ['S-4', 'A 15 B 25 C 90 D 150 E 500 F 1200 G 10000 H 35000 J 500000 K over'],
  ] as const)('level %s: %s', (level, published) => {
    const [, ...lines] = codeLetterTable.trim().split('\n');
    const column = 1 + inspectionLevels.indexOf(level);
    const last = new Map(lines.map((line) => line.trim().split(/\s+/)).map((row) => [row[column], row[0]]));
    expect([...last].map(([letter, lotMax]) => `${letter} ${lotMax}`).join(' ')).toBe(published);
  });
});

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
    // Nothing stands above the first plan, so its arrow points down.
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
    expect(samplingPlanFor(400, '99').aql).toBe('65');
  });

  it('looks each class of defect up for itself', () => {
    expect(agreedAqlsOf({ inspectionAql: '2.5' })).toEqual({ critical: '2.5', major: '2.5', minor: '2.5' });
    const own = { inspectionAql: '2.5', inspectionMinorAql: '4.0', inspectionCriticalAql: '0.065' };
    expect(agreedAqlsOf(own)).toEqual({ critical: '0.065', major: '2.5', minor: '4.0' });
    expect(agreedAqlsOf({})).toBeUndefined();
  });

  it('needs the largest sample of the three classes', () => {
    expect(sampleSizeNeeded(400, { critical: '2.5', major: '2.5', minor: '4.0' })).toBe(50);
    // Lot 400 at 0.065: H arrows down to L, 200 units.
    expect(sampleSizeNeeded(400, { critical: '0.065', major: '2.5', minor: '4.0' })).toBe(200);
  });
});

describe('verdict', () => {
  const report = { lotSize: 400, sampleSize: 50, critical: 0, major: 3, minor: 5 };
  const agreed = { critical: '2.5', major: '2.5', minor: '4.0' };

  it('passes at the acceptance numbers', () => {
    expect(judgeInspection(report, agreed).isPassed).toBe(true);
  });

  it('fails at the rejection numbers, and says them', () => {
    const result = judgeInspection({ ...report, major: 4 }, agreed);
    expect(result.isPassed).toBe(false);
    expect(result.finding).toBe(
      'Failed: found 0 critical, 4 major, 5 minor in 50 of 400. Limits: critical 0; major at AQL 2.5: sample 50 (H), Ac 3 / Re 4; minor at AQL 4.0: sample 50 (H), Ac 5 / Re 6.',
    );
    expect(judgeInspection({ ...report, minor: 6 }, agreed).isPassed).toBe(false);
  });

  it('holds minor defects against their own AQL, not a looser one', () => {
    expect(judgeInspection({ ...report, major: 0, minor: 4 }, { ...agreed, minor: '2.5' }).isPassed).toBe(
      false,
    );
    expect(judgeInspection({ ...report, major: 0, minor: 3 }, { ...agreed, minor: '2.5' }).isPassed).toBe(
      true,
    );
  });

  it('fails on one critical unit, whatever the AQL', () => {
    const one = { ...report, critical: 1, major: 0, minor: 0 };
    expect(judgeInspection(one, agreed).isPassed).toBe(false);
    expect(judgeInspection(one, { ...agreed, critical: '10' })).toMatchObject({
      isPassed: false,
      criticalPlan: { accept: 0, reject: 1 },
    });
  });

  it('judges nothing where nothing was agreed', () => {
    expect(judgeInspection({ ...report, critical: 9 }, undefined).isPassed).toBe(true);
  });
});
