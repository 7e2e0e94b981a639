import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of settlement. */
export const settlementErrors = defineErrors('settlement', {
  not_parked: {
    status: 409,
    title: 'The settlement does not wait for an operator',
    remedy: 'Nothing to do: it goes on by itself, or it is done.',
  },
  too_many_claims: {
    status: 409,
    title: 'The order has as many claims as its proceeds can carry',
    remedy: 'Collect the amount by a payable instead.',
  },
  claim_parts_differ: {
    status: 422,
    title: 'The parts are not what the claim is made of',
    remedy:
      'Name each part once, in the currency of the claim, so that they sum to it; only lenders have parts.',
  },
  too_many_debts: {
    status: 409,
    title: 'The company owes more parties than one release can pay',
    remedy: 'Collect the amount by a payable instead, or wait until earlier debts are paid.',
  },
  no_fee: {
    status: 409,
    title: 'No fee was taken out of that release',
    remedy: 'Read the settlement: only the fee of a settled release can be given back.',
  },
  reversal_too_large: {
    status: 409,
    title: 'More would be given back than was taken',
    remedy: 'Give back at most what is left of the fee; leave the amount out to give back all of it.',
  },
  no_such_invoice: {
    status: 404,
    title: 'There is no such invoice',
    remedy: 'List your invoices; one is issued moments after a release was settled with a fee.',
  },
  claim_exists_with_different_content: {
    status: 409,
    title: 'A claim of this id has another amount or account',
    remedy: 'Use a new id for another claim.',
  },
  claim_not_allowed: {
    status: 422,
    title: 'That step of the waterfall takes no claims',
    remedy:
      'Register a claim of the steps refund, third_party, platform_fee, lender or recovery; other lenders claim on the company.',
  },
  period_reversed: {
    status: 422,
    title: 'The period ends before it begins',
    remedy: 'Send a `to` that is not before `from`.',
  },
  statement_too_long: {
    status: 422,
    title: 'The period has more lines than one statement holds',
    remedy: 'Ask for a shorter period.',
  },
});
