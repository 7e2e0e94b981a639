/** What an authority expects of a declaration; countries that are not listed are taken as they come. */
export interface Jurisdiction {
  /** Tariff area that the duty rates belong to. */
  readonly tariff: 'EU' | 'US' | 'KR' | 'CN' | 'VN';
  readonly currency: string;
  /** What the customs value includes: carriage and insurance to the border, or not. */
  readonly valuation: 'cif' | 'fob';
  /** Calendar of the authority (IANA). */
  readonly timeZone: string;
  readonly exportHsDigits: number;
  readonly importHsDigits: number;
  /** Name and shape of the number that the authority knows a trader by. */
  readonly traderNumber: { readonly name: string; readonly pattern: RegExp; readonly example: string };
}

const euMembers = [
  'AT',
  'BE',
  'BG',
  'CY',
  'CZ',
  'DE',
  'DK',
  'EE',
  'ES',
  'FI',
  'FR',
  'GR',
  'HR',
  'HU',
  'IE',
  'IT',
  'LT',
  'LU',
  'LV',
  'MT',
  'NL',
  'PL',
  'PT',
  'RO',
  'SE',
  'SI',
  'SK',
];

/** Union Customs Code: 8 digits (CN) on export, 10 (TARIC) on import; EORI by Delegated Regulation 2015/2446 art. 3. */
const eu: Jurisdiction = {
  tariff: 'EU',
  currency: 'EUR',
  valuation: 'cif',
  timeZone: 'Europe/Brussels',
  exportHsDigits: 8,
  importHsDigits: 10,
  traderNumber: { name: 'EORI number', pattern: /^[A-Z]{2}[A-Z0-9]{1,15}$/, example: 'NL123456789' },
};

const table: Readonly<Record<string, Jurisdiction>> = {
  ...Object.fromEntries(euMembers.map((country) => [country, eu])),
  US: {
    tariff: 'US',
    currency: 'USD',
    valuation: 'fob',
    timeZone: 'America/New_York',
    exportHsDigits: 10,
    importHsDigits: 10,
    // 19 CFR 24.5: IRS number with suffix, social security number, or a number that CBP assigns.
    traderNumber: {
      name: 'importer number',
      pattern: /^(\d{2}-\d{7}[A-Z0-9]{0,2}|\d{3}-\d{2}-\d{4}|\d{6}-\d{5})$/,
      example: '12-3456789',
    },
  },
  KR: {
    tariff: 'KR',
    currency: 'KRW',
    valuation: 'cif',
    timeZone: 'Asia/Seoul',
    exportHsDigits: 10,
    importHsDigits: 10,
    traderNumber: {
      name: 'business registration number',
      pattern: /^\d{3}-\d{2}-\d{5}$/,
      example: '220-81-62517',
    },
  },
  CN: {
    tariff: 'CN',
    currency: 'CNY',
    valuation: 'cif',
    timeZone: 'Asia/Shanghai',
    exportHsDigits: 10,
    importHsDigits: 10,
    // GB 32100-2015: 18 characters without I, O, S, V, Z.
    traderNumber: {
      name: 'unified social credit code',
      pattern: /^[0-9A-HJ-NPQRTUWXY]{18}$/,
      example: '91440300MA5EQ7XT1H',
    },
  },
  VN: {
    tariff: 'VN',
    currency: 'VND',
    valuation: 'cif',
    timeZone: 'Asia/Ho_Chi_Minh',
    exportHsDigits: 8,
    importHsDigits: 8,
    traderNumber: { name: 'tax code', pattern: /^\d{10}(-\d{3})?$/, example: '0312345678' },
  },
};

/** The rules of a country's authority, or undefined when we know none. */
export const jurisdictionOf = (country: string): Jurisdiction | undefined => table[country];
