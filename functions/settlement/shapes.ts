import { z } from 'zod';
import {
  currencySchema,
  dateSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
  signedMoneySchema,
} from '../../shared/http/schemas.ts';
import { waterfallSteps } from './contract.ts';
import { settlementStates } from './domain/transitions.ts';

const deduction = z
  .object({
    step: z.enum(waterfallSteps),
    description: z.string(),
    claimId: z.string().optional(),
    asked: moneySchema,
    paid: moneySchema.meta({ description: 'Less than asked where the proceeds did not reach.' }),
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

const hold = z
  .object({
    settlementId: idSchema('set'),
    subject: z.string(),
    amount: positiveMoneySchema,
    reason: z.enum(['new_seller_reserve']),
    releaseAt: instantSchema,
    waysToAvoid: z.array(z.string()),
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
    holds: z.array(hold),
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
