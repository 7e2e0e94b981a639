import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of escrow; they reach the asking context as the code of `escrow.request_refused`. */
export const escrowErrors = defineErrors('escrow', {
  over: {
    status: 409,
    title: 'The escrow is closed or cancelled',
    remedy: 'Nothing is held any more; open a new escrow for new money.',
  },
  nothing_held: {
    status: 409,
    title: 'Nothing is left to release',
    remedy: 'Wait until an instalment is paid or a dispute ends.',
  },
  wrong_currency: {
    status: 422,
    title: 'The amount is not in the currency of the escrow',
    remedy: 'Ask in the currency in which the escrow was opened.',
  },
  frozen: {
    status: 409,
    title: 'A dispute holds that share',
    remedy: 'Ask for less, or wait until the dispute ends.',
  },
  insufficient_held: {
    status: 409,
    title: 'The escrow does not hold that much',
    remedy: 'Ask for no more than is held and not already on its way.',
  },
  release_expired: {
    status: 409,
    title: 'The release was not settled in time',
    remedy: 'The money is held again; ask for the release once more.',
  },
});
export type EscrowRefusal = keyof typeof escrowErrors;
