/** Realistic values for the documentation of this context's operations. */
export const exampleRequest = {
  supplierId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T4W',
  kind: 'custom',
  productName: 'LED desk lamp DL-8F, matt black',
  hsCode: '94052190',
  specification: [
    { name: 'Luminous flux', value: '600 lm', tolerance: '±5 %', testMethod: 'IES LM-79' },
    { name: 'Colour', value: 'RAL 9005 matt' },
  ],
  quantity: { value: '1', unit: 'H87' },
  shipTo: { addressLine: 'Keizersgracht 12', city: 'Amsterdam', postcode: '1015 CX', country: 'NL' },
} as const;

/** A quote of 80.00 for the goods and 35.00 for the courier. */
export const exampleQuote = {
  unitPrice: { currency: 'USD', amount: '80.00' },
  courierFee: { currency: 'USD', amount: '35.00' },
  customsValue: { currency: 'USD', amount: '80.00' },
  leadDays: 7,
  graceDays: 2,
  validUntil: '2026-12-06T00:00:00.000Z',
  credit: { bulkQuantityMin: '500', expiresOn: '2027-05-31', includesCourier: false },
} as const;

/** A sample that is quoted. */
export const exampleSample = {
  ...exampleRequest,
  sampleId: 'smp_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  state: 'quoted',
  round: 1,
  buyerId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  buyerName: 'Vermeer Licht B.V.',
  buyerCountry: 'NL',
  supplierName: 'Shenzhen Brightway Lighting Co., Ltd.',
  supplierCountry: 'CN',
  requestedAt: '2026-11-22T08:00:00.000Z',
  quote: {
    ...exampleQuote,
    version: 1,
    goods: { currency: 'USD', amount: '80.00' },
    total: { currency: 'USD', amount: '115.00' },
    customsStatement: 'Sample, no commercial sale. Value for customs purposes: USD 80.00.',
  },
  earlierReviews: [],
  deadlines: { quote_lapse: '2026-12-06T00:00:00.000Z' },
} as const;
