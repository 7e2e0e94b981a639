import { z } from 'zod';
import { roles } from './operation.ts';

/** Who calls, as the authorizer established it from the credential; nothing of it is ever taken from the body. */
export const principalSchema = z.object({
  companyId: z.string().min(1),
  companyName: z.string(),
  country: z.string().length(2),
  memberId: z.string().min(1),
  keyId: z.string().min(1),
  mode: z.enum(['test', 'live']),
  roles: z.array(z.enum(roles)),
  scopes: z.array(z.string()),
  verificationLevel: z.enum(['unverified', 'basic', 'verified']),
  screening: z.enum(['clear', 'potential', 'hit', 'lists_unavailable', 'pending']),
  /** Operators keep the company from doing anything but reading; left out = it may act. */
  isSuspended: z.boolean().optional(),
});
export type Principal = z.output<typeof principalSchema>;

/** Whether it is the house's own staff, who see what every party sees. */
export const isOperator = ({ roles }: Pick<Principal, 'roles'>): boolean => roles.includes('operator');

/** The authorizer's context holds strings only; lists travel space-separated. */
export const principalToContext = ({ isSuspended, ...principal }: Principal): Record<string, string> => ({
  ...principal,
  roles: principal.roles.join(' '),
  scopes: principal.scopes.join(' '),
  ...(isSuspended ? { isSuspended: 'true' } : {}),
});

const words = (value: unknown): string[] =>
  typeof value === 'string' && value !== '' ? value.split(' ') : [];

/** The reverse of {@link principalToContext}; undefined when the request carries no principal. */
export const principalFromContext = (context: Record<string, unknown> | undefined): Principal | undefined => {
  if (!context?.companyId) return undefined;
  const isSuspended = context.isSuspended === 'true' ? true : undefined;
  return principalSchema.parse({
    ...context,
    roles: words(context.roles),
    scopes: words(context.scopes),
    isSuspended,
  });
};
