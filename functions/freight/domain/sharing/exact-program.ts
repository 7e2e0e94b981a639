import { invariant } from '../../../../shared/kernel/invariant.ts';

/** A fraction with a positive denominator. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * A linear program solved exactly in whole numbers: minimise Σ costs·y over y ≥ 0 under constraints Σ coefficients·y ≥ bound
 * that may be added at any time. Costs must not be negative, so that the dual simplex method can start, and go on after each
 * new constraint, from where it stands.
 */
export interface ExactProgram {
  readonly addConstraint: (coefficients: readonly bigint[], atLeast: bigint) => void;
  /** Minimises; false when the constraints contradict each other. */
  readonly solve: () => boolean;
  readonly valueOf: (variable: number) => Fraction;
}

/** One line of the dictionary: denominator · basic = constant + Σ coefficients · nonbasic. */
interface Line {
  basic: number;
  constant: bigint;
  coefficients: bigint[];
}

/** Pivots by the constraint that is broken most, which is quick; after so many always the first one, which surely ends. */
const swiftPivotsMax = 5_000;

const mostBroken = (best: Line | undefined, line: Line): Line =>
  best === undefined || line.constant < best.constant ? line : best;
const lowest = (best: Line | undefined, line: Line): Line =>
  best === undefined || line.basic < best.basic ? line : best;

/**
 * An empty program. Whole-number pivoting (Edmonds): all lines share one denominator, divisions leave no remainder, nothing is
 * ever rounded. InvariantViolation `freight.negative_cost`.
 */
export const createExactProgram = (costs: readonly bigint[]): ExactProgram => {
  invariant(
    costs.every((cost) => cost >= 0n),
    'freight.negative_cost',
  );
  const width = costs.length;
  let denominator = 1n;
  let nonbasic = costs.map((_, variable) => variable);
  let goal = [...costs];
  // An endless small change of each cost, kept apart from the costs: it decides ties, so that no pivot stands still.
  let tieBreak = costs.map((_, variable) => BigInt(1 + ((variable * 7_919 + 104_729) % 65_521)));
  const lines: Line[] = [];

  const lineOf = (variable: number): Line | undefined => lines.find((line) => line.basic === variable);

  const addConstraint = (coefficients: readonly bigint[], atLeast: bigint): void => {
    const line: Line = {
      basic: width + lines.length,
      constant: -atLeast * denominator,
      coefficients: nonbasic.map(() => 0n),
    };
    coefficients.forEach((coefficient, variable) => {
      if (coefficient === 0n) return;
      const known = lineOf(variable);
      if (known) line.constant += coefficient * known.constant;
      nonbasic.forEach((other, column) => {
        const part = known ? (known.coefficients[column] ?? 0n) : other === variable ? denominator : 0n;
        line.coefficients[column] = (line.coefficients[column] ?? 0n) + coefficient * part;
      });
    });
    lines.push(line);
  };

  const entering = (leaving: Line): number => {
    let best = -1;
    leaving.coefficients.forEach((coefficient, column) => {
      if (coefficient <= 0n) return;
      if (best === -1 || isSmaller(column, best, leaving)) best = column;
    });
    return best;
  };

  const isSmaller = (a: number, b: number, { coefficients }: Line): boolean => {
    const compare = (row: readonly bigint[]): bigint =>
      (row[a] ?? 0n) * (coefficients[b] ?? 0n) - (row[b] ?? 0n) * (coefficients[a] ?? 0n);
    const byCost = compare(goal);
    return byCost === 0n ? compare(tieBreak) < 0n : byCost < 0n;
  };

  const pivot = (row: Line, column: number): void => {
    const at = row.coefficients[column] ?? 0n;
    const old = denominator;
    const carry = (own: readonly bigint[], factor: bigint): bigint[] =>
      own.map((value, other) =>
        other === column ? factor : (at * value - factor * (row.coefficients[other] ?? 0n)) / old,
      );
    for (const line of lines) {
      if (line === row) continue;
      const factor = line.coefficients[column] ?? 0n;
      line.constant = (at * line.constant - factor * row.constant) / old;
      line.coefficients = carry(line.coefficients, factor);
    }
    goal = carry(goal, goal[column] ?? 0n);
    tieBreak = carry(tieBreak, tieBreak[column] ?? 0n);
    const leaving = row.basic;
    row.basic = nonbasic[column] ?? 0;
    row.constant = -row.constant;
    row.coefficients = row.coefficients.map((value, other) => (other === column ? old : -value));
    nonbasic = nonbasic.map((variable, other) => (other === column ? leaving : variable));
    denominator = at;
  };

  const solve = (): boolean => {
    for (let pivots = 0; ; pivots += 1) {
      const broken = lines.filter(({ constant }) => constant < 0n);
      const leaving = broken.reduce<Line | undefined>(
        pivots < swiftPivotsMax ? mostBroken : lowest,
        undefined,
      );
      if (!leaving) return true;
      const column = entering(leaving);
      if (column === -1) return false;
      pivot(leaving, column);
    }
  };

  return {
    addConstraint,
    solve,
    valueOf: (variable) => ({ numerator: lineOf(variable)?.constant ?? 0n, denominator }),
  };
};
