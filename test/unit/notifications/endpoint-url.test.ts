import { describe, expect, test } from 'vitest';
import {
  judgeEndpointUrl,
  mayReach,
  urlRuleOf,
} from '../../../functions/notifications/domain/endpoint-url.ts';
import { isPublicAddress } from '../../../functions/notifications/domain/public-address.ts';

const live = urlRuleOf('live');
const local = urlRuleOf('local');

describe('judgeEndpointUrl', () => {
  test.each([
    'https://erp.vermeerlicht.example/hooks/entrepot?tenant=1',
    'https://example.com:8443/',
    'https://93.184.215.14/',
    'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
    'https://b%C3%BCcher.example/',
  ])('takes %s', (url) => {
    expect(judgeEndpointUrl(url, live).kind).toBe('fine');
  });

  test.each([
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'example.com',
    '',
    'https://',
    'https://user:password@example.com/',
    'https://user@example.com/',
    'https://example.com/#fragment',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://api.localhost/',
    'https://printer.local/',
    'https://metadata.google.internal/',
    'https://router.home.arpa/',
    'https://intranet/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://0.0.0.0/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://100.100.100.200/',
    'https://169.254.169.254/latest/meta-data/',
    'https://168.63.129.16/',
    'https://192.0.0.192/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://１２７.0.0.1/',
    'https://[::]/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[2002:a9fe:a9fe::]/',
    'https://[2001:0:a9fe:a9fe::]/',
    'https://[fe80::1]/',
    'https://[fd00:ec2::254]/',
    'https://[ff02::1]/',
    'https://[2001:db8::1]/',
  ])('refuses %s', (url) => {
    expect(judgeEndpointUrl(url, live).kind).toBe('refused');
  });

  test('lets the laptop send to itself, and nowhere else inside', () => {
    for (const url of [
      'http://127.0.0.1:4242/hook',
      'http://localhost:4242/hook',
      'http://[::1]:4242/',
      'https://127.0.0.1/',
    ])
      expect(judgeEndpointUrl(url, local).kind).toBe('fine');
    for (const url of [
      'http://example.com/',
      'https://10.0.0.1/',
      'http://169.254.169.254/',
      'ftp://127.0.0.1/',
    ])
      expect(judgeEndpointUrl(url, local).kind).toBe('refused');
  });
});

describe('an address', () => {
  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '2a00:1450:4001::1',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    '',
    'example.com',
    '10.0.0.256',
    '1.2.3',
    'fe80::1%eth0',
    '2600::1%eth0',
    '::ffff:8.8.8.8',
    '4000::1',
  ])('%j is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test('of this machine may be reached on the laptop only', () => {
    expect(mayReach('127.0.0.1', local)).toBe(true);
    expect(mayReach('::1', local)).toBe(true);
    expect(mayReach('127.0.0.1', live)).toBe(false);
    expect(mayReach('10.0.0.1', local)).toBe(false);
  });
});
