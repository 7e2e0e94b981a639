import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of refunds. */
export const refundsErrors = defineErrors('refunds', {
  country_not_supported: {
    status: 422,
    title: 'No refund service for this country',
    remedy: 'Claims are taken for exports declared in China.',
  },
  not_exported: {
    status: 409,
    title: 'The declaration did not lead to an export',
    remedy: 'Claim on a declaration that was released.',
  },
  window_closed: {
    status: 409,
    title: 'The time for declaring this export is over',
    remedy: 'Exports older than 36 months count as domestic sales; nothing can be claimed.',
  },
  mismatch: {
    status: 422,
    title: 'Invoice, declaration and contract do not agree',
    remedy:
      'Mend the fields listed: name, unit, quantity and HS code must be equal on invoice and declaration.',
  },
  nothing_refundable: {
    status: 422,
    title: 'There is nothing to refund',
    remedy:
      'Ask your supplier for a special VAT invoice; where the rate is zero on the export date, nothing is refunded.',
  },
  claim_exists: {
    status: 409,
    title: 'There is a claim for this declaration or invoice',
    remedy: 'Go on with the claim that exists; a declaration and an invoice count once.',
  },
  wrong_state: {
    status: 409,
    title: 'The claim does not take this now',
    remedy: 'Read the claim; its state says what can follow.',
  },
  advance_exists: {
    status: 409,
    title: 'An advance was asked for already',
    remedy: 'Read the claim; one advance is given on a claim.',
  },
  not_less: {
    status: 422,
    title: 'The amount is not less than what is expected already',
    remedy:
      'Give an amount in the currency of the claim below what it expects; a refund paid in full needs no decision.',
  },
  share_too_large: {
    status: 422,
    title: 'The share cannot be advanced',
    remedy: 'Ask for more than 0 and at most 0.90 of the refund.',
  },
  bad_quote: {
    status: 422,
    title: 'The amounts of the quote do not fit together',
    remedy:
      'Give producer amounts in CNY, drawback amounts in KRW, and a refund rate no higher than the VAT rate.',
  },
  bad_message: {
    status: 422,
    title: 'The message names no claim of ours',
    remedy: 'Send the claimId that was declared.',
  },
});
