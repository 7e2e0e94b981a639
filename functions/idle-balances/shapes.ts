import { z } from 'zod';
import {
  currencySchema,
  dateSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
} from '../../shared/http/schemas.ts';
import { orderKinds, orderStates, positionStates } from './contract.ts';

/** The terms of the fund, as a company must read them before it opts in. */
export const termsView = z
  .object({
    version: z.string(),
    fund: z.string(),
    validFrom: dateSchema,
    currencies: z.array(
      z.object({
        currency: currencySchema,
        sweepMin: positiveMoneySchema.meta({
          description: 'Less than this above what you keep is not moved.',
        }),
        sameDayMax: positiveMoneySchema.meta({
          description: 'Most that you get back on the day you ask; the rest comes on the next business day.',
        }),
        dayCount: z.union([z.literal(360), z.literal(365)]),
      }),
    ),
    summary: z.array(z.string()),
  })
  .meta({ id: 'IdleBalanceTerms' });

/** A company's money in the fund, of one currency. */
export const positionView = z
  .object({
    currency: currencySchema,
    state: z.enum(positionStates),
    termsVersion: z.string(),
    acceptedAt: instantSchema,
    acceptedBy: z.string(),
    keep: moneySchema.meta({ description: 'Stays available and is never swept.' }),
    units: moneySchema.meta({
      description: 'Units of the fund that can be given back now; each is worth one.',
    }),
    income: moneySchema.meta({
      description: 'Booked and not yet units; becomes units at the end of the month.',
    }),
    incomeThrough: dateSchema,
    openOrders: z.int(),
  })
  .meta({ id: 'IdleBalance', description: 'Not part of your available balance.' });

/** An order at the fund. */
export const orderView = z
  .object({
    orderId: idSchema('ido'),
    kind: z.enum(orderKinds),
    state: z.enum(orderStates),
    amount: positiveMoneySchema,
    settlement: z.enum(['same_day', 'next_day']),
    valueOn: dateSchema.optional(),
    payoutId: idSchema('pot').optional(),
    reason: z.string().optional(),
    hold: z.object({ reason: z.string(), owner: z.literal('operator'), since: instantSchema }).optional(),
    createdAt: instantSchema,
  })
  .meta({ id: 'IdleOrder' });

/** What was asked back, in one order or two. */
export const redemptionView = z
  .object({ orders: z.array(orderView), position: positionView })
  .meta({ id: 'IdleRedemption' });

/** A payout that draws on the fund. */
export const drawView = z
  .object({
    payoutId: idSchema('pot'),
    amount: positiveMoneySchema,
    fromAvailable: moneySchema,
    fromFund: moneySchema,
    orders: z.array(orderView),
    state: z.enum(['asked', 'waiting']).meta({
      description: '`waiting`: it is asked for as soon as the money is back from the fund.',
    }),
  })
  .meta({ id: 'IdleDraw' });

/** The last comparison of books, fund and sellers’ units. */
export const tieView = z
  .object({
    currency: currencySchema,
    on: dateSchema,
    isTied: z.boolean(),
    breaks: z.array(z.object({ code: z.string(), detail: z.string() })),
    brokenSince: instantSchema.optional(),
    at: instantSchema,
  })
  .meta({ id: 'IdleTie' });

const usd = (amount: string) => ({ currency: 'USD', amount });
const ulid = '01K9Z3V5T8QW2M4N6P8R0S1T3V';

export const exampleTerms = {
  version: '2026-01',
  fund: 'Sandbox Liquidity Fund',
  validFrom: '2026-01-01',
  currencies: [{ currency: 'USD', sweepMin: usd('100.00'), sameDayMax: usd('50000.00'), dayCount: 360 }],
  summary: ['You may opt out at any time: all your units are paid back to your balance.'],
};

export const examplePosition = {
  currency: 'USD',
  state: 'active',
  termsVersion: '2026-01',
  acceptedAt: '2026-11-22T08:00:00.000Z',
  acceptedBy: `mem_${ulid}`,
  keep: usd('1000.00'),
  units: usd('11856.82'),
  income: usd('1.37'),
  incomeThrough: '2026-11-23',
  openOrders: 0,
};

export const exampleOrder = {
  orderId: `ido_${ulid}`,
  kind: 'redemption',
  state: 'ordered',
  amount: usd('5000.00'),
  settlement: 'same_day',
  valueOn: '2026-11-24',
  createdAt: '2026-11-24T09:00:00.000Z',
};

export const exampleDraw = {
  payoutId: `pot_${ulid}`,
  amount: usd('6000.00'),
  fromAvailable: usd('1000.00'),
  fromFund: usd('5000.00'),
  orders: [exampleOrder],
  state: 'waiting',
};

export const exampleTie = {
  currency: 'USD',
  on: '2026-11-23',
  isTied: true,
  breaks: [],
  at: '2026-11-24T01:00:00.000Z',
};
