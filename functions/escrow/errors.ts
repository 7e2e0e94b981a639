import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of escrow; they reach the asking context as the code of `escrow.request_refused`. */
export const escrowErrors = defineErrors('escrow', {
  over: {
    status: 409,
    title: 'The escrow is closed or cancelled',
    remedy: 'Nothing is held any more; open a new escrow for new money.',
  },
  condition_missing: {
    status: 422,
    title: 'The release names no condition that made it due',
    remedy: 'Name the events that made the release due.',
  },
  condition_not_earlier: {
    status: 422,
    title: 'A condition of the release came after it',
    remedy: 'Ask for the release once its conditions are true.',
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
  no_hold_alarm: {
    status: 409,
    title: 'No holding limit of that payment is near',
    remedy: 'Read the escrow: `holds` lists the payments whose rail has a limit, and their state.',
  },
  hold_not_free: {
    status: 409,
    title: 'Nothing of that money is free to be moved',
    remedy: 'Wait for the disputes and movements that the escrow lists, and choose again before the limit.',
  },
  choice_not_yours: {
    status: 403,
    title: 'That choice is for the other side',
    remedy:
      'A payer may release early, a payee may give back; an operator may do either or note that the money is safe.',
  },
});
export type EscrowRefusal = keyof typeof escrowErrors;
