import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import { idSchema, instantSchema, moneySchema, positiveMoneySchema } from '../../shared/http/schemas.ts';
import { instalmentNames, releaseCondition } from './contract.ts';
import { holdChoices, holdOutcomes, holdStates } from './domain/hold-limit.ts';
import { escrowStates } from './domain/transitions.ts';

const instalmentView = z
  .object({
    name: z.enum(instalmentNames),
    payableId: idSchema('pay'),
    amount: positiveMoneySchema,
    dueAt: instantSchema.optional(),
    fundedAt: instantSchema.optional(),
    method: z.string().optional(),
    chargedBackAt: instantSchema.optional(),
    replaces: z.string().optional().meta({ description: 'Chargeback after which it is asked for anew.' }),
  })
  .meta({ id: 'EscrowInstalment', description: 'One payment into the escrow; pay it by its payable.' });

const releaseView = z
  .object({
    releaseId: idSchema('rel'),
    state: z.enum(['approved', 'settled', 'expired', 'refused']),
    amount: positiveMoneySchema.optional(),
    trigger: z.string().meta({ example: 'accepted' }),
    conditions: z
      .array(releaseCondition)
      .optional()
      .meta({ description: 'What was true before the release was asked for, and the events that say so.' }),
    conditionEventIds: z.array(z.string()),
    refusedWith: z.string().optional().meta({ example: 'escrow.frozen' }),
    requestedAt: instantSchema,
  })
  .meta({ id: 'EscrowRelease' });

const refundView = z
  .object({
    refundId: idSchema('rfd'),
    state: z.enum(['waiting', 'asked', 'held', 'sent', 'confirmed', 'returned', 'refused']),
    amount: moneySchema.optional(),
    reason: z.string(),
    refusedWith: z.string().optional(),
    payoutId: idSchema('pot').optional(),
    toLenders: z
      .array(z.object({ loanId: idSchema('lon'), lenderId: idSchema('com'), amount: positiveMoneySchema }))
      .optional()
      .meta({
        description: 'What of it went to lenders that had paid instalments; the rest went to the payer.',
      }),
    requestedAt: instantSchema,
  })
  .meta({ id: 'EscrowRefund', description: 'The state is that of the payout to the payer.' });

const freezeView = z
  .object({ disputeId: idSchema('dsp'), amount: moneySchema, isLifted: z.boolean() })
  .meta({ id: 'EscrowFreeze' });

const holdView = z
  .object({
    payableId: idSchema('pay'),
    rail: z.string(),
    amount: positiveMoneySchema,
    state: z.enum(holdStates),
    holdDeadlineAt: instantSchema,
    atLimit: z.enum(holdOutcomes),
    choice: z
      .object({ by: z.enum(['payer', 'payee', 'operator']), what: z.enum(holdChoices), at: instantSchema })
      .optional(),
    source: z.string(),
  })
  .meta({ id: 'EscrowHold', description: 'How long the payment rail that brought the money may hold it.' });

const chargebackView = z
  .object({
    chargebackId: z.string(),
    payableId: idSchema('pay'),
    instalment: z.string(),
    reason: z.string(),
    state: z.enum(['booked', 'reversed']),
    fromEscrow: moneySchema,
    fromSeller: moneySchema,
    fromPayer: moneySchema,
    replacementPayableId: idSchema('pay').optional(),
  })
  .meta({ id: 'EscrowChargeback' });

const rail = {
  escrowId: idSchema('esc'),
  kind: z.enum(['order', 'sample']),
  subject: z.string().meta({ description: 'orderId or sampleId' }),
  payerId: idSchema('com'),
  payeeId: idSchema('com'),
  state: z.enum(escrowStates),
  total: positiveMoneySchema,
  funded: moneySchema,
  held: moneySchema.meta({ description: 'funded − released − refunded − chargedBack' }),
  onTheWay: moneySchema.meta({ description: 'Part of held that a release has reserved.' }),
  frozen: moneySchema.meta({ description: 'Part of held that disputes keep from release.' }),
  releasable: moneySchema,
  released: moneySchema,
  refunded: moneySchema,
  chargedBack: moneySchema.meta({ description: 'Taken back by card issuers out of what was held.' }),
  instalments: z.array(instalmentView),
  openedAt: instantSchema,
  updatedAt: instantSchema,
};

const escrowSummary = z.object(rail).meta({ id: 'EscrowSummary' });
const escrowView = z
  .object({
    ...rail,
    ledger: z
      .object({ account: z.string(), available: moneySchema, pending: moneySchema })
      .meta({ description: 'What the books say of the account of this escrow: available + pending = held.' }),
    releases: z.array(releaseView),
    refunds: z.array(refundView),
    freezes: z.array(freezeView),
    chargebacks: z.array(chargebackView),
    holds: z.array(holdView),
  })
  .meta({ id: 'Escrow', description: 'The money rail of one deal.' });

const usd = (amount: string) => ({ currency: 'USD', amount });
const ulid = '01K9Z3V5T8QW2M4N6P8R0S1T3V';
const exampleSummary = {
  escrowId: `esc_${ulid}`,
  kind: 'order',
  subject: `ord_${ulid}`,
  payerId: `com_${ulid}`,
  payeeId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T4W',
  state: 'partly_funded',
  total: usd('21200.00'),
  funded: usd('6360.00'),
  held: usd('6360.00'),
  onTheWay: usd('0.00'),
  frozen: usd('0.00'),
  releasable: usd('6360.00'),
  released: usd('0.00'),
  refunded: usd('0.00'),
  chargedBack: usd('0.00'),
  instalments: [
    {
      name: 'deposit',
      payableId: `pay_${ulid}`,
      amount: usd('6360.00'),
      fundedAt: '2026-11-22T08:00:00.000Z',
      method: 'card',
    },
    { name: 'balance', payableId: 'pay_01K9Z3V5T8QW2M4N6P8R0S1T4W', amount: usd('14840.00') },
  ],
  openedAt: '2026-11-21T08:00:00.000Z',
  updatedAt: '2026-11-22T08:00:00.000Z',
};

const exampleHold = {
  payableId: `pay_${ulid}`,
  rail: 'card',
  amount: usd('6360.00'),
  state: 'running',
  holdDeadlineAt: '2027-02-20T08:00:00.000Z',
  atLimit: 'settles_to_house',
  source: 'Manual payouts of card processors: 90 days',
};

/**
 * HTTP operations of escrow; money moves by events of the contexts that know why, and by the choice of a party when a holding
 * limit is near.
 */
export const operations = defineOperations({
  getEscrow: {
    method: 'GET',
    path: '/v1/escrows/{escrowId}',
    summary: 'Read the money rail of a deal',
    description:
      'For payer, payee and operators. funded = held + released + refunded + charged back at any time; the books say the same of its account.',
    auth: 'key',
    scope: 'escrow:read',
    params: z.strictObject({ escrowId: idSchema('esc') }),
    idempotent: false,
    responses: { 200: { description: 'The escrow, with its ETag', schema: escrowView } },
    problems: ['http.not_found'],
    example: {
      response: {
        ...exampleSummary,
        ledger: {
          account: `2010:ENT:USD:esc_${ulid}`,
          available: usd('6360.00'),
          pending: usd('0.00'),
        },
        releases: [],
        refunds: [],
        freezes: [],
        chargebacks: [],
        holds: [exampleHold],
      },
    },
  },
  chooseAtHoldLimit: {
    method: 'POST',
    path: '/v1/escrows/{escrowId}/hold-choices',
    summary: 'Say what becomes of money whose holding limit is near',
    description:
      'Open from the alarm (14 days before the limit of the rail) until the limit. The payer may release early, the payee may give back, an operator may do either or note that the money lies in the safeguarded account. The release or refund takes as much of that payment as disputes and movements under way leave free; about the rest one can choose again.',
    auth: 'key',
    scope: 'escrow:write',
    params: z.strictObject({ escrowId: idSchema('esc') }),
    body: z.strictObject({ payableId: idSchema('pay'), choice: z.enum(holdChoices) }),
    idempotent: true,
    responses: { 200: { description: 'The hold as it is now', schema: holdView } },
    problems: ['http.not_found', 'escrow.no_hold_alarm', 'escrow.hold_not_free', 'escrow.choice_not_yours'],
    example: {
      body: { payableId: `pay_${ulid}`, choice: 'release' },
      response: {
        ...exampleHold,
        state: 'chosen',
        choice: { by: 'payer', what: 'release', at: '2027-02-10T09:00:00.000Z' },
      },
    },
  },
  listEscrows: {
    method: 'GET',
    path: '/v1/escrows',
    summary: 'List the escrows that you pay into or are paid from',
    description: 'Newest first.',
    auth: 'key',
    scope: 'escrow:read',
    query: pageQuery,
    idempotent: false,
    responses: {
      200: {
        description: 'Escrows',
        schema: z.object({ items: z.array(escrowSummary), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleSummary] } },
  },
});
