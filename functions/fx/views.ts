import { formatMoney } from '../../shared/kernel/money.ts';
import type { CurrencyPosition } from './domain/positions.ts';
import type { Conversion, Quote, Unwinding } from './domain/quote.ts';

/** A price or a quote as its company sees it. */
export const priceView = (
  priced: Omit<Quote, 'quoteId' | 'companyId' | 'lockedAt' | 'expiresAt' | 'state'> | Quote,
) => ({
  ...priced,
  sell: formatMoney(priced.sold),
  buy: formatMoney(priced.bought),
  margin: formatMoney(priced.margin),
});

const unwindingView = (unwinding: Unwinding) => ({
  ...unwinding,
  cost: formatMoney(unwinding.cost),
  loss: formatMoney(unwinding.loss),
  gain: formatMoney(unwinding.gain),
});

/** A conversion as its company sees it. */
export const conversionView = (conversion: Conversion) => ({
  ...conversion,
  sell: formatMoney(conversion.sold),
  buy: formatMoney(conversion.bought),
  margin: formatMoney(conversion.margin),
  unwinding: conversion.unwinding && unwindingView(conversion.unwinding),
});

/** One line of the report of positions. */
export const positionView = (one: CurrencyPosition) => ({
  currency: one.currency,
  position: formatMoney(one.position),
  locks: { in: formatMoney(one.locksIn), out: formatMoney(one.locksOut) },
  unsettled: { in: formatMoney(one.unsettledIn), out: formatMoney(one.unsettledOut) },
  margin: formatMoney(one.margin),
});
