import { z } from 'zod';
import {
  type Charge,
  type TariffLine,
  tariffConditions,
} from '../../functions/freight/domain/tariff/tariff-line.ts';
import { deliveryTermSchema } from '../../shared/http/schemas.ts';
import { legs } from '../../shared/kernel/incoterm.ts';
import { compareMoney, type Money } from '../../shared/kernel/money.ts';
import { percent } from '../../shared/kernel/rate.ts';
import {
  addFaults,
  airBreaks,
  amount,
  cargo,
  containerType,
  day,
  type Fault,
  named,
  otherCurrencies,
} from './case-file.ts';

const charge = z.discriminatedUnion('basis', [
  z.strictObject({
    basis: z.literal('per_revenue_ton'),
    rate: amount,
    /** Tons that are billed in steps: "0.01", "0.1" or "1"; without it exactly. */
    roundUpTo: z.enum(['0.01', '0.1', '1']).optional(),
  }),
  z.strictObject({ basis: z.literal('per_bill'), rate: amount }),
  z.strictObject({
    basis: z.literal('per_container'),
    rates: z.array(z.strictObject({ type: containerType, rate: amount })).min(1),
  }),
  z.strictObject({
    basis: z.literal('per_kg'),
    breaks: airBreaks,
  }),
  z.strictObject({
    basis: z.literal('percent_of'),
    percent: z.string().regex(/^\d{1,3}(\.\d{1,4})?$/, 'A decimal such as "12.5"'),
    of: z.array(z.string()).min(1),
  }),
]);

const steps = { '0.01': 10_000_000n, '0.1': 100_000_000n, '1': 1_000_000_000n } as const;

const chargeOf = (wire: z.output<typeof charge>): Charge => {
  switch (wire.basis) {
    case 'per_revenue_ton':
      return { ...wire, roundUpTo: wire.roundUpTo === undefined ? undefined : steps[wire.roundUpTo] };
    case 'percent_of':
      return { ...wire, percent: percent(wire.percent) };
    default:
      return wire;
  }
};

const tariffLine = z
  .strictObject({
    code: z.string().min(1).max(40),
    name: z.string().min(1).max(120).optional(),
    leg: z.enum(legs),
    charge,
    minimum: amount.optional(),
    maximum: amount.optional(),
    terms: z.enum(['prepaid', 'collect']).default('prepaid'),
    condition: z.enum(tariffConditions).optional(),
    validFrom: day,
    validTo: day.optional(),
    source: z.string().min(1).max(200),
  })
  .transform(
    ({ name, charge: wire, ...line }): TariffLine => ({
      ...line,
      name: name ?? line.code,
      charge: chargeOf(wire),
    }),
  );

const amountsOf = ({ charge: own, minimum, maximum }: TariffLine): readonly Money[] => {
  const bounds = [minimum, maximum].filter((bound) => bound !== undefined);
  switch (own.basis) {
    case 'per_container':
      return [...own.rates.map((each) => each.rate), ...bounds];
    case 'per_kg':
      return [...own.breaks.map(({ perKg }) => perKg), ...bounds];
    case 'percent_of':
      return bounds;
    default:
      return [own.rate, ...bounds];
  }
};

const faultsOfLine = (line: TariffLine, currency: string | undefined): readonly Fault[] => {
  const { charge: own, minimum, maximum, validFrom, validTo } = line;
  const faults: Fault[] = currency === undefined ? [] : otherCurrencies(line, currency);
  if (own.basis === 'per_container')
    faults.push(...named(own.rates, ({ type }) => type, ['charge', 'rates'], 'type'));
  if (minimum && maximum && minimum.currency === maximum.currency && compareMoney(minimum, maximum) > 0)
    faults.push({ path: ['maximum'], message: 'The maximum is below the minimum' });
  if (validTo !== undefined && validTo <= validFrom)
    faults.push({ path: ['validTo'], message: 'The first day no longer in force is after validFrom' });
  return faults;
};

/** A line that is a share of others stands behind them, and they have one currency: that of the line. */
const faultsOfShares = (tariff: readonly TariffLine[]): readonly Fault[] => {
  const currencies = new Map<string, string>();
  return tariff.flatMap((line, at) => {
    const { charge: own, code } = line;
    const bases = own.basis === 'percent_of' ? own.of : [];
    const currency =
      bases.map((base) => currencies.get(base)).find((one) => one) ?? amountsOf(line)[0]?.currency;
    const faults = bases.flatMap((base, index) => {
      const other = currencies.get(base);
      const path = ['tariff', at, 'charge', 'of', index];
      if (other === undefined)
        return [
          {
            path,
            message: `A line that is a share of others stands behind them; no ${base} stands before this`,
          },
        ];
      return other === currency
        ? []
        : [{ path, message: `${base} is in ${other}, others of these in ${currency}; make it two lines` }];
    });
    if (currency !== undefined) currencies.set(code, currency);
    return [
      ...faults,
      ...faultsOfLine(line, currency).map((one) => ({ ...one, path: ['tariff', at, ...one.path] })),
    ];
  });
};

const isAtOnce = (one: TariffLine, other: TariffLine): boolean =>
  one.code === other.code &&
  one.condition === other.condition &&
  (other.validTo === undefined || one.validFrom < other.validTo) &&
  (one.validTo === undefined || other.validFrom < one.validTo);

const faultsOfPeriods = (tariff: readonly TariffLine[]): readonly Fault[] =>
  tariff.flatMap((line, at) => {
    const before = tariff.slice(0, at).findIndex((other) => isAtOnce(line, other));
    const message = `${line.code} is in force twice at once: end line ${before} with validTo, or name one of them otherwise`;
    return before === -1 ? [] : [{ path: ['tariff', at, 'code'], message }];
  });

/** The file that `entrepot freight quote` reads. */
export const quoteCase = z
  .strictObject({
    /** The day on which the tariff is read: the day of shipment. */
    on: day,
    deliveryTerm: deliveryTermSchema,
    cargo,
    bills: z.int().min(1).max(1_000).default(1),
    containers: z.array(z.strictObject({ type: containerType, count: z.int().min(1).max(100) })).default([]),
    conditions: z.array(z.enum(tariffConditions)).default([]),
    tariff: z.array(tariffLine).max(200),
    /** What the carrier has billed, to be held against the quote. */
    invoice: z.array(z.strictObject({ code: z.string(), amount })).optional(),
  })
  .superRefine(({ tariff, containers }, context) =>
    addFaults(context, [
      ...named(containers, ({ type }) => type, ['containers'], 'type'),
      ...faultsOfShares(tariff),
      ...faultsOfPeriods(tariff),
    ]),
  );

export type QuoteCase = z.output<typeof quoteCase>;
