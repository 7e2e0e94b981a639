/** Realistic values for the documentation of this context's operations. */
const buyerId = 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V';
const supplierId = 'com_01K9Z3V5T8QW2M4N6P8R0S1T4W';
const rfqId = 'rfq_01K9Z3V5T8QW2M4N6P8R0S1T3V';
const quoteId = 'quo_01K9Z3V5T8QW2M4N6P8R0S1T3V';

const specification = [
  { name: 'Luminous flux', value: '600 lm', tolerance: '±5 %', testMethod: 'IES LM-79' },
  { name: 'Plug', value: 'EU type C' },
] as const;

/** A request for 500 lamps. */
export const exampleRfqInput = {
  productName: 'LED desk lamp, foldable, 8 W',
  hsCode: '94052190',
  sourcingType: 'customised',
  specification,
  quantity: { value: '500', unit: 'H87' },
  currency: 'USD',
  targetUnitPrice: { currency: 'USD', amount: '3.70' },
  deliveryTerm: { incoterm: 'FCA', place: 'Shenzhen CFS', placeKind: 'terminal' },
  destinationCountry: 'NL',
  transportMode: 'sea',
  latestShipOn: '2027-01-31',
  isSampleNeeded: true,
  quoteBy: '2026-12-01T00:00:00.000Z',
  visibility: 'public',
} as const;

/** That request, open. */
export const exampleRfq = {
  ...exampleRfqInput,
  rfqId,
  buyerId,
  buyerName: 'Vermeer Licht B.V.',
  buyerCountry: 'NL',
  state: 'open',
  awardsMax: 1,
  awards: 0,
  quotesTaken: 0,
  quotesMax: 10,
  isMatchingWanted: true,
  matchings: 1,
  openedAt: '2026-11-22T08:00:00.000Z',
  createdAt: '2026-11-22T08:00:00.000Z',
} as const;

/** One supplier that was found for it. */
export const exampleMatching = {
  matching: 1,
  rankerVersion: 'entrepot-match-1',
  indexVersion: '2026-11-22T07:00:00.000Z',
  matchedAt: '2026-11-22T08:00:01.200Z',
  candidates: [
    {
      supplierId,
      productId: 'prd_01K9Z3V5T8QW2M4N6P8R0S1T3V',
      score: 741_000,
      parts: [
        { name: 'text', value: 541_000, weight: 700_000 },
        { name: 'price', value: 200_000, weight: 300_000 },
      ],
      isPaidPlacement: false,
      isExploration: false,
      outcome: 'invited',
    },
  ],
} as const;

/** 500 lamps at 3.90, FCA at a CFS. */
export const exampleOffer = {
  productName: 'LED desk lamp DL-8F',
  hsCode: '94052190',
  originCountry: 'CN',
  specification,
  quantity: { value: '500', unit: 'H87' },
  unitPrice: { currency: 'USD', amount: '3.90' },
  deliveryTerm: { incoterm: 'FCA', place: 'Shenzhen CFS', placeKind: 'terminal' },
  transportMode: 'sea',
  isPooled: true,
  depositShare: '0.30',
  productionLeadDays: 25,
  latestShipOn: '2027-01-20',
  graceDays: 5,
  packing: [
    {
      packages: 25,
      packageType: 'carton',
      lengthMm: 600,
      widthMm: 400,
      heightMm: 350,
      grossWeightGrams: 14_200,
      isStackable: true,
    },
  ],
  inspectionAql: '2.5',
  validUntil: '2026-12-20T00:00:00.000Z',
} as const;

/** That offer as the first version of a quote. */
export const exampleVersion = {
  version: 1,
  parentVersion: null,
  author: 'supplier',
  offer: exampleOffer,
  goodsTotal: { currency: 'USD', amount: '1950.00' },
  changed: [],
  madeAt: '2026-11-23T02:10:00.000Z',
} as const;

/** The quote with that version. */
export const exampleQuote = {
  quoteId,
  rfqId,
  buyerId,
  supplierId,
  supplierName: 'Shenzhen Brightway Lighting Co., Ltd.',
  supplierCountry: 'CN',
  state: 'submitted',
  current: exampleVersion,
  messages: 1,
  differences: [],
  warnings: [
    {
      code: 'incoterm.customs_value_additions',
      message:
        'An FCA price leaves out carriage and insurance to the border; customs on a CIF base adds them.',
    },
  ],
} as const;

/** What the supplier wrote, and agreed to with it. */
export const exampleMessage = {
  number: 1,
  author: 'supplier',
  text: 'We can do 3.80 for 500, ready in 20 days.',
  language: 'en',
  terms: { unitPrice: { currency: 'USD', amount: '3.80' } },
  saidAt: '2026-11-24T03:00:00.000Z',
} as const;

/** What the version does not say yet. */
export const exampleDifference = {
  differenceId: 'dif_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  term: 'unitPrice',
  said: exampleMessage.terms,
  current: { unitPrice: exampleOffer.unitPrice },
  messageNumber: 1,
  raisedBy: 'supplier',
  answers: { supplier: 'adopt' },
} as const;

/** The quote at the buyer's door, before the estimates are there. */
export const exampleComparison = {
  rfqId,
  currency: 'USD',
  destinationCountry: 'NL',
  comparedAt: '2026-11-23T08:00:00.000Z',
  referenceRates: { source: 'ECB', publishedOn: '2026-11-20' },
  items: [
    {
      quoteId,
      supplierId,
      supplierName: exampleQuote.supplierName,
      supplierCountry: 'CN',
      version: 1,
      raw: {
        unitPrice: exampleOffer.unitPrice,
        quantity: exampleOffer.quantity,
        goodsTotal: { currency: 'USD', amount: '1950.00' },
        deliveryTerm: exampleOffer.deliveryTerm,
        depositShare: '0.30',
        productionLeadDays: 25,
        latestShipOn: '2027-01-20',
        validUntil: exampleOffer.validUntil,
      },
      rawRank: 1,
      lines: [
        {
          code: 'GOODS',
          name: 'Goods as quoted',
          payer: 'buyer',
          amount: { currency: 'USD', amount: '1950.00' },
          kind: 'quoted',
          basis: '500 H87 × USD 3.90',
          source: 'Quote, FCA Shenzhen CFS',
        },
      ],
      missing: ['freight_estimate_pending', 'duty_estimate_pending'],
      isPaidPlacement: false,
    },
  ],
  notice: 'Only the quoted price binds.',
} as const;

const { isPooled: _isPooled, validUntil: _validUntil, ...frozenTerms } = exampleOffer;

/** The contract that it becomes. */
export const exampleContract = {
  contractId: 'ctr_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  rfqId,
  quoteId,
  buyerId,
  buyerName: exampleRfq.buyerName,
  buyerCountry: 'NL',
  supplierId,
  supplierName: exampleQuote.supplierName,
  supplierCountry: 'CN',
  ...frozenTerms,
  goodsTotal: { currency: 'USD', amount: '1950.00' },
  acceptedAt: '2026-11-25T09:30:00.000Z',
  termsHash: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
} as const;

/** Lamps for many buyers together. */
export const exampleGroupInput = {
  terms: {
    productName: exampleOffer.productName,
    hsCode: exampleOffer.hsCode,
    originCountry: 'CN',
    specification,
    deliveryTerm: exampleOffer.deliveryTerm,
    transportMode: 'sea',
    depositShare: '0.30',
    productionLeadDays: 25,
    latestShipOn: '2027-01-20',
    graceDays: 5,
  },
  unit: 'H87',
  tiers: [
    { minQuantity: 500, unitPrice: { currency: 'USD', amount: '4.20' } },
    { minQuantity: 1000, unitPrice: { currency: 'USD', amount: '3.90' } },
  ],
  quantityMax: 2000,
  package: {
    units: 20,
    packageType: 'carton',
    lengthMm: 600,
    widthMm: 400,
    heightMm: 350,
    grossWeightGrams: 14_200,
    isStackable: true,
  },
  closesAt: '2026-12-01T00:00:00.000Z',
} as const;

/** That group buy with one share of 200. */
export const exampleGroupBuy = {
  groupBuyId: 'gbu_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  supplierId,
  supplierName: exampleQuote.supplierName,
  supplierCountry: 'CN',
  state: 'open',
  ...exampleGroupInput,
  boundFrom: '2026-11-30T00:00:00.000Z',
  companies: 1,
  pooledQuantity: 200,
  ownShare: {
    quantity: 200,
    unitPriceMax: { currency: 'USD', amount: '4.20' },
    joinedAt: '2026-11-24T08:00:00.000Z',
  },
} as const;
