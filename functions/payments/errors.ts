import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of payments. */
export const paymentsErrors = defineErrors('payments', {
  payable_not_open: {
    status: 409,
    title: 'The payable is paid or cancelled',
    remedy: 'Pay only payables in the state open or partly_paid.',
  },
  payable_in_payment: {
    status: 409,
    title: 'A card payment of this payable is under way',
    remedy: 'Wait for its outcome; it becomes free again when the payment fails.',
  },
  mixed_currencies: {
    status: 422,
    title: 'The payables are in different currencies',
    remedy: 'Make one payment for each currency.',
  },
  duplicate_payable: {
    status: 422,
    title: 'A payable is named twice',
    remedy: 'Name each payable once.',
  },
  amount_below_rail: {
    status: 422,
    title: 'The payment rail does not carry that amount exactly',
    remedy: 'Ask for an amount with the decimals that the detail names.',
  },
  payout_not_repeatable: {
    status: 409,
    title: 'Nothing of the payout came back, or it was repeated already',
    remedy: 'Repeat only payouts in the state returned or refused, and each once.',
  },
  receipt_resolved: {
    status: 409,
    title: 'The receipt is applied already',
    remedy: 'Nothing to do.',
  },
  wrong_currency: {
    status: 422,
    title: 'The receipt is in another currency than the payable',
    remedy: 'Apply it to a payable in its own currency.',
  },
});
