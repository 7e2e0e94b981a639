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
  below_minimum_payout: {
    status: 422,
    title: 'The amount is below the minimum of a payout in that currency',
    remedy:
      'Ask for at least what the detail names; smaller amounts wait in your balance until they are enough.',
  },
  payout_exists: {
    status: 409,
    title: 'That request has made a payout before',
    remedy: 'Read the payout that the detail names; for another one use a new Idempotency-Key.',
  },
  payout_reference_used: {
    status: 409,
    title: 'A payout of yours has that reference',
    remedy: 'Look for it with GET /v1/payouts; give each payout a reference of its own.',
  },
  account_not_repaired: {
    status: 409,
    title: 'The payout failed because of the bank account, and that is still the same',
    remedy: 'Set the right account first: POST /v1/bank-accounts.',
  },
  approval_not_needed: {
    status: 409,
    title: 'The payout waits for nobody’s approval',
    remedy: 'Approve only payouts that are held because of approval_missing.',
  },
  same_approver: {
    status: 403,
    title: 'Who asked for it cannot approve it',
    remedy: 'Let another member of the company approve it, with a key of their own, or an operator.',
  },
  payout_not_repeatable: {
    status: 409,
    title: 'Nothing of the payout came back, or it was repeated already',
    remedy: 'Repeat only payouts in the state returned or refused, and each once.',
  },
  not_held: {
    status: 409,
    title: 'The payment is not held',
    remedy: 'Read the payment; decide only on those that say heldBecause.',
  },
  hold_decision_unfit: {
    status: 422,
    title: 'That decision does not end this hold',
    remedy: 'amount_mismatch: accept or refund. settlement_mismatch: accept. no_answer: ask_again or fail.',
  },
  hold_too_short: {
    status: 422,
    title: 'What was charged does not pay what is owed',
    remedy: 'Send it back with the decision refund, and let the payer pay again.',
  },
  sender_unknown: {
    status: 422,
    title: 'The bank did not say from which account the money came',
    remedy: 'Give the account of the sender in the request, as the bank names it on inquiry.',
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
