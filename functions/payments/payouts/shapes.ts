import { z } from 'zod';
import {
  dateSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
} from '../../../shared/http/schemas.ts';
import { holdReasons } from '../domain/hold.ts';

export const payoutId = idSchema('pot');

/** The company's own reference of a payout; travels to the bank statement of the beneficiary. */
export const payoutReference = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9 .,+()?:'-]{0,34}$/,
    "Up to 35 Latin letters, digits, blanks and . , + ( ) ? : ' -",
  )
  .meta({
    description: 'Your own reference, unique among your payouts for ever.',
    example: 'PAYRUN-2026-48-3',
  });

/** Where a payout went, as it may be shown. */
const maskedAccount = z.object({
  holderName: z.string(),
  accountNumber: z.string().meta({ description: 'Masked but for the last four characters.' }),
  bic: z.string(),
  bankCountry: z.string(),
});

const failure = z
  .object({
    code: z.string().meta({ description: 'As the bank or PSP said it (ISO 20022 external code) or ours.' }),
    text: z.string(),
    remedy: z.string(),
  })
  .meta({ id: 'PayoutFailure', description: 'Why it did not arrive, and what helps.' });

const hold = z
  .object({
    reason: z.enum(holdReasons),
    text: z.string(),
    state: z.enum(['held', 'released']),
    amount: positiveMoneySchema,
    heldAt: instantSchema,
    expectedReleaseAt: instantSchema.optional().meta({ description: 'Set where time alone ends the hold.' }),
    releasedAt: instantSchema.optional(),
    actions: z.array(z.string()).meta({ description: 'What you can do to speed it up.' }),
  })
  .meta({ id: 'PayoutHold', description: 'One time that a payout was held.' });

/** Money that leaves. */
export const payout = z
  .object({
    payoutId,
    purpose: z.enum(['seller_payout', 'refund', 'lender_repayment', 'freight', 'duty', 'fund_subscription']),
    amount: positiveMoneySchema,
    state: z.enum(['held', 'sending', 'sent', 'confirmed', 'returned', 'refused']),
    reason: z.string().optional(),
    failure: failure.optional(),
    holds: z.array(hold).meta({ description: 'Oldest first; the last one stands while its state is held.' }),
    nextAction: z.string().optional().meta({ description: 'What you can do to speed it up.' }),
    description: z.string(),
    reference: z.string().optional(),
    account: maskedAccount.optional(),
    legs: z.array(
      z.object({
        rail: z.enum(['bank', 'card']),
        amount: positiveMoneySchema,
        state: z.enum(['waiting', 'sending', 'sent', 'confirmed', 'returned', 'refused']),
        executeOn: dateSchema.optional().meta({
          description:
            'Day on which the bank executes it: after the cut-off and on holidays of the rail, the next open one.',
        }),
        reason: z.string().optional(),
        failure: failure.optional(),
      }),
    ),
    carried: moneySchema.optional().meta({
      description:
        'What the rail has no decimals for; it stands in your available balance and goes with the next payout.',
    }),
    repeats: payoutId
      .optional()
      .meta({ description: 'The payout that came back and that this one repeats.' }),
    repeatedBy: payoutId.optional().meta({ description: 'The new payout of what came back.' }),
    createdAt: instantSchema,
  })
  .meta({ id: 'Payout' });

/** Example of the documentation. */
export const examplePayout = {
  payoutId: 'pot_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  purpose: 'seller_payout',
  amount: { currency: 'CNY', amount: '96048.94' },
  state: 'held',
  reason: 'first_payout',
  holds: [
    {
      reason: 'first_payout',
      text: 'It is the first payout of your sales, and the bank account is new.',
      state: 'held',
      amount: { currency: 'CNY', amount: '96048.94' },
      heldAt: '2026-11-22T08:00:00.000Z',
      expectedReleaseAt: '2026-11-25T07:30:00.000Z',
      actions: ['Have your company confirmed by its register: POST /v1/companies/me/verification.'],
    },
  ],
  nextAction: 'Have your company confirmed by its register: POST /v1/companies/me/verification.',
  description: 'Payout on request',
  legs: [{ rail: 'bank', amount: { currency: 'CNY', amount: '96048.94' }, state: 'waiting' }],
  createdAt: '2026-11-22T08:00:00.000Z',
};
