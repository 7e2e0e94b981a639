import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of samples. */
export const samplesErrors = defineErrors('samples', {
  company_blocked: {
    status: 403,
    title: 'The company may not trade',
    remedy: 'The sanctions screening found a match; ask support to have it reviewed.',
  },
  self_dealing: {
    status: 422,
    title: 'A company does not order samples from itself, nor from one that has the same owner',
    remedy: 'Name another supplier.',
  },
  supplier_unknown: {
    status: 422,
    title: 'No supplier of that id has joined',
    remedy:
      'Read the id from its products or quotes. A supplier that joined a moment ago is known in a few seconds.',
  },
  wrong_state: {
    status: 409,
    title: 'The sample is not at that point',
    remedy: 'Read the sample; its state says what can happen next.',
  },
  quote_not_current: {
    status: 409,
    title: 'The sample was quoted anew',
    remedy: 'Read the sample and accept its current quote.',
  },
  too_late: {
    status: 409,
    title: 'The time for that has passed',
    remedy: 'Read the sample in a moment: what follows from the deadline happens by itself.',
  },
  validity_out_of_range: {
    status: 422,
    title: 'The validity is past or too long',
    remedy: 'Send a validUntil in the future, at most 30 days away.',
  },
  mixed_currencies: {
    status: 422,
    title: 'The amounts of a sample are in one currency',
    remedy: 'Send price, fees, customs value and credit limits in the same currency.',
  },
  nothing_to_pay: {
    status: 422,
    title: 'The sample would cost nothing',
    remedy: 'State a price or a courier fee; a sample that costs nothing needs no escrow order.',
  },
  courier_is_buyers: {
    status: 422,
    title: 'The courier is paid by the buyer',
    remedy: 'Leave the courier fee out and send the sample on the account that the buyer named.',
  },
  customs_value_too_low: {
    status: 422,
    title: 'The customs value is below the price paid for the goods',
    remedy: 'Declare at least the price of the sample goods; customs need a fair value, never zero.',
  },
  credit_expired: {
    status: 422,
    title: 'The credit would end before the sample can be approved',
    remedy: 'Send an expiresOn in the future.',
  },
  specification_unknown: {
    status: 422,
    title: 'The review names an item that the specification does not have',
    remedy: 'Name items of the specification of this sample.',
  },
  too_many_rounds: {
    status: 409,
    title: 'The sample has been made often enough',
    remedy: 'Let the answer time pass, so that the money goes back, or contest the rejection.',
  },
  not_missing_yet: {
    status: 409,
    title: 'The sample may still be on its way',
    remedy: 'Report it missing from the day that the detail names.',
  },
});
