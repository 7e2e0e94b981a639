import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { signWebhook, verifyWebhook } from '../../../shared/http/webhook-signature.ts';
import { instantFromEpochMs, parseInstant } from '../../../shared/kernel/instant.ts';
import { refusalOf } from './refusal.ts';

/** The test vector that the libraries of the standard share. */
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  now: instantFromEpochMs(1_614_265_330_000),
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const rotated = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';

describe('signWebhook', () => {
  test('gives the signature of the shared vector', () => {
    expect(signWebhook([vector.secret], vector)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': vector.signature,
    });
  });

  test('signs what the reference library takes, with either secret of a rotation', () => {
    const now = instantFromEpochMs(Date.now());
    const headers = signWebhook([rotated, vector.secret], { id: 'evt_1', now, body: '{"naïve":"✓"}' });
    for (const secret of [rotated, vector.secret])
      expect(new Webhook(secret).verify('{"naïve":"✓"}', headers)).toEqual({ naïve: '✓' });
    expect(() => new Webhook(rotated).verify('{"naïve":"x"}', headers)).toThrow();
  });
});

describe('verifyWebhook', () => {
  const headers = {
    'webhook-id': vector.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': vector.signature,
  };
  const at = (instant: string) => parseInstant(instant);
  const verify = (more: Record<string, string | undefined>, now = vector.now, body = vector.body) =>
    verifyWebhook(vector.secret, { headers: { ...headers, ...more }, body, now });

  test('names the message that the reference library signed', () => {
    const signature = new Webhook(vector.secret).sign('msg_2', new Date(1_614_265_330_000), 'text');
    expect(verify({ 'webhook-id': 'msg_2', 'webhook-signature': signature }, vector.now, 'text')).toBe(
      'msg_2',
    );
  });

  test('takes one right signature among others, also of versions it does not know', () => {
    expect(verify({ 'webhook-signature': `v1a,AAAA v1,wrong ${vector.signature}` })).toBe(vector.id);
  });

  // 1614265330 is 2021-02-25T15:02:10Z.
  test.each([
    '2021-02-25T15:07:10.000Z',
    '2021-02-25T14:57:10.000Z',
  ])('takes one that is five minutes off at %s', (now) => {
    expect(verify({}, at(now))).toBe(vector.id);
  });

  test.each([
    '2021-02-25T15:07:11.000Z',
    '2021-02-25T14:57:09.000Z',
  ])('refuses one that is older or newer at %s', (now) => {
    expect(refusalOf(() => verify({}, at(now))).code).toBe('http.bad_signature');
  });

  test.each<[string, Record<string, string | undefined>, string?]>([
    ['no id', { 'webhook-id': undefined }],
    ['no timestamp', { 'webhook-timestamp': undefined }],
    ['no signature', { 'webhook-signature': undefined }],
    ['another id', { 'webhook-id': 'msg_other' }],
    ['another timestamp', { 'webhook-timestamp': '1614265331' }],
    ['a timestamp that is no number', { 'webhook-timestamp': 'NaN' }],
    ['a timestamp in another spelling', { 'webhook-timestamp': '1614265330.0' }],
    ['another body', {}, '{"test": 2432232315}'],
    ['a signature without its version', { 'webhook-signature': vector.signature.slice(3) }],
    ['an empty signature', { 'webhook-signature': 'v1,' }],
  ])('refuses %s', (_name, more, body) => {
    expect(refusalOf(() => verify(more, vector.now, body)).code).toBe('http.bad_signature');
  });
});
