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
  exposure_exceeded: {
    status: 409,
    title: 'Your open locks would be worth more than your company may lock',
    remedy:
      'Use open locks or let them run out first, or lock less; a company that its register has confirmed may lock more.',
  },
  too_many_locks: {
    status: 409,
    title: 'Your company has too many open locks',
    remedy: 'Use open locks or let them run out first.',
  },
  order_unknown: {
    status: 422,
    title: 'There is no such order of yours to lock a rate for',
    remedy: 'Name an order of your company, or none.',
  },
  order_ended: {
    status: 409,
    title: 'The order was cancelled or refunded',
    remedy: 'Lock a rate without it.',
  },
  quote_unwound: {
    status: 409,
    title: 'The quote was let go with its order',
    remedy: 'Lock a new quote.',
  },
  already_unwound: {
    status: 409,
    title: 'The conversion was taken back before',
    remedy: 'Nothing to do.',
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
