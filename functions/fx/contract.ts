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
  z.strictObject({ source: z.string(), publishedOn: z.string(), currencies: z.int() }),
);

export const quoteMoved = defineEvent(
  'entrepot.fx.quote_moved.v1',
  'A currency quote was locked, used or has expired.',
  z.strictObject({
    quoteId: idSchema('fxq'),
    companyId: idSchema('com'),
    state: z.enum(['locked', 'executed', 'expired']),
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

export const fxDeadlineReached = defineDeadlineEvent('fx');
