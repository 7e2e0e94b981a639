import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of parties. */
export const partiesErrors = defineErrors('parties', {
  registration_taken: {
    status: 409,
    title: 'This company is registered already',
    remedy: 'Ask a member of the company for an API key.',
  },
  scope_not_held: {
    status: 403,
    title: 'A key cannot give what it does not have',
    remedy: 'Ask for scopes that the calling key holds.',
  },
  too_many_keys: {
    status: 409,
    title: 'Too many active API keys',
    remedy: 'Revoke a key first; each company may have twenty.',
  },
  live_needs_verification: {
    status: 403,
    title: 'Live keys are for verified companies',
    remedy: 'Request verification and wait for level "verified".',
  },
  last_key: { status: 409, title: 'The last key cannot be revoked', remedy: 'Create another key first.' },
  bad_account_number: {
    status: 422,
    title: 'The account number does not check',
    remedy: 'Check the IBAN; its check digits do not fit.',
  },
  holder_name_not_latin: {
    status: 422,
    title: 'Bank messages cannot carry the name of the holder',
    remedy: 'Write the name in Latin letters, as the bank writes it on statements; accents are fine.',
  },
  bank_account_change_open: {
    status: 409,
    title: 'Another bank account of that currency is waiting to be used',
    remedy: 'Approve or cancel that one first: GET /v1/bank-accounts shows it.',
  },
  bank_account_unchanged: {
    status: 409,
    title: 'That account is in use already',
    remedy: 'Nothing to do.',
  },
  bank_account_not_waiting: {
    status: 409,
    title: 'The bank account does not wait for that',
    remedy: 'GET /v1/bank-accounts says what each account waits for.',
  },
  same_approver: {
    status: 403,
    title: 'Who named the account cannot approve it',
    remedy: 'Let another member of the company approve it, with a key of their own, or an operator.',
  },
  approver_too_new: {
    status: 403,
    title: 'The approver came on board with or after the proposal',
    remedy: 'Let a member approve it who was here before, with a key from before, or an operator.',
  },
  verification_running: { status: 409, title: 'A verification is under way', remedy: 'Wait for its answer.' },
  registry_unavailable: {
    status: 409,
    title: 'The company registry does not answer',
    remedy: 'Ask for verification again later.',
  },
});
