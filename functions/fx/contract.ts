import { z } from 'zod';
import { idSchema, instantSchema, moneySchema, positiveMoneySchema } from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

/** A rate with all its digits: units of the bought currency for one unit of the sold, at least ten significant digits. */
export const rateSchema = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,20})?$/, 'A plain decimal string such as "7.0645"')
  .meta({ example: '7.0645' });

export const ratesPublished = defineEvent(
  'entrepot.fx.rates_published.v1',
  'The daily reference rates of a source were stored.',
  z.strictObject({
    source: z.string(),
    publishedOn: z.string(),
    currencies: z.int(),
    /** Units of each currency for one euro, as published: for whoever shows amounts in another currency. Deals have quotes. */
    perEuro: z.record(z.string(), rateSchema),
  }),
);

export const quoteMoved = defineEvent(
  'entrepot.fx.quote_moved.v1',
  'A currency quote was locked, used, has expired or was let go with its order.',
  z.strictObject({
    quoteId: idSchema('fxq'),
    companyId: idSchema('com'),
    state: z.enum(['locked', 'executed', 'expired', 'unwound']),
  }),
);

/** A company's available money changed currency at a locked rate. */
export const conversionExecuted = defineEvent(
  'entrepot.fx.conversion_executed.v1',
  'Money was converted at a locked rate.',
  z.strictObject({
    conversionId: idSchema('fxc'),
    quoteId: idSchema('fxq'),
    companyId: idSchema('com'),
    sold: positiveMoneySchema,
    bought: positiveMoneySchema,
    clientRate: rateSchema,
    /** What the spread brought the house, in the bought currency; zero for the smallest amounts. */
    margin: moneySchema,
    executedAt: instantSchema,
  }),
);

/** A conversion settled on its value date, or was taken back. */
export const conversionMoved = defineEvent(
  'entrepot.fx.conversion_moved.v1',
  'A conversion settled on its value date, or was taken back.',
  z.strictObject({
    conversionId: idSchema('fxc'),
    companyId: idSchema('com'),
    orderId: idSchema('ord').optional(),
    state: z.enum(['settled', 'unwound']),
    sold: positiveMoneySchema,
    bought: positiveMoneySchema,
    /** Set when it was taken back. */
    unwinding: z
      .strictObject({
        unwindingId: z.string(),
        basis: z.enum(['deal_rate', 'spot']),
        rate: rateSchema,
        /** What the house pays for the sold amount, in the bought currency. */
        cost: positiveMoneySchema,
        loss: moneySchema,
        gain: moneySchema,
        atFault: z.string(),
      })
      .optional(),
  }),
);

/** An order ended and locks are bound to it: they are let go, some a message. */
export const boundLocksDue = defineEvent(
  'entrepot.fx.bound_locks_due.v1',
  'The locks that were made for an order which has ended are to be let go.',
  z.strictObject({ orderId: idSchema('ord') }),
);

export const fxDeadlineReached = defineDeadlineEvent('fx');
