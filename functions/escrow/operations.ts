import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import { idSchema, instantSchema, moneySchema, positiveMoneySchema } from '../../shared/http/schemas.ts';
import { instalmentNames } from './contract.ts';
import { escrowStates } from './domain/transitions.ts';

const instalmentView = z
  .object({
    name: z.enum(instalmentNames),
    payableId: idSchema('pay'),
    amount: positiveMoneySchema,
    dueAt: instantSchema.optional(),
    fundedAt: instantSchema.optional(),
    method: z.string().optional(),
  })
  .meta({ id: 'EscrowInstalment', description: 'One payment into the escrow; pay it by its payable.' });

const releaseView = z
  .object({
    releaseId: idSchema('rel'),
    state: z.enum(['approved', 'settled', 'expired', 'refused']),
    amount: positiveMoneySchema.optional(),
    trigger: z.string().meta({ example: 'accepted' }),
    refusedWith: z.string().optional().meta({ example: 'escrow.frozen' }),
    requestedAt: instantSchema,
  })
  .meta({ id: 'EscrowRelease' });

const refundView = z
  .object({
    refundId: idSchema('rfd'),
    state: z.enum(['asked', 'held', 'sent', 'confirmed', 'returned', 'refused']),
    amount: moneySchema.optional(),
    reason: z.string(),
    refusedWith: z.string().optional(),
    payoutId: idSchema('pot').optional(),
    requestedAt: instantSchema,
  })
  .meta({ id: 'EscrowRefund', description: 'The state is that of the payout to the payer.' });

const freezeView = z
  .object({ disputeId: idSchema('dsp'), amount: moneySchema, isLifted: z.boolean() })
  .meta({ id: 'EscrowFreeze' });

const rail = {
  escrowId: idSchema('esc'),
  kind: z.enum(['order', 'sample']),
  subject: z.string().meta({ description: 'orderId or sampleId' }),
  payerId: idSchema('com'),
  payeeId: idSchema('com'),
  state: z.enum(escrowStates),
  total: positiveMoneySchema,
  funded: moneySchema,
  held: moneySchema.meta({ description: 'funded − released − refunded' }),
  onTheWay: moneySchema.meta({ description: 'Part of held that a release has reserved.' }),
  frozen: moneySchema.meta({ description: 'Part of held that disputes keep from release.' }),
  releasable: moneySchema,
  released: moneySchema,
  refunded: moneySchema,
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

/** HTTP operations of escrow; money moves by events of the contexts that know why. */
export const operations = defineOperations({
  getEscrow: {
    method: 'GET',
    path: '/v1/escrows/{escrowId}',
    summary: 'Read the money rail of a deal',
    description:
      'For payer and payee. funded = held + released + refunded at any time; the books say the same of its account.',
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
