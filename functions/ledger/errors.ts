import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of the ledger. */
export const ledgerErrors = defineErrors('ledger', {
  insufficient_funds: {
    status: 409,
    title: 'The account does not hold that much',
    remedy: 'Ask for no more than what is available; what is reserved or frozen does not count.',
  },
  account_closed: {
    status: 409,
    title: 'The account is closed',
    remedy: 'Use another account; a closed one never opens again.',
  },
  account_already_closed: {
    status: 409,
    title: 'The account is closed already',
    remedy: 'Nothing to do.',
  },
  account_not_empty: {
    status: 409,
    title: 'The account still holds money',
    remedy: 'Move what it holds away first; only an empty account closes.',
  },
  account_has_pending: {
    status: 409,
    title: 'The account has money set aside',
    remedy: 'Let the reservations of the account be posted, voided or expire first.',
  },
  no_such_account: {
    status: 404,
    title: 'Nothing was ever posted on this account',
    remedy: 'Check the account id, such as 2040:ENT:USD:com_….',
  },
  exists: {
    status: 409,
    title: 'This journal is already in the ledger',
    remedy: 'Nothing to do: the movement has happened once and will not happen twice.',
  },
  exists_with_different_ledger: {
    status: 409,
    title: 'A journal of this id is in the books of another ledger',
    remedy: 'Use a new id for another movement; a journal is never changed.',
  },
  exists_with_different_kind: {
    status: 409,
    title: 'A journal of this id has another kind',
    remedy: 'Use a new id for another movement; a journal is never changed.',
  },
  exists_with_different_business_event: {
    status: 409,
    title: 'A journal of this id follows from another business event',
    remedy: 'Use a new id for another movement; a journal is never changed.',
  },
  exists_with_different_references: {
    status: 409,
    title: 'A journal of this id is about something else',
    remedy: 'Use a new id for another movement; a journal is never changed.',
  },
  exists_with_different_postings: {
    status: 409,
    title: 'A journal of this id has other postings',
    remedy: 'Use a new id for another movement; correct a wrong one by a mirror entry.',
  },
  exists_with_different_correction: {
    status: 409,
    title: 'A journal of this id corrects another journal or for another reason',
    remedy: 'Use a new id for another movement; a journal is never changed.',
  },
  exists_with_different_description: {
    status: 409,
    title: 'A journal of this id has another description',
    remedy: 'Use a new id for another movement; a journal is never changed.',
  },
  no_such_journal: {
    status: 404,
    title: 'There is no such journal',
    remedy: 'Check the journal id, such as jrn_01J….',
  },
  not_house_side: {
    status: 409,
    title: 'The journal moves the money of others',
    remedy: 'Let the context that posted it undo it: its own state hangs on those accounts.',
  },
  settled_outside: {
    status: 409,
    title: 'The journal moves money at a bank or PSP',
    remedy:
      'A correction moves books alone. Let the daily calculation of client money put right what lies on the wrong account of ours, and take a conversion back by its unwinding.',
  },
  no_such_correction: {
    status: 404,
    title: 'There is no such correction',
    remedy: 'Propose one for the journal first.',
  },
  correction_decided: {
    status: 409,
    title: 'The correction is already decided',
    remedy: 'Nothing to do: it was approved or rejected once; the detail says which.',
  },
  second_person_needed: {
    status: 403,
    title: 'A correction needs a second person',
    remedy: 'Let another operator decide on it.',
  },
  already_corrected: {
    status: 409,
    title: 'A mirror entry of this journal is in the books',
    remedy: 'Nothing to do: the journal has been undone once.',
  },
  no_such_sequence: {
    status: 404,
    title: 'The chain does not reach that far',
    remedy: 'Ask for a sequence from 0 to the head of the chain; later journals may wait to be sealed.',
  },
  reservation_exists: {
    status: 409,
    title: 'This reservation is already in the ledger',
    remedy: 'Nothing to do: the amount is or was set aside once.',
  },
  reservation_exists_with_different_account: {
    status: 409,
    title: 'A reservation of this id is on another account',
    remedy: 'Use a new id for another reservation.',
  },
  reservation_exists_with_different_amount: {
    status: 409,
    title: 'A reservation of this id is of another amount',
    remedy: 'Use a new id for another reservation.',
  },
  reservation_exists_with_different_expiry: {
    status: 409,
    title: 'A reservation of this id runs until another time',
    remedy: 'Use a new id for another reservation.',
  },
  reservation_exists_with_different_reference: {
    status: 409,
    title: 'A reservation of this id is for something else',
    remedy: 'Use a new id for another reservation.',
  },
  no_such_reservation: {
    status: 404,
    title: 'There is no such reservation',
    remedy: 'Reserve the amount first.',
  },
  reservation_has_different_account: {
    status: 409,
    title: 'The reservation is on another account',
    remedy: 'Name the account and the amount that were reserved.',
  },
  reservation_has_different_amount: {
    status: 409,
    title: 'The reservation is of another amount',
    remedy: 'Name the amount that was reserved; a part is posted by a journal that takes less.',
  },
  reservation_resolved: {
    status: 409,
    title: 'The reservation is already resolved',
    remedy: 'A reservation is posted, voided or expired once; the detail says which.',
  },
  reservation_expired: {
    status: 409,
    title: 'The reservation has run out of time',
    remedy: 'Let it expire and reserve again.',
  },
  reservation_not_yet_due: {
    status: 409,
    title: 'The reservation has not run out of time yet',
    remedy: 'Void it instead, or wait for its expiry.',
  },
});
