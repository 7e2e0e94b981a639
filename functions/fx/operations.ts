import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import {
  currencySchema,
  dateSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
  signedMoneySchema,
  textSchema,
} from '../../shared/http/schemas.ts';
import { rateSchema } from './contract.ts';
import { validities } from './domain/terms.ts';

const quoteId = idSchema('fxq');
const conversionId = idSchema('fxc');

const rates = z
  .object({
    source: z.string(),
    publishedOn: dateSchema,
    base: currencySchema,
    rates: z.array(z.object({ currency: currencySchema, rate: rateSchema })),
  })
  .meta({ id: 'ReferenceRates', description: 'Units of each currency for one unit of the base.' });

const priced = {
  sell: positiveMoneySchema,
  buy: positiveMoneySchema,
  mid: rateSchema.meta({ description: 'Reference rate without spread.' }),
  clientRate: rateSchema.meta({ description: 'Rate of this conversion: units bought for one sold.' }),
  source: z.string(),
  publishedOn: dateSchema,
  valueDate: dateSchema.meta({ description: 'Day on which both currencies change hands.' }),
};

const orderId = idSchema('ord');

const spread = {
  spreadBps: z.int().meta({ description: 'Basis points under the mid; a longer lock costs more.' }),
  validFor: z.enum(validities),
};

const indication = z
  .object({ state: z.literal('indicative'), fixedSide: z.enum(['sell', 'buy']), ...priced, ...spread })
  .meta({ id: 'FxIndication', description: 'What a rate would be if you locked it now; it holds nothing.' });

const quote = z
  .object({
    quoteId,
    state: z.enum(['locked', 'executed', 'expired', 'unwound']),
    orderId: orderId.optional(),
    fixedSide: z.enum(['sell', 'buy']),
    ...priced,
    ...spread,
    lockedAt: instantSchema,
    expiresAt: instantSchema,
    conversionId: conversionId.optional(),
  })
  .meta({ id: 'FxQuote', description: 'A rate that holds for you until it is used or expires.' });

const conversion = z
  .object({
    conversionId,
    quoteId,
    ...priced,
    margin: moneySchema.meta({ description: 'What the spread brings the house, in the bought currency.' }),
    orderId: orderId.optional(),
    state: z.enum(['executed', 'settled', 'unwound']),
    executedAt: instantSchema,
    journalIds: z.array(z.string()),
    unwinding: z
      .object({
        unwindingId: z.string(),
        basis: z.enum(['deal_rate', 'spot']),
        rate: rateSchema,
        cost: positiveMoneySchema,
        loss: moneySchema,
        gain: moneySchema,
        atFault: z.string(),
        reason: z.string(),
        at: instantSchema,
        journalIds: z.array(z.string()),
      })
      .optional()
      .meta({ description: 'How it was taken back: at the deal rate before the value date, else at spot.' }),
  })
  .meta({ id: 'FxConversion' });

const sides = z.object({ in: moneySchema, out: moneySchema });
const position = z
  .object({
    currency: currencySchema,
    position: signedMoneySchema.meta({ description: 'Balance of 1300: zero while all is covered.' }),
    locks: sides.meta({ description: 'What open locks would bring in and take.' }),
    unsettled: sides.meta({
      description: 'What executed conversions bring in and take on value dates to come.',
    }),
    margin: signedMoneySchema.meta({ description: 'Earned on spreads, less what unwindings gave back.' }),
  })
  .meta({ id: 'FxPosition' });

const validFor = z.enum(validities).default('15m').meta({ description: 'How long the rate holds.' });

const examplePrice = {
  sell: { currency: 'USD', amount: '13596.00' },
  buy: { currency: 'CNY', amount: '96048.94' },
  mid: '7.1',
  clientRate: '7.0645',
  source: 'ECB',
  publishedOn: '2026-11-20',
  valueDate: '2026-11-24',
};
const exampleQuote = {
  quoteId: 'fxq_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  state: 'locked',
  fixedSide: 'sell',
  ...examplePrice,
  spreadBps: 50,
  validFor: '15m',
  lockedAt: '2026-11-22T08:00:00.000Z',
  expiresAt: '2026-11-22T08:15:00.000Z',
};
const exampleConversion = {
  conversionId: 'fxc_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  quoteId: exampleQuote.quoteId,
  ...examplePrice,
  margin: { currency: 'CNY', amount: '482.66' },
  state: 'executed',
  executedAt: '2026-11-22T08:05:00.000Z',
  journalIds: ['jrn_01K9Z3V5T8QW2M4N6P8R0S1T3V', 'jrn_01K9Z3V5T8QW2M4N6P8R0S1T3W'],
};

const read = { auth: 'key', scope: 'fx:read', idempotent: false } as const;
const write = { auth: 'key', scope: 'fx:write', idempotent: true } as const;

/** Operations of fx: reference rates, locked quotes, conversions of available money. */
export const operations = defineOperations({
  listRates: {
    ...read,
    method: 'GET',
    path: '/v1/fx/rates',
    summary: 'Reference rates of the last publication, or of a day',
    description:
      'European Central Bank reference rates; for information, they are published about 16:00 in Frankfurt on working days.',
    query: z.strictObject({ base: currencySchema.default('EUR'), on: dateSchema.optional() }),
    responses: { 200: { description: 'The rates', schema: rates } },
    problems: ['fx.rates_missing', 'fx.currency_not_quoted'],
    example: {
      response: {
        source: 'ECB',
        publishedOn: '2026-11-20',
        base: 'EUR',
        rates: [{ currency: 'USD', rate: '1.0812' }],
      },
    },
  },
  indicateQuote: {
    ...read,
    method: 'POST',
    path: '/v1/fx/indications',
    summary: 'See what a rate would be, without locking it',
    body: z.union([
      z.strictObject({ sell: positiveMoneySchema, buyCurrency: currencySchema, validFor }),
      z.strictObject({ buy: positiveMoneySchema, sellCurrency: currencySchema, validFor }),
    ]),
    responses: { 200: { description: 'The price of now', schema: indication } },
    problems: [
      'fx.same_currency',
      'fx.currency_not_quoted',
      'fx.rates_stale',
      'fx.rates_implausible',
      'fx.unreadable_rates',
      'fx.amount_too_small',
      'calendar.year_not_covered',
    ],
    example: {
      body: { sell: { currency: 'USD', amount: '13596.00' }, buyCurrency: 'CNY', validFor: '15m' },
      response: { ...examplePrice, state: 'indicative', fixedSide: 'sell', spreadBps: 50, validFor: '15m' },
    },
  },
  lockQuote: {
    ...write,
    method: 'POST',
    path: '/v1/fx/quotes',
    summary: 'Lock a rate for one conversion',
    description:
      'Fix either what you sell or what you buy. The client rate is the reference mid less a spread that grows with the time for which it is locked (50 basis points for 15 minutes); it holds until expiresAt and is used once. With an order it is let go when the order is cancelled or refunded.',
    body: z.union([
      z.strictObject({
        sell: positiveMoneySchema,
        buyCurrency: currencySchema,
        validFor,
        orderId: orderId.optional(),
      }),
      z.strictObject({
        buy: positiveMoneySchema,
        sellCurrency: currencySchema,
        validFor,
        orderId: orderId.optional(),
      }),
    ]),
    responses: { 201: { description: 'Locked', schema: quote } },
    problems: [
      'fx.same_currency',
      'fx.currency_not_quoted',
      'fx.rates_stale',
      'fx.rates_implausible',
      'fx.unreadable_rates',
      'fx.amount_too_small',
      'fx.exposure_exceeded',
      'fx.too_many_locks',
      'fx.order_unknown',
      'fx.order_ended',
      'calendar.year_not_covered',
    ],
    example: {
      body: { sell: { currency: 'USD', amount: '13596.00' }, buyCurrency: 'CNY', validFor: '15m' },
      response: exampleQuote,
    },
  },
  getFxQuote: {
    ...read,
    method: 'GET',
    path: '/v1/fx/quotes/{quoteId}',
    summary: 'One quote',
    params: z.strictObject({ quoteId }),
    responses: { 200: { description: 'The quote', schema: quote } },
    problems: ['http.not_found'],
    example: { response: exampleQuote },
  },
  convert: {
    ...write,
    method: 'POST',
    path: '/v1/fx/conversions',
    summary: 'Convert available money at a locked quote',
    description: 'Once, and before the quote expires; an expired quote is refused and never repriced.',
    body: z.strictObject({ quoteId }),
    responses: { 201: { description: 'Converted', schema: conversion } },
    problems: [
      'http.not_found',
      'fx.quote_expired',
      'fx.quote_used',
      'fx.quote_unwound',
      'ledger.insufficient_funds',
    ],
    example: { body: { quoteId: exampleQuote.quoteId }, response: exampleConversion },
  },
  listConversions: {
    ...read,
    method: 'GET',
    path: '/v1/fx/conversions',
    summary: 'Your conversions, newest first',
    query: pageQuery,
    responses: {
      200: {
        description: 'A page',
        schema: z.object({ items: z.array(conversion), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleConversion] } },
  },
  getConversion: {
    ...read,
    method: 'GET',
    path: '/v1/fx/conversions/{conversionId}',
    summary: 'One conversion',
    params: z.strictObject({ conversionId }),
    responses: { 200: { description: 'The conversion', schema: conversion } },
    problems: ['http.not_found'],
    example: { response: exampleConversion },
  },
  unwindConversion: {
    ...write,
    method: 'POST',
    path: '/v1/fx/conversions/{conversionId}/unwinding',
    summary: 'Take a conversion back after its order was cancelled or refunded',
    description:
      'Before the value date at the rate of the deal, so that nobody loses; from then on at spot. A loss is borne by the party at fault: out of its balance, and what that does not hold out of its next releases. A gain goes to the company whose money it is.',
    roles: ['operator'],
    params: z.strictObject({ conversionId }),
    body: z
      .strictObject({
        atFault: z
          .union([z.literal('house'), idSchema('com')])
          .meta({ description: 'Who bears a loss: a company, or the house.' }),
        reason: textSchema(300),
      })
      .meta({ id: 'FxUnwindingRequest' }),
    responses: { 200: { description: 'Taken back', schema: conversion } },
    problems: [
      'http.not_found',
      'fx.already_unwound',
      'fx.rates_stale',
      'fx.currency_not_quoted',
      'fx.rates_implausible',
      'fx.unreadable_rates',
      'ledger.insufficient_funds',
    ],
    example: {
      body: { atFault: 'house', reason: 'The order was refunded after a fault of ours' },
      response: {
        ...exampleConversion,
        state: 'unwound',
        unwinding: {
          unwindingId: 'fxu_01K9Z3V5T8QW2M4N6P8R0S1T3V',
          basis: 'deal_rate',
          rate: '7.0645',
          cost: { currency: 'CNY', amount: '96531.60' },
          loss: { currency: 'CNY', amount: '0.00' },
          gain: { currency: 'CNY', amount: '0.00' },
          atFault: 'house',
          reason: 'The order was refunded after a fault of ours',
          at: '2026-11-22T09:00:00.000Z',
          journalIds: ['jrn_01K9Z3V5T8QW2M4N6P8R0S1T3X', 'jrn_01K9Z3V5T8QW2M4N6P8R0S1T3Y'],
        },
      },
    },
  },
  getFxPositions: {
    ...read,
    method: 'GET',
    path: '/v1/fx/positions',
    summary: 'What the house has open in each currency',
    roles: ['operator'],
    responses: {
      200: {
        description: 'Currencies with anything open or earned',
        schema: z.object({ asOf: instantSchema, items: z.array(position) }),
      },
    },
    problems: [],
    example: {
      response: {
        asOf: '2026-11-22T08:05:00.000Z',
        items: [
          {
            currency: 'CNY',
            position: { currency: 'CNY', amount: '0.00' },
            locks: { in: { currency: 'CNY', amount: '0.00' }, out: { currency: 'CNY', amount: '7064.50' } },
            unsettled: {
              in: { currency: 'CNY', amount: '0.00' },
              out: { currency: 'CNY', amount: '96048.94' },
            },
            margin: { currency: 'CNY', amount: '482.66' },
          },
        ],
      },
    },
  },
  importRates: {
    ...write,
    method: 'POST',
    path: '/v1/fx/rate-imports',
    summary: 'Import the last publication now',
    roles: ['operator'],
    responses: {
      200: {
        description: 'Stored, now or before',
        schema: z.object({ source: z.string(), publishedOn: dateSchema, isNew: z.boolean() }),
      },
    },
    problems: ['fx.unreadable_rates', 'fx.rates_implausible'],
    example: { response: { source: 'ECB', publishedOn: '2026-11-20', isNew: true } },
  },
});
