import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of fx. */
export const fxErrors = defineErrors('fx', {
  rates_missing: {
    status: 409,
    title: 'No reference rates are stored yet',
    remedy: 'Try again after the next publication, 16:00 in Frankfurt on working days.',
  },
  rates_stale: {
    status: 409,
    title: 'The reference rates of that currency are too old to quote',
    remedy: 'Try again after the next publication; no quote is made from a stale rate.',
  },
  rates_implausible: {
    status: 409,
    title: 'The published rates jump too far from the last ones',
    remedy: 'An operator compares the publication with another source before it is used.',
  },
  unreadable_rates: {
    status: 409,
    title: 'The source published something that is no table of rates',
    remedy: 'Try again later; the last good rates stay in use until they are stale.',
  },
  currency_not_quoted: {
    status: 422,
    title: 'The source publishes no rate for that currency',
    remedy: 'Choose one of the currencies of GET /v1/fx/rates.',
  },
  same_currency: {
    status: 422,
    title: 'The two currencies are the same',
    remedy: 'Name two different currencies.',
  },
  amount_too_small: {
    status: 422,
    title: 'The amount is less than one minor unit of the other currency',
    remedy: 'Convert a larger amount.',
  },
  quote_expired: {
    status: 409,
    title: 'The quote has expired',
    remedy: 'Lock a new quote; an expired one is never executed at another rate.',
  },
  quote_used: {
    status: 409,
    title: 'The quote has been used',
    remedy: 'A quote converts once; lock a new one.',
  },
});
