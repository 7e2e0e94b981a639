import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of the ledger. */
export const ledgerErrors = defineErrors('ledger', {
  insufficient_funds: {
    status: 409,
    title: 'The account does not hold that much',
    remedy: 'Ask for no more than what is available; what is reserved or frozen does not count.',
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
  exists_with_different_description: {
    status: 409,
    title: 'A journal of this id has another description',
    remedy: 'Use a new id for another movement; a journal is never changed.',
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
  reservation_exists_with_different_content: {
    status: 409,
    title: 'A reservation of this id has another account or amount',
    remedy: 'Use a new id for another reservation.',
  },
  no_such_reservation: {
    status: 404,
    title: 'There is no such reservation',
    remedy: 'Reserve the amount first.',
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
