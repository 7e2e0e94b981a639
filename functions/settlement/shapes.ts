import { z } from 'zod';
import {
  countrySchema,
  currencySchema,
  dateSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
  signedMoneySchema,
} from '../../shared/http/schemas.ts';
import { lenderParts, waterfallSteps } from './contract.ts';
import { taxCategories } from './domain/legal-entity.ts';
import { reserveReasons } from './domain/reserve-rates.ts';
import { settlementStates } from './domain/transitions.ts';

const deduction = z
  .object({
    step: z.enum(waterfallSteps),
    description: z.string(),
    claimId: z.string().optional(),
    asked: moneySchema,
    paid: moneySchema.meta({ description: 'Less than asked where the proceeds did not reach.' }),
    parts: z
      .array(z.object({ part: z.enum(lenderParts), asked: moneySchema, paid: moneySchema }))
      .optional()
      .meta({ description: 'What a lender’s claim is made of, over all releases so far.' }),
  })
  .meta({ id: 'WaterfallLine' });

/** A settlement as its seller sees it. */
export const settlementView = z
  .object({
    settlementId: idSchema('set'),
    releaseId: idSchema('rel'),
    escrowId: idSchema('esc'),
    subject: z.string().meta({ description: 'orderId or sampleId' }),
    state: z.enum(settlementStates),
    amount: positiveMoneySchema.meta({ description: 'What was released.' }),
    deductions: z.array(deduction),
    available: moneySchema.optional().meta({ description: 'What the seller got.' }),
    journalId: idSchema('jrn').optional(),
    createdAt: instantSchema,
    settledAt: instantSchema.optional(),
    parked: z
      .object({ reason: z.string(), owner: z.literal('operator'), nextTryAt: instantSchema })
      .optional()
      .meta({
        description: 'Why it waits, who owns the case, when it is tried again; the money stays held.',
      }),
  })
  .meta({ id: 'Settlement', description: 'A release that is paid out in the order of the waterfall.' });

/** Money of a seller that is held back, in the form of eBay's PaymentHold: amount, reason, state, dates, what speeds it up. */
export const holdView = z
  .object({
    settlementId: idSchema('set'),
    subject: z.string().meta({ description: 'orderId or sampleId' }),
    amount: positiveMoneySchema,
    reason: z.enum(reserveReasons),
    state: z.enum(['held', 'released']),
    expectedReleaseAt: instantSchema,
    releasedAt: instantSchema.optional(),
    recovered: moneySchema
      .optional()
      .meta({ description: 'Part of it that paid what you owed when it fell free.' }),
    sellerActions: z.array(z.string()).meta({ description: 'What you can do so that it falls free sooner.' }),
  })
  .meta({
    id: 'PaymentHold',
    description: 'Money of yours that is held back, until when, and what ends it.',
  });

/** A company's money in one currency. */
export const balanceView = z
  .object({
    currency: currencySchema,
    available: moneySchema.meta({ description: 'Can be paid out or converted now.' }),
    pending: moneySchema.meta({ description: 'Reserved for a movement that has been decided.' }),
    reserved: moneySchema.meta({ description: 'Held back for some time; see holds.' }),
    underWay: moneySchema.meta({ description: 'Payouts that the bank has not confirmed yet.' }),
    owed: moneySchema.meta({
      description: 'What you owe and what is taken out of your next releases, in the order of the waterfall.',
    }),
    holds: z.array(holdView),
  })
  .meta({ id: 'Balance' });

const statementLine = z
  .object({
    postedAt: instantSchema,
    kind: z.string().meta({ example: 'waterfall' }),
    description: z.string(),
    account: z.string(),
    journalId: idSchema('jrn'),
    references: z.record(z.string(), z.string()),
    amount: signedMoneySchema,
    balanceAfter: signedMoneySchema,
    release: z
      .object({ settlementId: idSchema('set'), gross: moneySchema, deductions: z.array(deduction) })
      .optional()
      .meta({ description: 'How the gross release became this line.' }),
  })
  .meta({ id: 'StatementLine' });

/** A statement of one currency. */
export const statementView = z
  .object({
    number: z.int().optional().meta({
      description: 'Counts 1, 2, 3 without gaps per company; absent while the period still runs.',
    }),
    isFinal: z.boolean(),
    currency: currencySchema,
    from: dateSchema,
    to: dateSchema,
    opening: signedMoneySchema,
    lines: z.array(statementLine),
    closing: signedMoneySchema,
    issuedAt: instantSchema.optional(),
  })
  .meta({ id: 'Statement', description: 'Opening + lines = closing, over available and reserved money.' });

const partyView = z.object({ name: z.string(), lines: z.array(z.string()) });

/** An invoice or credit note for a fee of the house. */
export const invoiceView = z
  .object({
    invoiceId: idSchema('inv'),
    kind: z.enum(['invoice', 'credit_note']),
    number: z.string().meta({
      description: 'Counts without gaps per legal entity, kind and year.',
      example: 'ENT-2026-000001',
    }),
    settlementId: idSchema('set'),
    subject: z.string().meta({ description: 'orderId or sampleId' }),
    issuer: partyView.extend({ country: countrySchema, vatId: z.string() }),
    customer: partyView,
    description: z.string(),
    corrects: z
      .string()
      .optional()
      .meta({ description: 'Number of the invoice that a credit note corrects.' }),
    suppliedOn: dateSchema,
    issuedOn: dateSchema,
    net: positiveMoneySchema,
    tax: z.object({
      category: z.enum(taxCategories),
      rate: z.string().meta({ example: '0.21' }),
      amount: moneySchema,
      note: z.string(),
    }),
    total: positiveMoneySchema,
    settledByRelease: moneySchema,
    open: moneySchema.meta({
      description: 'What the release did not reach for; it is taken from the next one.',
    }),
  })
  .meta({ id: 'FeeInvoice', description: 'Amounts of a credit note are what it gives back.' });

/** A fee that was given back. */
export const reversalView = z
  .object({
    reversalId: idSchema('rev'),
    settlementId: idSchema('set'),
    net: moneySchema,
    tax: moneySchema,
    offDebt: moneySchema.optional().meta({
      description:
        'Of both, what no release had reached for: it is no longer owed, and nothing is paid back for it.',
    }),
    reason: z.string(),
    at: instantSchema,
  })
  .meta({ id: 'FeeReversal' });

const usd = (amount: string) => ({ currency: 'USD', amount });
const ulid = '01K9Z3V5T8QW2M4N6P8R0S1T3V';

/** The worked order of the recipes: 20,200 released, fee 2 %, freight 1,200, loan 5,000. */
export const exampleSettlement = {
  settlementId: `set_${ulid}`,
  releaseId: `rel_${ulid}`,
  escrowId: `esc_${ulid}`,
  subject: `ord_${ulid}`,
  state: 'closed',
  amount: usd('20200.00'),
  deductions: [
    {
      step: 'third_party',
      description: 'Ocean freight',
      claimId: 'freight',
      asked: usd('1200.00'),
      paid: usd('1200.00'),
    },
    { step: 'platform_fee', description: 'Platform fee', asked: usd('404.00'), paid: usd('404.00') },
    {
      step: 'lender',
      description: 'Order loan',
      claimId: 'loan',
      asked: usd('5000.00'),
      paid: usd('5000.00'),
    },
  ],
  available: usd('13596.00'),
  journalId: `jrn_${ulid}`,
  createdAt: '2026-11-22T08:00:00.000Z',
  settledAt: '2026-11-22T08:00:01.000Z',
};

export const exampleBalance = {
  currency: 'USD',
  available: usd('13596.00'),
  pending: usd('0.00'),
  reserved: usd('0.00'),
  underWay: usd('0.00'),
  owed: usd('0.00'),
  holds: [],
};

export const exampleStatement = {
  number: 1,
  isFinal: true,
  currency: 'USD',
  from: '2026-11-01',
  to: '2026-11-30',
  opening: usd('0.00'),
  lines: [
    {
      postedAt: '2026-11-22T08:00:01.000Z',
      kind: 'waterfall',
      description: `Release of ord_${ulid}`,
      account: `2040:ENT:USD:com_${ulid}`,
      journalId: `jrn_${ulid}`,
      references: { orderId: `ord_${ulid}` },
      amount: usd('13596.00'),
      balanceAfter: usd('13596.00'),
      release: {
        settlementId: `set_${ulid}`,
        gross: usd('20200.00'),
        deductions: exampleSettlement.deductions,
      },
    },
  ],
  closing: usd('13596.00'),
  issuedAt: '2026-12-01T08:00:00.000Z',
};

export const exampleHold = {
  settlementId: `set_${ulid}`,
  subject: `ord_${ulid}`,
  amount: usd('676.68'),
  reason: 'new_seller',
  state: 'held',
  expectedReleaseAt: '2027-01-21T08:00:01.000Z',
  sellerActions: [
    'Complete the verification of your company: what is held for this reason is set free the same day.',
    'After three settled trades nothing more is held for this reason.',
  ],
};

export const exampleInvoice = {
  invoiceId: `inv_${ulid}`,
  kind: 'invoice',
  number: 'ENT-2026-000001',
  settlementId: `set_${ulid}`,
  subject: `ord_${ulid}`,
  issuer: {
    name: 'Entrepôt Sandbox B.V.',
    lines: ['Keizersgracht 1', '1015 CJ Amsterdam', 'VAT NL000000000B00', 'KvK 00000000'],
    country: 'NL',
    vatId: 'NL000000000B00',
  },
  customer: {
    name: 'Shenzhen Bright Lighting Co., Ltd.',
    lines: ['Country: CN', 'Registration: 91440300MA5EXAMPLE'],
  },
  description: `Platform fee on the release of ord_${ulid}`,
  suppliedOn: '2026-11-22',
  issuedOn: '2026-11-22',
  net: usd('404.00'),
  tax: {
    category: 'outside_scope',
    rate: '0',
    amount: usd('0.00'),
    note: 'Outside the scope of EU VAT: place of supply is the country of the customer, Directive 2006/112/EC art. 44',
  },
  total: usd('404.00'),
  settledByRelease: usd('404.00'),
  open: usd('0.00'),
};

export const exampleReversal = {
  reversalId: `rev_${ulid}`,
  settlementId: `set_${ulid}`,
  net: usd('404.00'),
  tax: usd('0.00'),
  offDebt: usd('0.00'),
  reason: 'Late support on order',
  at: '2026-11-30T08:00:00.000Z',
};
