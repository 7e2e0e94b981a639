import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profileUpdated } from '../../../functions/credit/contract.ts';
import { operations as notifications } from '../../../functions/notifications/operations.ts';
import { operations } from '../../../functions/partners/operations.ts';
import { canonicalHash } from '../../../shared/kernel/canonical-hash.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { toEnvelope } from '../../../shared/messaging/outbox.ts';
import { type Caller, callerOf } from '../../support/caller.ts';
import { type SignUpRole, startTestHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;
let sqs: SQSClient;

beforeAll(async () => {
  house = await startTestHouse();
  sqs = new SQSClient(house.engine.clients());
});
afterAll(async () => {
  await house?.stop();
});

interface Party {
  readonly companyId: string;
  readonly call: Caller;
}
const join = async (role: SignUpRole): Promise<Party> => {
  const { company, apiKey } = await house.signUp(role);
  await house.settle();
  return { companyId: company.companyId, call: callerOf(house.url, apiKey) };
};

const profileOf = (companyId: string, score: string) => ({
  companyId,
  asOf: '2026-11-23T07:00:00.000Z',
  features: { repeat_buyer_share: '0.6' },
  limit: { currency: 'USD', amount: '20000.00' },
  available: { currency: 'USD', amount: '12500.00' },
  score,
  modelVersion: 'scorecard-1',
  reasons: [{ code: 'short_history', text: 'Fewer than six months of trade' }],
});

let made = 0;
/** Puts a profile into the queue of partners, as the relay of credit would; newer than credit's own of a new company. */
const tellProfile = async (companyId: string, sequence: number, score: string): Promise<void> => {
  made += 1;
  const envelope = toEnvelope(
    profileUpdated.create({ subject: companyId, sequence, data: profileOf(companyId, score) }),
    {
      context: 'credit',
      now: parseInstant('2026-11-23T07:00:00Z'),
      newId: (prefix) => `${prefix}_test_${made}`,
      correlationId: 'trade-1',
      causationId: 'test',
    },
  );
  const QueueUrl = `${house.engine.awsEndpoint}/000000000000/entrepot-local-partners`;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(envelope) }));
  await house.settle();
};

interface Consent {
  readonly consentId: string;
  readonly state: string;
}
const grant = async (subject: Party, lender: Party, more: object = {}): Promise<Consent> =>
  (
    await subject.call<Consent>(operations.createConsent, {
      body: {
        partnerId: lender.companyId,
        purpose: 'Offer for a deferred payment',
        dataClasses: ['credit_profile'],
        ...more,
      },
    })
  ).body;
const pull = (lender: Party, companyId: string) =>
  lender.call<{ pull: Record<string, unknown>; profile: unknown }>(operations.pullCreditProfile, {
    params: { companyId },
  });
const consentTypes = async (party: Party): Promise<readonly unknown[]> => {
  const { body } = await party.call<{ items: { data: Record<string, unknown>; type: string }[] }>(
    notifications.listEvents,
    { query: { type: 'entrepot.partners.', order: 'asc' } },
  );
  return body.items.map(({ type, data }) => [type.split('.')[2], data.state]);
};

describe('a consent', () => {
  test('lets its lender pull, logs each pull for both, and tells both', async () => {
    const [exporter, lender] = [await join('exporter'), await join('lender')];
    await tellProfile(exporter.companyId, 1001, '612');
    const { consentId } = await grant(exporter, lender);
    // When
    const { body } = await pull(lender, exporter.companyId);
    // Then
    expect(body.profile).toEqual(profileOf(exporter.companyId, '612'));
    expect(body.pull).toMatchObject({
      consentId,
      subjectCompanyId: exporter.companyId,
      partnerId: lender.companyId,
      contentHash: canonicalHash(profileOf(exporter.companyId, '612')),
    });
    for (const side of [exporter, lender]) {
      const { body: log } = await side.call<{ items: unknown[] }>(operations.listPulls, {});
      expect(log.items).toEqual([body.pull]);
      const { body: list } = await side.call<{ items: Consent[] }>(operations.listConsents, {});
      expect(list.items.map((one) => one.consentId)).toEqual([consentId]);
    }
    await house.settle();
    await expect
      .poll(() => consentTypes(exporter), { timeout: 15_000 })
      .toEqual([
        ['consent_moved', 'granted'],
        ['data_pulled', undefined],
      ]);
    expect(await consentTypes(lender)).toEqual(await consentTypes(exporter));
  });

  test('is refused without one, in the same words whether or not the company exists', async () => {
    const [exporter, lender, other] = [await join('exporter'), await join('lender'), await join('lender')];
    await tellProfile(exporter.companyId, 1001, '612');
    await grant(exporter, other);
    // When
    const problemOf = async (companyId: string) => {
      const error = await pull(lender, companyId).catch((thrown: unknown) => thrown);
      const { instance: _path, requestId: _id, ...problem } = Object(error).problem;
      return problem;
    };
    const known = await problemOf(exporter.companyId);
    const unknown = await problemOf('com_01K9Z3V5T8QW2M4N6P8R0S1T3V');
    // Then
    expect(known).toMatchObject({ status: 403, code: 'partners.consent_missing' });
    expect(unknown).toEqual(known);
    const { body: log } = await exporter.call<{ items: unknown[] }>(operations.listPulls, {});
    expect(log.items).toEqual([]);
  });

  test('must cover the data that is asked for', async () => {
    const [exporter, lender] = [await join('exporter'), await join('lender')];
    await tellProfile(exporter.companyId, 1001, '612');
    await grant(exporter, lender, { dataClasses: ['trade_summary'] });
    await expect(pull(lender, exporter.companyId)).rejects.toThrow(/partners.consent_missing/);
  });

  test('refuses the very next pull once it is revoked, and a second revocation changes nothing', async () => {
    const [exporter, lender] = [await join('exporter'), await join('lender')];
    await tellProfile(exporter.companyId, 1001, '612');
    const { consentId } = await grant(exporter, lender);
    await pull(lender, exporter.companyId);
    await expect(lender.call(operations.revokeConsent, { params: { consentId } })).rejects.toThrow(
      /partners.subject_only/,
    );
    // When
    await exporter.call(operations.revokeConsent, { params: { consentId } });
    // Then
    await expect(pull(lender, exporter.companyId)).rejects.toThrow(/partners.consent_missing/);
    const again = await exporter.call(operations.revokeConsent, { params: { consentId } });
    expect(again.status).toBe(204);
    const { body } = await lender.call<Consent>(operations.getConsent, { params: { consentId } });
    expect(body.state).toBe('revoked');
  });

  test('runs out after ninety days, and earlier when it says so', async () => {
    const [exporter, lender] = [await join('exporter'), await join('lender')];
    await tellProfile(exporter.companyId, 1001, '612');
    const soon = new Date(house.engine.now() + 3_600_000).toISOString();
    const { consentId } = await grant(exporter, lender, { expiresAt: soon });
    await pull(lender, exporter.companyId);
    const late = new Date(house.engine.now() + 91 * 86_400_000).toISOString();
    await expect(grant(exporter, lender, { expiresAt: late })).rejects.toThrow(/partners.bad_expiry/);
    // When
    await house.advance({ seconds: 3_700 });
    // Then
    await expect(pull(lender, exporter.companyId)).rejects.toThrow(/partners.consent_missing/);
    const { body } = await exporter.call<Consent>(operations.getConsent, { params: { consentId } });
    expect(body.state).toBe('expired');
    await expect
      .poll(() => consentTypes(lender), { timeout: 15_000 })
      .toContainEqual(['consent_moved', 'expired']);
  });

  test('is for lenders that are here, never for oneself, and invisible to strangers', async () => {
    const [exporter, lender, buyer] = [await join('exporter'), await join('lender'), await join('buyer')];
    await expect(grant(exporter, buyer)).rejects.toThrow(/partners.unknown_partner/);
    await expect(grant(lender, lender)).rejects.toThrow(/partners.own_company/);
    const { consentId } = await grant(exporter, lender);
    await expect(buyer.call(operations.getConsent, { params: { consentId } })).rejects.toThrow(
      /http.not_found/,
    );
    await expect(pull(exporter, lender.companyId)).rejects.toThrow(/http.forbidden_role/);
  });
});

describe('the profile', () => {
  test('is the newest told, in whatever order the news comes', async () => {
    const [exporter, lender] = [await join('exporter'), await join('lender')];
    await grant(exporter, lender);
    const { body: first } = await pull(lender, exporter.companyId);
    expect(first.profile).toMatchObject({ companyId: exporter.companyId, modelVersion: 'trade-score-1' });
    // When
    await tellProfile(exporter.companyId, 1002, '640');
    await tellProfile(exporter.companyId, 1001, '612');
    // Then
    const { body } = await pull(lender, exporter.companyId);
    expect(body.profile).toMatchObject({ score: '640' });
  });
});

test('a revocation that races many pulls leaves no pull after it', async () => {
  const [exporter, lender] = [await join('exporter'), await join('lender')];
  await tellProfile(exporter.companyId, 1001, '612');
  const { consentId } = await grant(exporter, lender);
  // When
  const [revoked, ...pulls] = await Promise.all([
    exporter.call(operations.revokeConsent, { params: { consentId } }),
    ...Array.from({ length: 8 }, () => pull(lender, exporter.companyId).catch((error: unknown) => error)),
  ]);
  // Then
  expect(revoked.status).toBe(204);
  const answered = pulls.filter((one) => !(one instanceof Error));
  const { body: log } = await exporter.call<{ items: unknown[] }>(operations.listPulls, {});
  expect(log.items).toHaveLength(answered.length);
  await expect(pull(lender, exporter.companyId)).rejects.toThrow(/partners.consent_missing/);
});
