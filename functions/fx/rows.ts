import { z } from 'zod';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { zeroMoney } from '../../shared/kernel/money.ts';
import type { Conversion, Quote } from './domain/quote.ts';
import type { ReferenceRates } from './domain/reference-rates.ts';
import { validities } from './domain/terms.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string');
const day = z.custom<BusinessDate>((value) => typeof value === 'string');
const money = z.object({ currency: z.string(), amountMinor: z.bigint() });

/** A publication as its row keeps it. */
export const ratesRow: z.ZodType<ReferenceRates> = z.object({
  source: z.literal('ECB'),
  publishedOn: day,
  rates: z.record(z.string(), z.string()),
});

const amounts = { sold: money, bought: money, cover: money, margin: money };

/** A quote as its row keeps it. */
export const quoteRow: z.ZodType<Quote> = z.object({
  quoteId: z.string(),
  companyId: z.string(),
  orderId: z.string().optional(),
  fixedSide: z.enum(['sell', 'buy']),
  ...amounts,
  mid: z.string(),
  clientRate: z.string(),
  spreadBps: z.int(),
  validFor: z.enum(validities).default('15m'),
  source: z.string(),
  publishedOn: day,
  valueDate: day,
  // Rows from before there was a limit count nothing against it.
  exposure: money.default(zeroMoney('EUR')),
  lockedAt: instant,
  expiresAt: instant,
  state: z.enum(['locked', 'executed', 'expired', 'unwound']),
  conversionId: z.string().optional(),
});

/** A conversion as its row keeps it. */
export const conversionRow: z.ZodType<Conversion> = z.object({
  conversionId: z.string(),
  quoteId: z.string(),
  companyId: z.string(),
  orderId: z.string().optional(),
  ...amounts,
  mid: z.string(),
  clientRate: z.string(),
  source: z.string(),
  publishedOn: day,
  valueDate: day,
  state: z.enum(['executed', 'settled', 'unwound']).default('executed'),
  executedAt: instant,
  journalIds: z.array(z.string()),
  unwinding: z
    .object({
      unwindingId: z.string(),
      basis: z.enum(['deal_rate', 'spot']),
      rate: z.string(),
      cost: money,
      loss: money,
      gain: money,
      atFault: z.string(),
      reason: z.string(),
      by: z.string(),
      at: instant,
      journalIds: z.array(z.string()),
    })
    .optional(),
});

/** A lock or deal that is still open, for the report of positions. */
export const openDealRow = z.object({ sold: money, bought: money });

/** What fx keeps of an order: whose it is, and whether it has ended without being settled. */
export const orderRow = z.object({ buyerId: z.string(), supplierId: z.string(), state: z.string() });
export type KnownOrder = z.output<typeof orderRow>;

/** State and expiry of the quote row that a condition found. */
export const storedUse = z.object({
  data: z.object({ state: z.enum(['locked', 'executed', 'expired', 'unwound']), expiresAt: instant }),
});

/** The counter of a company's open locks that a condition found. */
export const storedExposure = z.object({ openMinor: z.coerce.bigint(), openCount: z.coerce.number() });
