const money = (amount: string) => ({ currency: 'USD', amount });
const id = (prefix: string) => `${prefix}_01K9Z3V5T8QW2M4N6P8R0S1T3V`;

const terms = {
  contractId: id('ctr'),
  rfqId: id('rfq'),
  quoteId: id('quo'),
  buyerId: id('com'),
  buyerName: 'Noordzee Goods BV',
  buyerCountry: 'NL',
  supplierId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T4W',
  supplierName: 'Shenzhen Bright Lamps Co',
  supplierCountry: 'CN',
  productName: 'LED desk lamp',
  hsCode: '94052100',
  originCountry: 'CN',
  specification: [{ name: 'Luminous flux', value: '800 lm', tolerance: '±5 %', testMethod: 'IES LM-79' }],
  quantity: { value: '500', unit: 'H87' },
  unitPrice: money('3.90'),
  goodsTotal: money('1950.00'),
  deliveryTerm: { incoterm: 'FOB', place: 'Shenzhen' },
  transportMode: 'sea',
  depositShare: '0.30',
  productionLeadDays: 20,
  latestShipOn: '2027-01-15',
  graceDays: 5,
  packing: [
    {
      packages: 25,
      packageType: 'carton',
      lengthMm: 600,
      widthMm: 400,
      heightMm: 400,
      grossWeightGrams: 14_000,
      isStackable: true,
    },
  ],
  sampleId: id('smp'),
  inspectionAql: '2.5',
  acceptedAt: '2026-11-22T08:00:00.000Z',
  termsHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
} as const;

/** An order in a listing, just placed. */
export const exampleSummary = {
  orderId: id('ord'),
  consolidatedOrderId: id('cno'),
  contractId: id('ctr'),
  version: 1,
  state: 'awaiting_supplier_confirm',
  stateText: 'The supplier has not confirmed the order yet.',
  buyer: { companyId: terms.buyerId, name: terms.buyerName, country: 'NL' },
  supplier: { companyId: terms.supplierId, name: terms.supplierName, country: 'CN' },
  productName: terms.productName,
  quantity: terms.quantity,
  money: {
    goodsTotal: money('1950.00'),
    sampleCredit: money('80.00'),
    deposit: money('585.00'),
    balance: money('1285.00'),
    escrowId: id('esc'),
    depositPayableId: id('pay'),
    balancePayableId: 'pay_01K9Z3V5T8QW2M4N6P8R0S1T4W',
    isDepositPaid: false,
    isBalancePaid: false,
    funded: money('0.00'),
    held: money('0.00'),
    frozen: money('0.00'),
    released: money('0.00'),
    refunded: money('0.00'),
    chargedBack: money('0.00'),
    instalments: [
      { name: 'deposit', payableId: id('pay'), amount: money('585.00') },
      { name: 'balance', payableId: 'pay_01K9Z3V5T8QW2M4N6P8R0S1T4W', amount: money('1285.00') },
    ],
  },
  nextAction: {
    by: 'supplier',
    what: 'Confirm or decline the order.',
    dueAt: '2026-11-27T08:00:00.000Z',
  },
  isDisputed: false,
  isHeld: false,
  placedAt: '2026-11-22T08:00:00.000Z',
} as const;

/** The same order in full. */
export const exampleOrder = {
  ...exampleSummary,
  terms,
  milestones: [],
  conditions: [],
  acceptanceExtensions: 0,
  openDisputeIds: [],
  holds: [],
  disputeIds: [],
  deadlines: [
    {
      name: 'supplier_confirmation',
      dueAt: '2026-11-27T08:00:00.000Z',
      what: 'Unconfirmed, the order is cancelled.',
      isPaused: false,
    },
  ],
  timeline: [
    {
      at: '2026-11-22T08:00:00.000Z',
      from: null,
      to: 'awaiting_supplier_confirm',
      what: 'place',
      causeId: 'request-1',
    },
  ],
} as const;

/** One consolidated order of one contract. */
export const exampleConsolidated = {
  consolidatedOrderId: id('cno'),
  buyerId: terms.buyerId,
  placedAt: '2026-11-22T08:00:00.000Z',
  orders: [exampleSummary],
  deposits: { payableIds: [id('pay')], totals: [money('585.00')] },
  balances: { payableIds: ['pay_01K9Z3V5T8QW2M4N6P8R0S1T4W'], totals: [money('1285.00')] },
} as const;

/** A dispute, just opened. */
export const exampleDispute = {
  disputeId: id('dsp'),
  orderId: id('ord'),
  version: 1,
  buyerId: terms.buyerId,
  supplierId: terms.supplierId,
  state: 'opened',
  stateText: 'The supplier has not answered yet.',
  reason: 'defective',
  description: 'One carton in five shows cracked housings.',
  claimed: money('390.00'),
  share: '0.2',
  evidence: [],
  openedAt: '2027-02-20T09:00:00.000Z',
  escalationOpenFrom: '2027-02-23T09:00:00.000Z',
  dueAt: '2027-02-27T09:00:00.000Z',
  openOperations: ['answerDispute', 'addDisputeEvidence', 'withdrawDispute'],
  timeline: [
    {
      at: '2027-02-20T09:00:00.000Z',
      from: null,
      to: 'opened',
      what: 'open',
      causeId: 'request-9',
    },
  ],
} as const;
