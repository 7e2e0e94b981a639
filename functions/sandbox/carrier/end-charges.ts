import { parseMoney } from '../../../shared/kernel/money.ts';

type Basis =
  | { readonly calculationBasis: 'PER_REVENUE_TON' | 'PER_BILL'; readonly unitPrice: string }
  | {
      readonly calculationBasis: 'PER_KG';
      readonly breaks: readonly { readonly fromKg: number; readonly unitPrice: string }[];
    }
  | { readonly calculationBasis: 'PERCENTAGE'; readonly percent: string; readonly of: readonly string[] };

/** A charge beside the carriage, as the twin publishes it. */
export type EndCharge = Basis & {
  readonly chargeCode: string;
  readonly chargeName: string;
  readonly leg: 'originTerminal' | 'mainCarriage' | 'destinationTerminal' | 'importClearance';
  readonly paymentTermCode: 'PRE' | 'COL';
  readonly minimum?: string;
  readonly maximum?: string;
  readonly condition?: 'customs_exam' | 'over_length' | 'dangerous_goods';
  readonly validFrom: string;
  readonly validTo?: string;
  readonly source: string;
};

const common = { validFrom: '2026-01-01', source: 'Sandbar tariff 2026-1' };

const perTon = (unitPrice: string) => ({ calculationBasis: 'PER_REVENUE_TON', unitPrice }) as const;
const perBill = (unitPrice: string) => ({ calculationBasis: 'PER_BILL', unitPrice }) as const;
const perKg = (unitPrice: string) =>
  ({ calculationBasis: 'PER_KG', breaks: [{ fromKg: 0, unitPrice }] }) as const;

/** By sea or air: dangerous goods and an examination, where they apply. */
const asItComesToThat: readonly EndCharge[] = [
  {
    ...common,
    ...perBill('150.00'),
    chargeCode: 'DANGEROUS_GOODS',
    chargeName: 'Handling of dangerous goods',
    leg: 'originTerminal',
    paymentTermCode: 'PRE',
    condition: 'dangerous_goods',
  },
  {
    ...common,
    ...perBill('250.00'),
    chargeCode: 'CUSTOMS_EXAM',
    chargeName: 'Examination by customs',
    leg: 'importClearance',
    paymentTermCode: 'COL',
    condition: 'customs_exam',
  },
];

/** Both ends by sea: stations, filing, delivery order, congestion; a length surcharge and an examination where they apply. */
export const seaEnds: readonly EndCharge[] = [
  {
    ...common,
    ...perTon('15.00'),
    chargeCode: 'CFS_ORIGIN',
    chargeName: 'Receiving at the origin station',
    leg: 'originTerminal',
    paymentTermCode: 'PRE',
    minimum: '15.00',
  },
  {
    ...common,
    ...perBill('25.00'),
    chargeCode: 'ENS',
    chargeName: 'Entry summary filing',
    leg: 'mainCarriage',
    paymentTermCode: 'PRE',
  },
  {
    ...common,
    ...perTon('28.00'),
    chargeCode: 'CFS_DESTINATION',
    chargeName: 'Stripping and storage at the destination station',
    leg: 'destinationTerminal',
    paymentTermCode: 'COL',
    minimum: '40.00',
    maximum: '900.00',
  },
  {
    ...common,
    ...perBill('45.00'),
    chargeCode: 'DELIVERY_ORDER',
    chargeName: 'Delivery order',
    leg: 'destinationTerminal',
    paymentTermCode: 'COL',
  },
  {
    ...common,
    calculationBasis: 'PERCENTAGE',
    percent: '8',
    of: ['CFS_DESTINATION'],
    chargeCode: 'PCS',
    chargeName: 'Port congestion',
    leg: 'destinationTerminal',
    paymentTermCode: 'COL',
    validTo: '2027-07-01',
  },
  {
    ...common,
    ...perBill('120.00'),
    chargeCode: 'OVER_LENGTH',
    chargeName: 'Pieces over 2.1 m',
    leg: 'originTerminal',
    paymentTermCode: 'PRE',
    condition: 'over_length',
  },
  ...asItComesToThat,
];

/** Both ends by air. */
export const airEnds: readonly EndCharge[] = [
  {
    ...common,
    ...perKg('0.15'),
    chargeCode: 'SECURITY',
    chargeName: 'Security screening',
    leg: 'originTerminal',
    paymentTermCode: 'PRE',
    minimum: '25.00',
  },
  {
    ...common,
    ...perKg('0.60'),
    chargeCode: 'FUEL',
    chargeName: 'Fuel surcharge',
    leg: 'mainCarriage',
    paymentTermCode: 'PRE',
  },
  {
    ...common,
    ...perKg('0.22'),
    chargeCode: 'TERMINAL_DESTINATION',
    chargeName: 'Handling at the airport of destination',
    leg: 'destinationTerminal',
    paymentTermCode: 'COL',
    minimum: '40.00',
    maximum: '400.00',
  },
  ...asItComesToThat,
];

/** What the twin measures a lot by. */
export interface LotMeasures {
  readonly revenueTonNano: bigint;
  readonly chargeableHalfKg: bigint;
  readonly isOverLength: boolean;
  readonly isDangerous: boolean;
  readonly isExamined: boolean;
}

const nano = 1_000_000_000n;

/** Minor units of an amount in US dollars. */
export const dollars = (text: string): bigint =>
  parseMoney({ currency: 'USD', amount: text }, { allowZero: true }).amountMinor;

/** Quotient rounded half up; both positive. */
export const halfUp = (numerator: bigint, denominator: bigint): bigint =>
  (numerator * 2n + denominator) / (denominator * 2n);

const rawOf = (line: EndCharge, lot: LotMeasures, before: ReadonlyMap<string, bigint>): bigint => {
  switch (line.calculationBasis) {
    case 'PER_REVENUE_TON':
      return halfUp(dollars(line.unitPrice) * lot.revenueTonNano, nano);
    case 'PER_BILL':
      return dollars(line.unitPrice);
    case 'PER_KG':
      return halfUp(dollars(line.breaks[0]?.unitPrice ?? '0') * lot.chargeableHalfKg, 2n);
    case 'PERCENTAGE': {
      const base = line.of.reduce((sum, code) => sum + (before.get(code) ?? 0n), 0n);
      return halfUp(base * BigInt(line.percent), 100n);
    }
  }
};

const applies = ({ condition }: EndCharge, lot: LotMeasures): boolean => {
  switch (condition) {
    case 'customs_exam':
      return lot.isExamined;
    case 'over_length':
      return lot.isOverLength;
    case 'dangerous_goods':
      return lot.isDangerous;
    case undefined:
      return true;
  }
};

/** What the twin bills for one lot at both ends on a day, code by code, in minor units. */
export const endChargesOf = (
  lines: readonly EndCharge[],
  lot: LotMeasures,
  on: string,
): ReadonlyMap<string, bigint> => {
  const billed = new Map<string, bigint>();
  for (const line of lines) {
    if (on < line.validFrom || (line.validTo !== undefined && on >= line.validTo)) continue;
    if (!applies(line, lot)) continue;
    const raw = rawOf(line, lot, billed);
    const least = line.minimum === undefined ? raw : dollars(line.minimum);
    const most = line.maximum === undefined ? undefined : dollars(line.maximum);
    const raised = raw < least ? least : raw;
    billed.set(line.chargeCode, most !== undefined && raised > most ? most : raised);
  }
  return billed;
};
