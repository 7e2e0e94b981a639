import { convertMoney, type Money, money, parseMoney, sumMoney } from '../../../shared/kernel/money.ts';
import { invertRate, parseRate, type Rate } from '../../../shared/kernel/rate.ts';
import type { CustomsEntry } from './entry.ts';

/** One tax that the twin assesses. */
export interface TwinTax {
  readonly type: string;
  readonly rate: string;
  readonly base: Money;
  readonly amount: Money;
}

// The authority's own tariff, kept apart from the product's on purpose: the two computations check each other.
const headings: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  EU: {
    '0901': 0,
    '3304': 0,
    '3924': 650,
    '3926': 650,
    '4202': 300,
    '6109': 1200,
    '7323': 320,
    '8504': 330,
    '8507': 270,
    '8517': 0,
    '8518': 200,
    '8539': 270,
    '9403': 0,
    '9405': 370,
    '9503': 0,
    '9617': 670,
  },
  US: {
    '0901': 0,
    '3304': 0,
    '3924': 340,
    '3926': 530,
    '4202': 1760,
    '6109': 1650,
    '7323': 200,
    '8504': 150,
    '8507': 340,
    '8512': 250,
    '8517': 0,
    '8518': 490,
    '8539': 200,
    '9403': 0,
    '9405': 390,
    '9503': 0,
    '9617': 690,
  },
  KR: {
    '0901': 200,
    '3304': 650,
    '3924': 650,
    '3926': 650,
    '4202': 800,
    '6109': 1300,
    '7323': 800,
    '8504': 800,
    '8507': 800,
    '8517': 0,
    '8518': 800,
    '8539': 800,
    '9403': 800,
    '9405': 800,
    '9503': 800,
    '9617': 800,
  },
};
const otherGoodsBasisPoints = 350;
const chinaExtra = new Set([
  '3924',
  '3926',
  '4202',
  '7323',
  '8504',
  '8507',
  '8512',
  '8539',
  '9403',
  '9405',
  '9617',
]);
const vatPercent: Readonly<Record<string, bigint>> = { NL: 21n, DE: 19n, KR: 10n };
const otherVatPercent = 20n;

const perEuro: Readonly<Record<string, string>> = {
  USD: '1.0800',
  CNY: '7.6800',
  KRW: '1512.40',
  VND: '27800',
  GBP: '0.8600',
};
const inDollars: Readonly<Record<string, string>> = {
  EUR: '1.0812',
  KRW: '0.000715',
  CNY: '0.1408',
  VND: '0.0000388',
};
const inWon: Readonly<Record<string, string>> = {
  USD: '1398.80',
  EUR: '1512.40',
  CNY: '197.00',
  VND: '0.0544',
};

const areaOf = (country: string): 'US' | 'KR' | 'EU' =>
  country === 'US' || country === 'KR' ? country : 'EU';
const currencyOfArea = { EU: 'EUR', US: 'USD', KR: 'KRW' } as const;

const rateInto = (area: 'US' | 'KR' | 'EU', from: string): Rate => {
  if (from === currencyOfArea[area]) return parseRate('1');
  if (area === 'EU') return invertRate(parseRate(perEuro[from] ?? '1'));
  return parseRate((area === 'US' ? inDollars[from] : inWon[from]) ?? '1');
};

const premium = (entry: CustomsEntry, insured: bigint): bigint => {
  if (entry.insurance) return entry.insurance.amountMinor;
  if (entry.insuranceRate === undefined) return 0n;
  const { numerator, denominator } = parseRate(entry.insuranceRate);
  const [share, whole] = [11n * numerator, 10n * denominator - 11n * numerator];
  return (insured * share * 2n + whole) / (whole * 2n);
};

const valueMinor = (entry: CustomsEntry, area: 'US' | 'KR' | 'EU'): bigint => {
  const invoice = entry.invoice.amountMinor;
  const freight = entry.freight?.amountMinor ?? 0n;
  const buyerCarries = ['EXW', 'FCA', 'FAS', 'FOB'].includes(entry.incoterm);
  const isDelivered = ['DAP', 'DPU', 'DDP'].includes(entry.incoterm);
  if (area === 'US') {
    const insurance = ['CIF', 'CIP', 'DAP', 'DPU', 'DDP'].includes(entry.incoterm)
      ? (entry.insurance?.amountMinor ?? 0n)
      : 0n;
    return buyerCarries ? invoice : invoice - freight - insurance;
  }
  if (isDelivered) {
    const inland = entry.inlandFreight?.currency === entry.invoice.currency ? entry.inlandFreight : undefined;
    return invoice - (inland?.amountMinor ?? 0n);
  }
  const carried = buyerCarries ? invoice + freight : invoice;
  return entry.incoterm === 'CIF' || entry.incoterm === 'CIP' ? carried : carried + premium(entry, carried);
};

const roundedShare = (base: bigint, part: bigint, whole: bigint, area: string): bigint => {
  if (area !== 'KR') return (base * part * 2n + whole) / (whole * 2n);
  const won = (base * part) / whole;
  return won - (won % 10n);
};

const clamp = (amount: bigint, low: string, high: string): bigint => {
  const [min, max] = [low, high].map((text) => parseMoney({ currency: 'USD', amount: text }).amountMinor);
  if (min !== undefined && amount < min) return min;
  return max !== undefined && amount > max ? max : amount;
};

const formatBasisPoints = (points: number): string => (points / 100).toString();

/** The value of an entry over its items by what they were invoiced at; what is left of rounding to the largest fractions, first come first. */
const itemValues = ({ items }: CustomsEntry, value: bigint): readonly bigint[] => {
  const invoiced = items.map((item) => item.value.amountMinor);
  const all = invoiced.reduce((sum, each) => sum + each, 0n);
  if (all === 0n) return items.map(() => 0n);
  const floors = invoiced.map((each) => (value * each) / all);
  const left = Number(value - floors.reduce((sum, each) => sum + each, 0n));
  const fractions = invoiced.map((each, index) => ({ index, fraction: (value * each) % all }));
  const raised = fractions
    .sort((a, b) => (a.fraction === b.fraction ? a.index - b.index : a.fraction > b.fraction ? -1 : 1))
    .slice(0, left);
  return floors.map((each, index) => (raised.some((one) => one.index === index) ? each + 1n : each));
};

/** What the authority of the import country charges by its own tables. */
export const assessEntry = (entry: CustomsEntry): readonly TwinTax[] => {
  const area = areaOf(entry.country);
  const currency = currencyOfArea[area];
  const inflated = entry.magic.includes('OVERASSESS') ? 11n : 10n;
  const converted = convertMoney(
    money(entry.invoice.currency, (valueMinor(entry, area) * inflated) / 10n),
    rateInto(area, entry.invoice.currency),
    currency,
    'halfUp',
  );
  const value = converted.amountMinor;
  const tax = (type: string, points: number, base: bigint): TwinTax => ({
    type,
    rate: formatBasisPoints(points),
    base: money(currency, base),
    amount: money(currency, roundedShare(base, BigInt(points), 10_000n, area)),
  });

  const values = itemValues(entry, value);
  const taxes = entry.items.flatMap((item, index) => {
    const heading = item.hsCode.slice(0, 4);
    const own = values[index] ?? 0n;
    const duty = tax('DUTY', headings[area]?.[heading] ?? otherGoodsBasisPoints, own);
    if (area !== 'US' || item.origin !== 'CN') return [duty];
    return [
      duty,
      ...(heading === '6109' ? [tax('S301', 750, own)] : []),
      ...(chinaExtra.has(heading) ? [tax('S301', 2500, own)] : []),
    ];
  });
  if (area === 'US') {
    const processing = clamp(roundedShare(value, 3464n, 1_000_000n, area), '33.58', '651.50');
    taxes.push({ type: 'MPF', rate: '0.3464', base: converted, amount: money(currency, processing) });
    if (entry.transportMode === 'sea')
      taxes.push({
        type: 'HMF',
        rate: '0.125',
        base: converted,
        amount: money(currency, roundedShare(value, 125n, 100_000n, area)),
      });
    return taxes;
  }
  const duty = sumMoney(
    currency,
    taxes.map((one) => one.amount),
  ).amountMinor;
  const inland = entry.inlandFreight
    ? convertMoney(entry.inlandFreight, rateInto(area, entry.inlandFreight.currency), currency, 'halfUp')
    : money(currency, 0n);
  const vat = vatPercent[entry.country] ?? otherVatPercent;
  return [...taxes, tax('VAT', Number(vat) * 100, value + duty + inland.amountMinor)];
};
