import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of idle balances. */
export const idleBalancesErrors = defineErrors('idle_balances', {
  currency_not_offered: {
    status: 422,
    title: 'The fund does not take that currency',
    remedy: 'Read the terms (getIdleBalanceTerms): they name the currencies.',
  },
  terms_outdated: {
    status: 409,
    title: 'Those are not the terms in force',
    remedy: 'Read the terms again and send their version; nothing is swept under another one.',
  },
  not_screened: {
    status: 409,
    title: 'The company is not screened clear',
    remedy: 'Wait for the screening to be clear; units are bought for nobody else.',
  },
  already_in: {
    status: 409,
    title: 'The company has opted in already',
    remedy: 'Change what you keep with changeIdleBalance, or opt out.',
  },
  not_in: {
    status: 404,
    title: 'The company has not opted in for that currency',
    remedy: 'Opt in first (optIntoIdleBalances).',
  },
  not_active: {
    status: 409,
    title: 'The company is leaving the fund or has left it',
    remedy: 'Opt in again once everything is paid back.',
  },
  insufficient_units: {
    status: 409,
    title: 'The company has fewer units than it asks for',
    remedy: 'Ask for at most what the position shows as free units.',
  },
  insufficient_funds: {
    status: 409,
    title: 'Balance and units together do not reach',
    remedy: 'Ask for at most what is available and in units together.',
  },
  no_such_order: {
    status: 404,
    title: 'There is no such order',
    remedy: 'List your orders at the fund.',
  },
  bad_message: {
    status: 422,
    title: 'The message names nothing of ours',
    remedy: 'Send the orderId that was ordered, with its own amount and currency.',
  },
  unreadable_publication: {
    status: 422,
    title: 'The fund published something that cannot be believed',
    remedy: 'Ask the fund; nothing accrues and nothing is swept until its publication is right.',
  },
});
