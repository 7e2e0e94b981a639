import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import type { EffectiveDated } from '../../../shared/kernel/effective-dated.ts';

/** One layer of an import charge. Layers stack in the order of {@link layerOrder}; each keeps its own amount for later refunds. */
export interface DutyLayer {
  readonly code: string;
  readonly title: string;
  /** Tariff area (duty, fees) or country (VAT). */
  readonly territory: string;
  readonly kind: 'duty' | 'fee' | 'tax';
  /** Leading digits that it covers; the longest match of a code wins. Empty = every code. */
  readonly hsPrefix: string;
  /** Origins that it is limited to. */
  readonly origins?: readonly string[];
  /** Transport modes that it is limited to. */
  readonly modes?: readonly string[];
  /** Percent, e.g. "6.5". */
  readonly percent: string;
  readonly base: 'value' | 'value_and_duty_and_inland';
  /** Bounds per entry in major units of the territory's currency. */
  readonly min?: string;
  readonly max?: string;
  /** Codes of layers that do not apply beside this one. */
  readonly excludes?: readonly string[];
}

const illustrative = (place: string): string =>
  `Sandbox tariff of ${place} 2026, illustrative rates: load the official tariff before use`;

const dated = (
  layer: DutyLayer,
  source: string,
  dateBasis: string,
  from = '2026-01-01',
  to?: string,
): EffectiveDated<DutyLayer> => ({
  value: layer,
  validFrom: parseBusinessDate(from),
  ...(to === undefined ? {} : { validTo: parseBusinessDate(to) }),
  source,
  dateBasis,
});

const conventional = (
  territory: 'EU' | 'US' | 'KR',
  dateBasis: string,
  percents: Readonly<Record<string, string>>,
): readonly EffectiveDated<DutyLayer>[] =>
  Object.entries(percents).map(([hsPrefix, percent]) =>
    dated(
      {
        code: `${territory}-BASE`,
        title: 'Third country duty',
        territory,
        kind: 'duty',
        hsPrefix,
        percent,
        base: 'value',
      },
      illustrative(territory),
      dateBasis,
    ),
  );

const section301 = (hsPrefix: string, percent: string): EffectiveDated<DutyLayer> =>
  dated(
    {
      code: 'US-S301',
      title: 'Section 301 duty on goods of China',
      territory: 'US',
      kind: 'duty',
      hsPrefix,
      origins: ['CN'],
      percent,
      base: 'value',
    },
    'Trade Act of 1974 s. 301, HTSUS chapter 99 subchapter III; illustrative assignment of codes',
    'entry_date',
  );

const vat = (territory: string, percent: string, source: string): EffectiveDated<DutyLayer> =>
  dated(
    {
      code: `${territory}-VAT`,
      title: 'Import VAT',
      territory,
      kind: 'tax',
      hsPrefix: '',
      percent,
      base: 'value_and_duty_and_inland',
    },
    source,
    'acceptance_date',
  );

const processingFee = {
  code: 'US-MPF',
  title: 'Merchandise processing fee',
  territory: 'US',
  kind: 'fee',
  hsPrefix: '',
  percent: '0.3464',
  base: 'value',
  min: '33.58',
  max: '651.50',
} as const satisfies DutyLayer;

/** Every layer that we know, dated and with its source; the longest code prefix in force wins within one layer code. */
export const dutyLayers: readonly EffectiveDated<DutyLayer>[] = [
  ...conventional('EU', 'acceptance_date', {
    '0901': '0',
    '3304': '0',
    '3924': '6.5',
    '3926': '6.5',
    '4202': '3.0',
    '6109': '12.0',
    '7323': '3.2',
    '8504': '3.3',
    '8507': '2.7',
    '8517': '0',
    '8518': '2.0',
    '8539': '2.7',
    '9403': '0',
    '9405': '3.7',
    '9503': '0',
    '9617': '6.7',
  }),
  ...conventional('US', 'entry_date', {
    '0901': '0',
    '3304': '0',
    '3924': '3.4',
    '3926': '5.3',
    '4202': '17.6',
    '6109': '16.5',
    '7323': '2.0',
    '8504': '1.5',
    '8507': '3.4',
    '8512': '2.5',
    '8517': '0',
    '8518': '4.9',
    '8539': '2.0',
    '9403': '0',
    '9405': '3.9',
    '9503': '0',
    '9617': '6.9',
  }),
  section301('3924', '25'),
  section301('3926', '25'),
  section301('4202', '25'),
  section301('6109', '7.5'),
  section301('7323', '25'),
  section301('8504', '25'),
  section301('8507', '25'),
  section301('8512', '25'),
  section301('8539', '25'),
  section301('9403', '25'),
  section301('9405', '25'),
  section301('9617', '25'),
  ...conventional('KR', 'declaration_date', {
    '0901': '2',
    '3304': '6.5',
    '3924': '6.5',
    '3926': '6.5',
    '4202': '8',
    '6109': '13',
    '7323': '8',
    '8504': '8',
    '8507': '8',
    '8517': '0',
    '8518': '8',
    '8539': '8',
    '9403': '8',
    '9405': '8',
    '9503': '8',
    '9617': '8',
  }),
  dated(
    processingFee,
    '19 USC 58c; 19 CFR 24.23; 90 FR 34665 (CBP Dec. 25-10, fiscal year 2026)',
    'entry_date',
    '2025-10-01',
    '2026-10-01',
  ),
  dated(
    processingFee,
    'Amounts of fiscal year 2026 carried on until the notice for fiscal year 2027 is loaded',
    'entry_date',
    '2026-10-01',
  ),
  dated(
    {
      code: 'US-HMF',
      title: 'Harbor maintenance fee',
      territory: 'US',
      kind: 'fee',
      hsPrefix: '',
      modes: ['sea'],
      percent: '0.125',
      base: 'value',
    },
    '26 USC 4461; 19 CFR 24.24',
    'entry_date',
  ),
  vat('NL', '21', 'Wet op de omzetbelasting 1968 art. 9'),
  vat('DE', '19', 'Umsatzsteuergesetz s. 12(1)'),
  vat('KR', '10', 'Value-Added Tax Act art. 30'),
];

/** The order in which layers stack. */
export const layerOrder: readonly string[] = [
  'EU-BASE',
  'US-BASE',
  'KR-BASE',
  'US-S301',
  'US-MPF',
  'US-HMF',
  'NL-VAT',
  'DE-VAT',
  'KR-VAT',
];
