import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of credit. */
export const creditErrors = defineErrors('credit', {
  currency_not_offered: {
    status: 422,
    title: 'No lender lends in this currency',
    remedy: 'Pay the amount yourself; lending is offered in USD, EUR, GBP, CNY, KRW and JPY.',
  },
  payable_not_open: {
    status: 409,
    title: 'The payable cannot be financed',
    remedy:
      'Name an unpaid instalment of the order that you owe yourself; wait a moment if the order was just placed.',
  },
  amount_differs: {
    status: 422,
    title: 'The amount is not that of the payable',
    remedy: 'Ask for exactly the amount of the payable; a lender pays it as a whole.',
  },
  consent_missing: {
    status: 403,
    title: 'There is no consent in force for a lender',
    remedy: 'Give each lender a consent to your credit profile (createConsent) and name it here.',
  },
  deposit_too_small: {
    status: 409,
    title: 'Too little of the order is your own money',
    remedy:
      'While you have few closed orders, pay at least a fifth of an order yourself before you finance the rest.',
  },
  past_due: {
    status: 409,
    title: 'A repayment is past due',
    remedy: 'Pay what is due; new draws open again after that.',
  },
  limit_exceeded: {
    status: 409,
    title: 'The amount is above what you may still draw',
    remedy: 'Read your credit profile: it says the limit, what is used of it and what would raise it.',
  },
  payable_taken: {
    status: 409,
    title: 'A loan for this payable is on its way',
    remedy: 'A payable is financed once; read your loans.',
  },
  wrong_state: {
    status: 409,
    title: 'The application does not take this now',
    remedy: 'Read the application; offers are opened together, and one is accepted.',
  },
  no_such_offer: {
    status: 404,
    title: 'There is no such offer',
    remedy: 'Read the offers of the application.',
  },
  not_on_hold: {
    status: 409,
    title: 'The loan is not on hold',
    remedy: 'Read the loan: only one that names a hold has stopped and can be started again.',
  },
  offer_expired: {
    status: 409,
    title: 'The offer has ended',
    remedy: 'Accept another offer or apply again.',
  },
  bad_message: {
    status: 422,
    title: 'The message names nothing of ours',
    remedy: 'Send the requestId or loanId that was asked for, with the lenderId.',
  },
});
