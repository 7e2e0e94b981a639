import { parseBusinessDate } from '../../../../shared/kernel/business-date.ts';
import { parseMoney } from '../../../../shared/kernel/money.ts';
import type { Charge, TariffLine } from './tariff-line.ts';

/** Both ends of a lane and the carriage between them. */
interface DoorTariff {
  readonly from: string;
  readonly to: string;
  readonly mode: 'sea' | 'air';
  readonly lines: readonly TariffLine[];
}

const usd = (amount: string) => parseMoney({ currency: 'USD', amount });
const perTon = (amount: string): Charge => ({ basis: 'per_revenue_ton', rate: usd(amount) });
const perBill = (amount: string): Charge => ({ basis: 'per_bill', rate: usd(amount) });

type Row = readonly [code: string, name: string, leg: TariffLine['leg'], charge: Charge, minimum?: string];

const validFrom = parseBusinessDate('2026-01-01');

const lines = (terms: TariffLine['terms'], source: string, rows: readonly Row[]): readonly TariffLine[] =>
  rows.map(([code, name, leg, charge, minimum]) => ({
    code,
    name,
    leg,
    charge,
    ...(minimum === undefined ? {} : { minimum: usd(minimum) }),
    terms,
    validFrom,
    source,
  }));

const sandbox = (what: string): string =>
  `Sandbox tariff 2026, ${what}, illustrative: load the forwarder's own`;

const origin = lines('prepaid', sandbox('origin charges'), [
  ['LOADING', 'Loading at the seller', 'exportLoading', perTon('4.00'), '15.00'],
  ['PICKUP', 'Pick-up to the CFS', 'preCarriage', perTon('18.00'), '60.00'],
  ['EXPORT_CUSTOMS', 'Export customs entry', 'exportClearance', perBill('65.00')],
  ['CFS_ORIGIN', 'CFS and terminal at origin', 'originTerminal', perTon('12.00'), '20.00'],
  ['LIFT_ON', 'Loading on board', 'vesselLoading', perTon('3.00'), '5.00'],
]);

const destination = lines('collect', sandbox('destination charges, all in'), [
  ['CFS_DESTINATION', 'CFS and terminal at destination', 'destinationTerminal', perTon('45.00'), '60.00'],
  ['DELIVERY_ORDER', 'Delivery order', 'destinationTerminal', perBill('55.00')],
  ['IMPORT_CUSTOMS', 'Import customs entry', 'importClearance', perBill('95.00')],
  ['DELIVERY', 'Delivery to the door', 'onCarriage', perTon('28.00'), '90.00'],
  ['UNLOADING', 'Unloading at the door', 'finalUnloading', perTon('5.00'), '15.00'],
]);

const bySea = (from: string, to: string, ton: string, bill: string): DoorTariff => ({
  from,
  to,
  mode: 'sea',
  lines: [
    ...origin,
    ...lines('prepaid', sandbox(`pool ${from}-${to} by sea`), [
      ['OCEAN', 'Ocean freight, shared container', 'mainCarriage', perTon(ton)],
      ['DOC', 'Bill of lading', 'mainCarriage', perBill(bill)],
    ]),
    ...destination,
  ],
});

const airBreaks: Charge = {
  basis: 'per_kg',
  breaks: [
    { fromKg: 0, perKg: usd('5.10') },
    { fromKg: 45, perKg: usd('4.20') },
    { fromKg: 100, perKg: usd('3.60') },
    { fromKg: 300, perKg: usd('3.20') },
    { fromKg: 500, perKg: usd('2.90') },
  ],
};

const byAir = (from: string, to: string): DoorTariff => ({
  from,
  to,
  mode: 'air',
  lines: [
    ...origin.filter(({ code }) => code !== 'LIFT_ON'),
    ...lines('prepaid', sandbox(`${from}-${to} by air`), [
      ['AIR', 'Air freight', 'mainCarriage', airBreaks],
      ['AWB', 'Air waybill', 'mainCarriage', perBill('35.00')],
    ]),
    ...destination,
  ],
});

/**
 * What carriage from door to door costs on the lanes that the house knows, for estimates before anything is booked. Ocean and air
 * rates are those of the pools on the lane; a booked pool has its own capped quote.
 */
const doorTariffs: readonly DoorTariff[] = [
  bySea('CN', 'NL', '110.00', '60.00'),
  bySea('CN', 'DE', '110.00', '60.00'),
  bySea('KR', 'NL', '110.00', '60.00'),
  bySea('VN', 'NL', '112.00', '60.00'),
  bySea('CN', 'US', '95.00', '60.00'),
  bySea('KR', 'US', '95.00', '60.00'),
  bySea('VN', 'US', '98.00', '60.00'),
  bySea('CN', 'KR', '45.00', '50.00'),
  bySea('VN', 'KR', '45.00', '50.00'),
  byAir('CN', 'NL'),
  byAir('KR', 'US'),
  byAir('VN', 'KR'),
];

/** The lines of a lane, or undefined where no tariff covers it. */
export const doorTariffOf = (from: string, to: string, mode: string): readonly TariffLine[] | undefined =>
  doorTariffs.find((one) => one.from === from && one.to === to && one.mode === mode)?.lines;
