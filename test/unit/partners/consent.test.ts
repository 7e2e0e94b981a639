import { describe, expect, test } from 'vitest';
import { type Consent, covers, endConsent } from '../../../functions/partners/domain/consent.ts';
import { consentDays, decideExpiry } from '../../../functions/partners/domain/consent-terms.ts';
import { isNewer } from '../../../functions/partners/domain/profile.ts';
import { consentStates, consentTransitions } from '../../../functions/partners/domain/transitions.ts';
import { announceConsent } from '../../../functions/partners/snapshot.ts';
import { findOverlap } from '../../../shared/kernel/effective-dated.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';

const now = parseInstant('2026-11-22T08:00:00Z');
const expiresAt = parseInstant('2027-02-20T08:00:00Z');
const granted: Consent = {
  consentId: 'cst_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  subjectCompanyId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  subjectName: 'Shenzhen Brightway Lighting Co., Ltd',
  partnerId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T4W',
  partnerName: 'Delta Trade Finance N.V.',
  purpose: 'Offer for a deferred payment',
  dataClasses: ['credit_profile'],
  state: 'granted',
  expiresAt,
  grantedByKeyId: 'key_8mWqT2xYzA',
};

test('every state but the first is reached, and what has ended stays ended', () => {
  const reached = Object.values(consentTransitions).flatMap((exits) => Object.values(exits));
  expect(['granted', ...reached].sort()).toEqual([...consentStates].sort());
  expect(consentTransitions.revoked).toEqual({});
  expect(consentTransitions.expired).toEqual({});
});

describe('decideExpiry', () => {
  test('is ninety days of 24 hours when nobody says', () => {
    expect(decideExpiry(now, undefined)).toEqual({ kind: 'fits', expiresAt: '2027-02-20T08:00:00.000Z' });
  });

  test.each([
    ['2026-11-22T08:00:00.001Z', 'fits'],
    ['2027-02-20T08:00:00.000Z', 'fits'],
    ['2027-02-20T08:00:00.001Z', 'refused'],
    ['2026-11-22T08:00:00.000Z', 'refused'],
    ['2020-01-01T00:00:00.000Z', 'refused'],
  ])('asked for %s: %s', (asked, kind) => {
    expect(decideExpiry(now, parseInstant(asked)).kind).toBe(kind);
  });

  test('comes from a table whose periods do not overlap', () => {
    expect(findOverlap(consentDays)).toBeUndefined();
  });
});

describe('covers', () => {
  test('the data that it names, until the instant at which it ends', () => {
    expect(covers(granted, 'credit_profile', now)).toBe(true);
    expect(covers(granted, 'credit_profile', parseInstant('2027-02-20T07:59:59.999Z'))).toBe(true);
    expect(covers(granted, 'credit_profile', expiresAt)).toBe(false);
    expect(covers(granted, 'repayment_history', now)).toBe(false);
  });

  test.each(['revoked', 'expired'] as const)('nothing once it is %s', (state) => {
    expect(covers({ ...granted, state }, 'credit_profile', now)).toBe(false);
  });
});

describe('endConsent', () => {
  test('ends a granted one, once', () => {
    const revoked = endConsent(granted, 'taken_back', now);
    expect(revoked).toEqual({ ...granted, state: 'revoked', endedAt: now });
    expect(endConsent(granted, 'ran_out', expiresAt)).toMatchObject({ state: 'expired', endedAt: expiresAt });
    expect(revoked && endConsent(revoked, 'ran_out', expiresAt)).toBeUndefined();
  });

  test('tells both sides, without the key that granted it', () => {
    const event = announceConsent(granted, 1);
    expect(event).toMatchObject({
      type: 'entrepot.partners.consent_moved.v1',
      sequence: 1,
      audience: [granted.subjectCompanyId, granted.partnerId],
    });
    expect(JSON.stringify(event.data)).not.toContain('key_');
  });
});

describe('isNewer', () => {
  const news = (sequence: number, asOf: string) => ({
    sequence,
    profile: {
      companyId: granted.subjectCompanyId,
      asOf,
      features: {},
      limit: { currency: 'USD', amount: '0.00' },
      available: { currency: 'USD', amount: '0.00' },
      score: '600',
      modelVersion: 'scorecard-1',
      reasons: [],
    },
  });
  const kept = news(3, '2026-11-22T08:00:00.000Z');

  test.each([
    ['nothing kept', news(1, '2026-11-01T00:00:00.000Z'), undefined, true],
    ['a later version', news(4, '2026-11-21T00:00:00.000Z'), kept, true],
    ['an earlier version', news(2, '2026-11-23T00:00:00.000Z'), kept, false],
    ['the same again', kept, kept, false],
    ['the same version of a later moment', news(3, '2026-11-22T09:00:00.000Z'), kept, true],
  ])('%s', (_name, told, before, expected) => {
    expect(isNewer(told, before)).toBe(expected);
  });
});
