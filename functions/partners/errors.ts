import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of partners. */
export const partnersErrors = defineErrors('partners', {
  unknown_partner: {
    status: 422,
    title: 'There is no such lender',
    remedy: 'Give the companyId of a company with the role lender; one that joined just now takes a moment.',
  },
  own_company: {
    status: 422,
    title: 'A company needs no consent for its own data',
    remedy: 'Give the companyId of the lender.',
  },
  bad_expiry: {
    status: 422,
    title: 'The consent would run out too early or too late',
    remedy: 'Give an instant in the future, at most 90 days ahead; grant it anew when it has run out.',
  },
  subject_only: {
    status: 403,
    title: 'Only the company that gave the consent can take it back',
    remedy: 'Ask the company; or let the consent run out.',
  },
  consent_missing: {
    status: 403,
    title: 'No consent covers this',
    remedy: 'Ask the company to grant your companyId a consent that covers credit_profile, then pull again.',
  },
  no_profile_yet: {
    status: 409,
    title: 'The company has consented but has no credit profile yet',
    remedy:
      'Wait for entrepot.credit.profile_updated.v1; a company gets its first profile moments after it joins.',
  },
});
