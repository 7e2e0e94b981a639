import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataClasses } from '../../../functions/partners/contract.ts';
import { type Consent, covers, endConsent } from '../../../functions/partners/domain/consent.ts';
import { decideExpiry } from '../../../functions/partners/domain/consent-terms.ts';
import { isNewer, type ProfileNews } from '../../../functions/partners/domain/profile.ts';
import { instantFromEpochMs } from '../../../shared/kernel/instant.ts';

const moment = fc
  .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2030, 0, 1) })
  .map((ms) => instantFromEpochMs(ms));

test('whatever is asked, a consent ends in the future and within ninety days', () => {
  fc.assert(
    fc.property(moment, fc.option(moment, { nil: undefined }), (now, asked) => {
      const decision = decideExpiry(now, asked);
      if (decision.kind === 'refused') return;
      const days = (Date.parse(decision.expiresAt) - Date.parse(now)) / 86_400_000;
      expect(days).toBeGreaterThan(0);
      expect(days).toBeLessThanOrEqual(90);
    }),
  );
});

test('after it has ended, however, a consent covers nothing at any time', () => {
  const consent: fc.Arbitrary<Consent> = fc.record({
    consentId: fc.constant('cst_1'),
    subjectCompanyId: fc.constant('com_A'),
    subjectName: fc.string(),
    partnerId: fc.constant('com_B'),
    partnerName: fc.string(),
    purpose: fc.string(),
    dataClasses: fc.uniqueArray(fc.constantFrom(...dataClasses), { minLength: 1 }),
    state: fc.constant('granted' as const),
    expiresAt: moment,
    grantedByKeyId: fc.string(),
  });
  const how = fc.constantFrom('taken_back' as const, 'ran_out' as const);
  fc.assert(
    fc.property(consent, how, moment, fc.constantFrom(...dataClasses), (one, by, now, dataClass) => {
      const ended = endConsent(one, by, now);
      expect(ended && covers(ended, dataClass, now)).toBe(false);
      if (covers(one, dataClass, now)) expect(now < one.expiresAt).toBe(true);
    }),
  );
});

test('in whatever order profiles arrive, and however often, the newest stays', () => {
  const newsOf = (sequence: number): ProfileNews => ({
    sequence,
    profile: {
      companyId: 'com_A',
      asOf: instantFromEpochMs(Date.UTC(2026, 10, 22) + sequence),
      features: {},
      limit: { currency: 'USD', amount: '0.00' },
      available: { currency: 'USD', amount: '0.00' },
      score: String(sequence),
      modelVersion: 'scorecard-1',
      reasons: [],
    },
  });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (sequences) => {
      let kept: ProfileNews | undefined;
      for (const news of sequences.map(newsOf)) if (isNewer(news, kept)) kept = news;
      expect(kept?.sequence).toBe(Math.max(...sequences));
    }),
  );
});
