import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { idSchema, instantSchema, moneySchema, positiveMoneySchema } from '../../../shared/http/schemas.ts';
import { billedKinds, billLineStates } from '../domain/bill.ts';

const sums = z
  .array(z.object({ asked: moneySchema, paid: moneySchema, due: moneySchema }))
  .meta({ description: 'One for each currency.' });

/** What a company is asked for in a consolidated order, from the deposits to the duty. */
export const billShape = z
  .object({
    consolidatedOrderId: idSchema('cno'),
    goods: sums,
    freight: sums,
    duty: sums,
    totals: sums,
    payments: z.array(z.object({ payableIds: z.array(idSchema('pay')), total: positiveMoneySchema })).meta({
      description:
        'What settles all that is due: give the `payableIds` of each to `pay`. One for each currency; a payment takes ten payables.',
    }),
    lines: z.array(
      z.object({
        payableId: idSchema('pay'),
        kind: z.enum(billedKinds),
        name: z.string(),
        orderIds: z
          .array(idSchema('ord'))
          .meta({ description: 'What it is for; an import entry is for several orders.' }),
        state: z.enum(billLineStates),
        amount: positiveMoneySchema,
        paid: moneySchema,
        due: moneySchema,
        reference: z.string().optional().meta({ description: 'Creditor reference for a bank transfer.' }),
        dueAt: instantSchema.optional(),
        paidAt: instantSchema.optional(),
        cancelReason: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'ConsolidatedBill' });

const payableId = 'pay_01K9Z3V5T8QW2M4N6P8R0S1T3V';
const usd = (amount: string) => ({ currency: 'USD', amount });
const sum = { asked: usd('585.00'), paid: usd('0.00'), due: usd('585.00') };

/** The bill of an order over several suppliers. */
export const billOperations = defineOperations({
  getConsolidatedBill: {
    method: 'GET',
    path: '/v1/consolidated-orders/{consolidatedOrderId}/bill',
    summary: 'The one bill of a consolidated order: goods, freight and duty, what is paid and what is due',
    description:
      'What your company has been asked for so far for all of its orders, wherever it was asked. A payment that a bank took back after it was paid is asked for again as a line of its own.',
    auth: 'key',
    scope: 'orders:read',
    idempotent: false,
    params: z.strictObject({ consolidatedOrderId: idSchema('cno') }),
    responses: { 200: { description: 'The bill of your company.', schema: billShape } },
    problems: ['http.not_found'],
    example: {
      response: {
        consolidatedOrderId: 'cno_01K9Z3V5T8QW2M4N6P8R0S1T3V',
        goods: [sum],
        freight: [],
        duty: [],
        totals: [sum],
        payments: [{ payableIds: [payableId], total: usd('585.00') }],
        lines: [
          {
            payableId,
            kind: 'escrow_instalment',
            name: 'deposit',
            orderIds: ['ord_01K9Z3V5T8QW2M4N6P8R0S1T3V'],
            state: 'open',
            amount: usd('585.00'),
            paid: usd('0.00'),
            due: usd('585.00'),
            reference: 'RF18539007547034',
          },
        ],
      },
    },
  },
});
