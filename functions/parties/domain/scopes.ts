import type { Role } from './company.ts';

const contexts = [
  'parties',
  'catalog',
  'sourcing',
  'samples',
  'orders',
  'customs',
  'freight',
  'refunds',
  'ledger',
  'payments',
  'escrow',
  'fx',
  'settlement',
  'idle-balances',
  'credit',
  'partners',
  'notifications',
] as const;

/** Every scope there is: `<context>:read` and `<context>:write`. */
export const allScopes: readonly string[] = contexts.flatMap((context) => [
  `${context}:read`,
  `${context}:write`,
]);

const lenderContexts = new Set([
  'parties',
  'credit',
  'partners',
  'notifications',
  'payments',
  'ledger',
  'settlement',
]);

/** What the first key of a company may do, by what the company is. */
export const scopesFor = (roles: readonly Role[]): readonly string[] =>
  roles.some((role) => role !== 'lender')
    ? allScopes
    : allScopes.filter((scope) => lenderContexts.has(scope.split(':')[0] ?? ''));
