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
  claim_exists_with_different_content: {
    status: 409,
    title: 'A claim of this id has another amount or account',
    remedy: 'Use a new id for another claim.',
  },
  claim_not_allowed: {
    status: 422,
    title: 'That step of the waterfall takes no claims',
    remedy: 'Register a claim of the steps refund, third_party, platform_fee, lender or recovery.',
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
