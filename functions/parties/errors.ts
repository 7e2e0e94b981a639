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
  verification_running: { status: 409, title: 'A verification is under way', remedy: 'Wait for its answer.' },
  registry_unavailable: {
    status: 409,
    title: 'The company registry does not answer',
    remedy: 'Ask for verification again later.',
  },
});
