import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import type { CurrencyCode } from '../../../shared/kernel/currency.ts';
import { type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { invertRate, parseRate, type Rate, rate } from '../../../shared/kernel/rate.ts';

interface CustomsRate {
  readonly local: CurrencyCode;
  readonly foreign: CurrencyCode;
  /** As the authority publishes it; `foreignPerLocal` as the EU does, `localPerForeign` as the others. */
  readonly value: string;
  readonly quoting: 'foreignPerLocal' | 'localPerForeign';
}

const sandbox = 'Sandbox bulletin of customs exchange rates 2026, illustrative';

const entry = (
  local: CurrencyCode,
  foreign: CurrencyCode,
  value: string,
  dateBasis: string,
): EffectiveDated<CustomsRate> => ({
  value: { local, foreign, value, quoting: local === 'EUR' ? 'foreignPerLocal' : 'localPerForeign' },
  validFrom: parseBusinessDate('2026-01-01'),
  source: sandbox,
  dateBasis,
});

// The EU fixes a month's rates on the second-last Wednesday before it (Implementing Regulation 2015/2447 art. 146), the US
// a quarter's by date of exportation (19 CFR 159.31-36), Korea a week's. Production loads the bulletins here.
const published: readonly EffectiveDated<CustomsRate>[] = [
  entry('EUR', 'USD', '1.0800', 'acceptance_date'),
  entry('EUR', 'CNY', '7.6800', 'acceptance_date'),
  entry('EUR', 'KRW', '1512.40', 'acceptance_date'),
  entry('EUR', 'VND', '27800', 'acceptance_date'),
  entry('EUR', 'GBP', '0.8600', 'acceptance_date'),
  entry('USD', 'EUR', '1.0812', 'export_date'),
  entry('USD', 'KRW', '0.000715', 'export_date'),
  entry('USD', 'CNY', '0.1408', 'export_date'),
  entry('USD', 'VND', '0.0000388', 'export_date'),
  entry('KRW', 'USD', '1398.80', 'declaration_date'),
  entry('KRW', 'EUR', '1512.40', 'declaration_date'),
  entry('KRW', 'CNY', '197.00', 'declaration_date'),
  entry('KRW', 'VND', '0.0544', 'declaration_date'),
];

/** A customs exchange rate as used: local units for one foreign unit, with what was published and where. */
export interface AppliedCustomsRate {
  readonly foreign: CurrencyCode;
  readonly local: CurrencyCode;
  readonly published: string;
  readonly localPerForeign: Rate;
  readonly source: string;
  readonly dateBasis: string;
}

/** The official rate of that day, never the rate of the deal; undefined when none is published for the pair. */
export const customsRateOn = (
  local: CurrencyCode,
  foreign: CurrencyCode,
  on: BusinessDate,
): AppliedCustomsRate | undefined => {
  if (local === foreign) {
    return {
      local,
      foreign,
      published: '1',
      localPerForeign: rate(1n),
      source: 'same currency',
      dateBasis: 'none',
    };
  }
  const candidates = published.filter(
    ({ value, validFrom, validTo }) =>
      value.local === local &&
      value.foreign === foreign &&
      validFrom <= on &&
      (validTo === undefined || on < validTo),
  );
  if (candidates.length === 0) return undefined;
  const { value, source, dateBasis } = effectiveOn(candidates, on);
  const factor = parseRate(value.value);
  return {
    local,
    foreign,
    published: value.value,
    localPerForeign: value.quoting === 'foreignPerLocal' ? invertRate(factor) : factor,
    source,
    dateBasis,
  };
};
