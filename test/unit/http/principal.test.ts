import { expect, test } from 'vitest';
import { principalFromContext, principalToContext } from '../../../shared/http/principal.ts';

test('a request without a company has no principal', () => {
  for (const context of [undefined, {}, { companyId: '' }, { roles: 'operator' }])
    expect(principalFromContext(context)).toBeUndefined();
});

test('a principal with a role that does not exist is no principal but a fault', () => {
  const context = principalToContext({
    companyId: 'com_A',
    companyName: 'Vermeer Licht B.V.',
    country: 'NL',
    memberId: 'mem_A',
    keyId: 'key_A',
    mode: 'live',
    roles: ['buyer', 'lender'],
    scopes: ['orders:read'],
    verificationLevel: 'basic',
    screening: 'pending',
  });
  expect(context).toMatchObject({ roles: 'buyer lender', scopes: 'orders:read' });
  expect(() => principalFromContext({ ...context, roles: 'buyer admin' })).toThrow();
});
