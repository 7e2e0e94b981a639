import { z } from 'zod';
import { idSchema, instantSchema } from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

/** What a consent may cover; one data class each. */
export const dataClasses = ['trade_summary', 'trade_events', 'credit_profile', 'repayment_history'] as const;

/** A consent was given, withdrawn or has run out; checked at each read, never only at issue. */
export const consentMoved = defineEvent(
  'entrepot.partners.consent_moved.v1',
  'A consent was granted, revoked or has expired.',
  z.strictObject({
    consentId: idSchema('cst'),
    subjectCompanyId: idSchema('com'),
    partnerId: idSchema('com'),
    purpose: z.string(),
    dataClasses: z.array(z.enum(dataClasses)),
    state: z.enum(['granted', 'revoked', 'expired']),
    expiresAt: instantSchema,
  }),
);

/** A partner read a company's data; the company sees this too. */
export const dataPulled = defineEvent(
  'entrepot.partners.data_pulled.v1',
  'A partner pulled consented data; the pull is logged for both.',
  z.strictObject({
    pullId: idSchema('pul'),
    consentId: idSchema('cst'),
    subjectCompanyId: idSchema('com'),
    partnerId: idSchema('com'),
    dataClasses: z.array(z.enum(dataClasses)),
    contentHash: z.string(),
    at: instantSchema,
  }),
);

export const partnersDeadlineReached = defineDeadlineEvent('partners');
