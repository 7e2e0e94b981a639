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
} from '../../shared/http/schemas.ts';
import { rateSchema } from './contract.ts';

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

const quote = z
  .object({
    quoteId,
    state: z.enum(['locked', 'executed', 'expired']),
    fixedSide: z.enum(['sell', 'buy']),
    ...priced,
    spreadBps: z.int(),
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
    executedAt: instantSchema,
    journalIds: z.array(z.string()),
  })
  .meta({ id: 'FxConversion' });

const validFor = z
  .enum(['1m', '15m', '30m', '1h', '4h', '8h', '24h'])
  .default('15m')
  .meta({ description: 'How long the rate holds.' });

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
  lockedAt: '2026-11-22T08:00:00.000Z',
  expiresAt: '2026-11-22T08:15:00.000Z',
};
const exampleConversion = {
  conversionId: 'fxc_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  quoteId: exampleQuote.quoteId,
  ...examplePrice,
  margin: { currency: 'CNY', amount: '482.66' },
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
  lockQuote: {
    ...write,
    method: 'POST',
    path: '/v1/fx/quotes',
    summary: 'Lock a rate for one conversion',
    description:
      'Fix either what you sell or what you buy. The client rate is the reference mid less 50 basis points; it holds until expiresAt and is used once.',
    body: z.union([
      z.strictObject({ sell: positiveMoneySchema, buyCurrency: currencySchema, validFor }),
      z.strictObject({ buy: positiveMoneySchema, sellCurrency: currencySchema, validFor }),
    ]),
    responses: { 201: { description: 'Locked', schema: quote } },
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
    problems: ['http.not_found', 'fx.quote_expired', 'fx.quote_used', 'ledger.insufficient_funds'],
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
