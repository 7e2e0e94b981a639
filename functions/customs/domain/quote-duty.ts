import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import type { EffectiveDated } from '../../../shared/kernel/effective-dated.ts';
import type { DeliveryTerm } from '../../../shared/kernel/incoterm.ts';
import {
  addMoney,
  applyRate,
  convertMoney,
  type Money,
  maxMoney,
  minMoney,
  money,
  parseMoney,
  sumMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { percent } from '../../../shared/kernel/rate.ts';
import { splitLargestRemainder } from '../../../shared/kernel/split.ts';
import { type AppliedCustomsRate, customsRateOn } from './customs-exchange-rates.ts';
import { type Charges, customsValueOf, type ValueAdjustment } from './customs-value.ts';
import { type DutyLayer, dutyLayers, layerOrder } from './duty-rates.ts';
import { type Jurisdiction, jurisdictionOf } from './jurisdictions.ts';

/** What is asked: goods, value, term and day. */
export interface DutyQuestion {
  readonly country: string;
  readonly on: BusinessDate;
  readonly transportMode: string;
  readonly deliveryTerm: DeliveryTerm;
  readonly charges: Charges;
  readonly lines: readonly {
    readonly lineId: string;
    readonly hsCode: string;
    readonly originCountry: string;
    readonly value: Money;
  }[];
}

/** One layer as computed; `lineId` is absent for what is charged per entry. */
export interface QuotedLayer {
  readonly code: string;
  readonly title: string;
  readonly kind: DutyLayer['kind'];
  readonly lineId?: string | undefined;
  readonly base: Money;
  readonly percent: string;
  readonly amount: Money;
  readonly source: string;
  readonly dateBasis: string;
}

/** What import will cost by our own tables: a quote, not an assessment. */
export interface DutyQuote {
  readonly kind: 'quoted';
  readonly on: BusinessDate;
  readonly customsValue: Money;
  readonly adjustments: readonly ValueAdjustment[];
  readonly exchange: Omit<AppliedCustomsRate, 'localPerForeign'>;
  readonly layers: readonly QuotedLayer[];
  readonly duty: Money;
  readonly fees: Money;
  readonly tax: Money;
  readonly total: Money;
  /** `low` when a rate was found for fewer digits than the national code has: never infer duty from six digits. */
  readonly confidence: 'high' | 'low';
  readonly warnings: readonly string[];
}
export type DutyQuoteOutcome = DutyQuote | { readonly kind: 'unavailable'; readonly reason: string };

type Dated = EffectiveDated<DutyLayer>;

const unavailable = (reason: string): DutyQuoteOutcome => ({ kind: 'unavailable', reason });

const applies = (
  { value: layer, validFrom, validTo }: Dated,
  question: DutyQuestion,
  territories: readonly string[],
  goods: { readonly hsCode: string; readonly originCountry: string },
): boolean =>
  territories.includes(layer.territory) &&
  validFrom <= question.on &&
  (validTo === undefined || question.on < validTo) &&
  goods.hsCode.startsWith(layer.hsPrefix) &&
  (layer.origins?.includes(goods.originCountry) ?? true) &&
  (layer.modes?.includes(question.transportMode) ?? true);

/** Layers for one code, longest prefix per layer code, in stacking order, without those that another one excludes. */
const layersFor = (
  table: readonly Dated[],
  question: DutyQuestion,
  territories: readonly string[],
  goods: { readonly hsCode: string; readonly originCountry: string },
): readonly Dated[] => {
  const best = new Map<string, Dated>();
  for (const entry of table.filter((one) => applies(one, question, territories, goods))) {
    const known = best.get(entry.value.code);
    if (!known || entry.value.hsPrefix.length > known.value.hsPrefix.length)
      best.set(entry.value.code, entry);
  }
  const found = [...best.values()];
  const excluded = new Set(found.flatMap((one) => one.value.excludes ?? []));
  const rank = (code: string): number => (layerOrder.indexOf(code) + layerOrder.length) % layerOrder.length;
  return found
    .filter((one) => !excluded.has(one.value.code))
    .sort((a, b) => rank(a.value.code) - rank(b.value.code));
};

/** Korea leaves off what is below ten won (National Finance Act art. 47); the others round to the minor unit. */
const levy = (base: Money, layer: DutyLayer, jurisdiction: Jurisdiction): Money => {
  if (jurisdiction.tariff === 'KR') {
    const exact = applyRate(base, percent(layer.percent), 'down');
    return money(exact.currency, exact.amountMinor - (exact.amountMinor % 10n));
  }
  const amount = applyRate(base, percent(layer.percent), 'halfUp');
  const bound = (text: string) => parseMoney({ currency: base.currency, amount: text });
  const atLeast = layer.min === undefined ? amount : maxMoney(amount, bound(layer.min));
  return layer.max === undefined ? atLeast : minMoney(atLeast, bound(layer.max));
};

const quoted = (
  { value: layer, source, dateBasis }: Dated,
  base: Money,
  jurisdiction: Jurisdiction,
  lineId?: string,
): QuotedLayer => ({
  code: layer.code,
  title: layer.title,
  kind: layer.kind,
  ...(lineId === undefined ? {} : { lineId }),
  base,
  percent: layer.percent,
  amount: levy(base, layer, jurisdiction),
  source,
  dateBasis,
});

const sumOf = (currency: string, layers: readonly QuotedLayer[], kind: DutyLayer['kind']): Money =>
  sumMoney(
    currency,
    layers.filter((one) => one.kind === kind).map((one) => one.amount),
  );

interface Valued {
  readonly total: Money;
  readonly byLine: ReadonlyMap<string, Money>;
  readonly adjustments: readonly ValueAdjustment[];
  readonly warnings: readonly string[];
  readonly exchange: AppliedCustomsRate;
}

const valueInTariff = (
  question: DutyQuestion,
  jurisdiction: Jurisdiction,
  currency: string,
): Valued | undefined => {
  const exchange = customsRateOn(jurisdiction.currency, currency, question.on);
  if (!exchange) return undefined;
  const invoice = sumMoney(
    currency,
    question.lines.map((line) => line.value),
  );
  const found = customsValueOf(jurisdiction.valuation, invoice, question.deliveryTerm, question.charges);
  const total = convertMoney(found.value, exchange.localPerForeign, jurisdiction.currency, 'halfUp');
  const shares = splitLargestRemainder(
    total.amountMinor,
    question.lines.map((line) => ({ id: line.lineId, weight: line.value.amountMinor })),
  );
  const byLine = new Map([...shares].map(([id, minor]) => [id, money(jurisdiction.currency, minor)]));
  return { total, byLine, adjustments: found.adjustments, warnings: found.warnings, exchange };
};

const inlandOf = (question: DutyQuestion, jurisdiction: Jurisdiction): Money | undefined => {
  const inland = question.charges.inlandFreight;
  if (!inland) return zeroMoney(jurisdiction.currency);
  const exchange = customsRateOn(jurisdiction.currency, inland.currency, question.on);
  return exchange && convertMoney(inland, exchange.localPerForeign, jurisdiction.currency, 'halfUp');
};

/** What import would cost by our tables on that day, layer by layer; `unavailable` says which table is missing. */
export const quoteDuty = (question: DutyQuestion, table: readonly Dated[] = dutyLayers): DutyQuoteOutcome => {
  const jurisdiction = jurisdictionOf(question.country);
  const currency = question.lines[0]?.value.currency;
  if (!jurisdiction || currency === undefined) return unavailable('no_tariff_for_country');
  if (question.lines.some((line) => line.value.currency !== currency)) return unavailable('mixed_currencies');
  const { freight, insurance } = question.charges;
  if ([freight, insurance].some((one) => one !== undefined && one.currency !== currency))
    return unavailable('charges_in_other_currency');
  const territories = [jurisdiction.tariff, question.country];
  const value = valueInTariff(question, jurisdiction, currency);
  const inland = inlandOf(question, jurisdiction);
  if (!value || !inland) return unavailable('no_customs_exchange_rate');

  const perLine: QuotedLayer[] = [];
  const perEntry = new Map<string, Dated>();
  let isExact = true;
  for (const line of question.lines) {
    const layers = layersFor(table, question, territories, line);
    const base = layers.find((one) => one.value.code === `${jurisdiction.tariff}-BASE`);
    if (!base) return unavailable(`no_rate_for_code_${line.hsCode}`);
    isExact &&= base.value.hsPrefix.length === line.hsCode.length;
    for (const layer of layers) {
      const lineValue = value.byLine.get(line.lineId) ?? zeroMoney(jurisdiction.currency);
      if (layer.value.kind === 'duty') perLine.push(quoted(layer, lineValue, jurisdiction, line.lineId));
      else perEntry.set(layer.value.code, layer);
    }
  }
  const duty = sumOf(jurisdiction.currency, perLine, 'duty');
  const taxBase = addMoney(addMoney(value.total, duty), inland);
  const entries = [...perEntry.values()].map((layer) =>
    quoted(layer, layer.value.base === 'value' ? value.total : taxBase, jurisdiction),
  );
  const layers = [...perLine, ...entries];
  const fees = sumOf(jurisdiction.currency, layers, 'fee');
  const tax = sumOf(jurisdiction.currency, layers, 'tax');
  const { localPerForeign: _, ...exchange } = value.exchange;
  const hasVat = jurisdiction.tariff !== 'EU' || entries.some((one) => one.kind === 'tax');
  return {
    kind: 'quoted',
    on: question.on,
    customsValue: value.total,
    adjustments: value.adjustments,
    exchange,
    layers,
    duty,
    fees,
    tax,
    total: addMoney(addMoney(duty, fees), tax),
    confidence: isExact && hasVat ? 'high' : 'low',
    warnings: [...value.warnings, ...(hasVat ? [] : ['no_vat_rate_loaded'])],
  };
};
