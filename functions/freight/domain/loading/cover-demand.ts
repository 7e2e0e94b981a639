/** How much of each pattern covers the demand at least cost, and what one more of each demand would cost. */
export interface Cover {
  /** Shares by pattern; those not named are 0. */
  readonly shares: ReadonlyMap<number, number>;
  readonly prices: readonly number[];
  readonly total: number;
}

const tolerance = 1e-9;
const pivotsMax = 2_000;
/** Pivots after which the first column that helps is taken instead of the best: Bland's rule, which cannot cycle. */
const pivotsGreedy = 500;

/**
 * Least number of patterns, in fractions, that together hold at least the demand: the linear relaxation of Gilmore & Gomory (1961),
 * "A linear programming approach to the cutting-stock problem", by the primal simplex method with an explicit inverse. The first
 * patterns are one for each demand above 0, holding nothing else.
 */
export const coverDemand = (
  patterns: readonly (readonly number[])[],
  demand: readonly number[],
  singles: readonly number[],
): Cover => new Simplex(patterns, demand, singles).solve();

class Simplex {
  private readonly patterns: readonly (readonly number[])[];
  /** Demands above 0, by row. */
  private readonly rows: readonly number[];
  /** Column of each row: a pattern, or −1 − row for the surplus of a row. */
  private readonly basis: number[];
  private readonly inverse: Float64Array[];
  private readonly amounts: Float64Array;

  constructor(
    patterns: readonly (readonly number[])[],
    demand: readonly number[],
    singles: readonly number[],
  ) {
    this.patterns = patterns;
    this.rows = demand.flatMap((amount, row) => (amount > 0 ? [row] : []));
    this.basis = this.rows.map((row) => singles[row] ?? 0);
    const held = this.rows.map((row) => patterns[singles[row] ?? 0]?.[row] ?? 1);
    this.amounts = Float64Array.from(this.rows, (row, i) => (demand[row] ?? 0) / (held[i] ?? 1));
    this.inverse = this.rows.map((_, i) =>
      Float64Array.from(this.rows, (__, j) => (i === j ? 1 / (held[i] ?? 1) : 0)),
    );
  }

  solve(): Cover {
    for (let pivots = 0; pivots < pivotsMax; pivots++) {
      const prices = this.prices();
      const entering = this.entering(prices, pivots > pivotsGreedy);
      if (entering === undefined || !this.pivot(entering)) break;
    }
    const prices = new Array<number>(this.patterns[0]?.length ?? 0).fill(0);
    for (const [i, price] of this.prices().entries()) prices[this.rows[i] ?? 0] = Math.max(0, price);
    const shares = new Map<number, number>();
    let total = 0;
    for (const [i, column] of this.basis.entries()) {
      if (column < 0) continue;
      shares.set(column, this.amounts[i] ?? 0);
      total += this.amounts[i] ?? 0;
    }
    return { shares, prices, total };
  }

  private prices(): Float64Array {
    const prices = new Float64Array(this.rows.length);
    for (const [i, column] of this.basis.entries()) {
      if (column < 0) continue;
      const row = this.inverse[i];
      for (let j = 0; j < prices.length; j++) prices[j] = (prices[j] ?? 0) + (row?.[j] ?? 0);
    }
    return prices;
  }

  /** The column that lowers the number of patterns most, or undefined at the optimum. */
  private entering(prices: Float64Array, isFirst: boolean): number | undefined {
    let best: number | undefined;
    let most = tolerance;
    for (const [p, counts] of this.patterns.entries()) {
      let gain = -1;
      for (let i = 0; i < prices.length; i++) gain += (prices[i] ?? 0) * (counts[this.rows[i] ?? 0] ?? 0);
      if (gain <= most) continue;
      best = p;
      if (isFirst) return best;
      most = gain;
    }
    for (let i = 0; i < prices.length; i++) {
      if (-(prices[i] ?? 0) <= most) continue;
      best = -1 - i;
      if (isFirst) return best;
      most = -(prices[i] ?? 0);
    }
    return best;
  }

  private pivot(column: number): boolean {
    const { inverse, amounts, rows, patterns } = this;
    const counts = column < 0 ? undefined : patterns[column];
    const change = inverse.map((row) => {
      let sum = 0;
      if (counts === undefined) return -(row[-1 - column] ?? 0);
      for (let j = 0; j < rows.length; j++) sum += (row[j] ?? 0) * (counts[rows[j] ?? 0] ?? 0);
      return sum;
    });
    let leaving = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const [i, rate] of change.entries()) {
      if (rate <= tolerance || (amounts[i] ?? 0) / rate >= least) continue;
      leaving = i;
      least = (amounts[i] ?? 0) / rate;
    }
    const pivotRow = inverse[leaving];
    const rate = change[leaving];
    if (pivotRow === undefined || rate === undefined) return false;
    for (let j = 0; j < rows.length; j++) pivotRow[j] = (pivotRow[j] ?? 0) / rate;
    for (const [i, row] of inverse.entries()) {
      const own = change[i] ?? 0;
      if (i === leaving || own === 0) continue;
      for (let j = 0; j < rows.length; j++) row[j] = (row[j] ?? 0) - own * (pivotRow[j] ?? 0);
      amounts[i] = Math.max(0, (amounts[i] ?? 0) - own * least);
    }
    amounts[leaving] = least;
    this.basis[leaving] = column;
    return true;
  }
}
