import { z } from 'zod';
import { type BusinessDate, isBusinessDate } from '../../shared/kernel/business-date.ts';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import { orderKinds, orderStates, positionStates } from './contract.ts';
import type { Publication } from './domain/accrual.ts';
import type { Order } from './domain/order.ts';
import type { Position } from './domain/position.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));
const day = z.custom<BusinessDate>((value) => typeof value === 'string' && isBusinessDate(value));
const amount = z.object({ currency: z.string(), amountMinor: z.bigint() });
const hold = z.object({ reason: z.string(), owner: z.literal('operator'), since: instant });

export const positionRow: z.ZodType<Position> = z.object({
  companyId: z.string(),
  currency: z.string(),
  state: z.enum(positionStates),
  consent: z.object({ termsVersion: z.string(), memberId: z.string(), at: instant }),
  keep: amount,
  sameDay: z.object({ on: day, usedMinor: z.bigint() }),
  openOrders: z.int(),
  unitsMinor: z.bigint(),
  changes: z.array(z.object({ on: day, deltaMinor: z.bigint() })),
  accruedMinor: z.bigint(),
  carryPico: z.bigint(),
  accruedThrough: day,
});

export const orderRow: z.ZodType<Order> = z.object({
  orderId: z.string(),
  companyId: z.string(),
  kind: z.enum(orderKinds),
  state: z.enum(orderStates),
  amount,
  settlement: z.enum(['same_day', 'next_day']),
  valueOn: day.optional(),
  paymentReference: z.string().optional(),
  payoutId: z.string().optional(),
  reason: z.string().optional(),
  asked: z.int(),
  hold: hold.optional(),
  correlationId: z.string(),
});

export const publicationRow: z.ZodType<Publication> = z.object({
  on: day,
  annualRate: z.string(),
  nav: z.string(),
});

/** A payout that waits until enough is available. */
export const drawRow = z.object({
  payoutId: z.string(),
  companyId: z.string(),
  amount,
  waitsFor: z.array(z.string()),
  state: z.enum(['waiting', 'asked', 'off']),
  correlationId: z.string(),
});
export type Draw = z.output<typeof drawRow>;

/** How the last comparison of a day ended. */
export const tieRow = z.object({
  currency: z.string(),
  on: day,
  isTied: z.boolean(),
  breaks: z.array(z.object({ code: z.string(), detail: z.string() })),
  /** Since when it has not tied. */
  brokenSince: instant.optional(),
  at: instant,
});
export type TieResult = z.output<typeof tieRow>;

/** Whether a company is screened clear. */
export const screeningRow = z.object({ isClear: z.boolean() });

export const linkRow = z.object({ companyId: z.string(), currency: z.string() });
export const orderLinkRow = z.object({ orderId: z.string() });
