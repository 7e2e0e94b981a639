import { type Meter, PRICES, PRICES_AS_OF } from './prices.ts';

/** Units and their price. */
export interface BillLine {
  readonly units: Readonly<Record<string, number>>;
  readonly usd: number;
}

/** What the calls since the start would have cost on AWS. */
export interface Bill {
  readonly since: string;
  readonly pricesAsOf: string;
  readonly region: 'eu-central-1';
  readonly total: BillLine;
  readonly byContext: Readonly<Record<string, BillLine>>;
  /** By correlation id; work that belongs to no trade is under `unattributed`. */
  readonly byTrade: Readonly<Record<string, BillLine>>;
}

const UNATTRIBUTED = 'unattributed';

/** Counts metered units per context and per correlation id; a batch's units are shared equally between its trades. */
export class BillBook {
  readonly #since = new Date().toISOString();
  readonly #total = new Map<Meter, number>();
  readonly #byContext = new Map<string, Map<Meter, number>>();
  readonly #byTrade = new Map<string, Map<Meter, number>>();

  /** Adds units (0 or more) of one meter. */
  add(meter: Meter, units: number, context: string, correlations: readonly string[]): void {
    if (units <= 0) return;
    count(this.#total, meter, units);
    count(within(this.#byContext, context), meter, units);
    const trades = correlations.length === 0 ? [UNATTRIBUTED] : correlations;
    for (const trade of trades) count(within(this.#byTrade, trade), meter, units / trades.length);
  }

  /** The bill so far. */
  read(): Bill {
    return {
      since: this.#since,
      pricesAsOf: PRICES_AS_OF,
      region: 'eu-central-1',
      total: line(this.#total),
      byContext: lines(this.#byContext),
      byTrade: lines(this.#byTrade),
    };
  }
}

function count(meters: Map<Meter, number>, meter: Meter, units: number): void {
  meters.set(meter, (meters.get(meter) ?? 0) + units);
}

function within(books: Map<string, Map<Meter, number>>, key: string): Map<Meter, number> {
  const known = books.get(key);
  if (known !== undefined) return known;
  const fresh = new Map<Meter, number>();
  books.set(key, fresh);
  return fresh;
}

function line(meters: Map<Meter, number>): BillLine {
  const sorted = [...meters].sort(([left], [right]) => left.localeCompare(right));
  const usd = sorted.reduce((sum, [meter, units]) => sum + units * PRICES[meter].usd, 0);
  return {
    units: Object.fromEntries(sorted.map(([meter, units]) => [meter, round(units, 6)])),
    usd: round(usd, 9),
  };
}

function lines(books: Map<string, Map<Meter, number>>): Record<string, BillLine> {
  return Object.fromEntries([...books].map(([key, meters]) => [key, line(meters)]));
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
