import { z } from 'zod';
import { roles } from '../../shared/http/operation.ts';
import {
  countrySchema,
  currencySchema,
  idSchema,
  instantSchema,
  textSchema,
} from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

export const companyId = idSchema('com');

/** A company joined; it may act in test mode at once and is screened and verified after that. */
export const companyRegistered = defineEvent(
  'entrepot.parties.company_registered.v1',
  'A company joined.',
  z.strictObject({
    companyId,
    name: textSchema(200),
    country: countrySchema,
    roles: z.array(z.enum(roles)),
    registrationNumber: z.string(),
  }),
);

/**
 * Pseudonyms of the persons who own a company, as the registry knows them: the same person has the same one in every company, and
 * no name leaves parties.
 */
export const ownerKeys = z.array(z.string().regex(/^[0-9a-f]{32}$/)).max(25);

/** The registry answered, or the level was changed by an operator. */
export const companyVerified = defineEvent(
  'entrepot.parties.company_verified.v1',
  'The verification level of a company changed.',
  z.strictObject({
    companyId,
    level: z.enum(['unverified', 'basic', 'verified']),
    /** Left out where the registry names no owners. */
    ownerKeys: ownerKeys.optional(),
  }),
);

/** A screening finished. `lists_unavailable` is not `clear`. */
export const companyScreened = defineEvent(
  'entrepot.parties.company_screened.v1',
  'A company was screened against the sanctions lists.',
  z.strictObject({
    companyId,
    outcome: z.enum(['clear', 'potential', 'hit', 'lists_unavailable']),
    listVersion: z.string(),
  }),
);

/** Where payouts of one currency go. */
export const bankAccountSet = defineEvent(
  'entrepot.parties.bank_account_set.v1',
  'A company named the bank account that receives its payouts in one currency.',
  z.strictObject({
    companyId,
    currency: currencySchema,
    bankAccountId: idSchema('bnk'),
    holderName: textSchema(140),
    /** IBAN, or the local account number where there is none. */
    accountNumber: z.string().max(34),
    bic: z.string().max(11),
    bankCountry: countrySchema,
  }),
);

/** A bank account that is not in use yet moved, or came into use; people of the company are told by letter as well. */
export const bankAccountMoved = defineEvent(
  'entrepot.parties.bank_account_moved.v1',
  'A bank account was named, approved, put into use or cancelled.',
  z.strictObject({
    companyId,
    bankAccountId: idSchema('bnk'),
    currency: currencySchema,
    state: z.enum(['name_review', 'awaiting_approval', 'cooling_off', 'active', 'cancelled']),
    /** Last four characters; the number itself goes to payments only. */
    accountEnding: z.string().max(4),
    holderName: textSchema(140),
    isChange: z.boolean(),
    /** Earliest moment of use of a change. */
    usableFrom: instantSchema.optional(),
  }),
);

export const partiesDeadlineReached = defineDeadlineEvent('parties');
