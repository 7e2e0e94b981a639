import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import { consentMoved, dataPulled } from './contract.ts';
import type { Consent } from './domain/consent.ts';
import type { Pull } from './domain/pull.ts';

/** Tells both sides where a consent stands; `version` is that of the consent after the change. */
export const announceConsent = (consent: Consent, version: number): OutgoingEvent =>
  consentMoved.create({
    subject: consent.consentId,
    sequence: version,
    audience: [consent.subjectCompanyId, consent.partnerId],
    data: {
      consentId: consent.consentId,
      subjectCompanyId: consent.subjectCompanyId,
      partnerId: consent.partnerId,
      purpose: consent.purpose,
      dataClasses: [...consent.dataClasses],
      state: consent.state,
      expiresAt: consent.expiresAt,
    },
  });

/** Tells both sides of a pull. */
export const announcePull = (pull: Pull): OutgoingEvent =>
  dataPulled.create({
    subject: pull.pullId,
    sequence: 1,
    audience: [pull.subjectCompanyId, pull.partnerId],
    data: {
      pullId: pull.pullId,
      consentId: pull.consentId,
      subjectCompanyId: pull.subjectCompanyId,
      partnerId: pull.partnerId,
      dataClasses: [...pull.dataClasses],
      contentHash: pull.contentHash,
      at: pull.at,
    },
  });
