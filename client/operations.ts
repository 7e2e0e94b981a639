// Generated from docs/generated/openapi.json by `npm run openapi`. Do not edit.
import type { Reply, Send } from './transport.ts';

export type CompanyRegistration = {
  readonly name: string;
  readonly country: string;
  readonly registrationNumber: string;
  readonly roles: readonly ('buyer' | 'exporter' | 'lender')[];
  readonly contactName: string;
  readonly contactEmail: string;
};
export type VerificationRequest = Readonly<Record<string, never>>;
export type RegistryAnswer = {
  readonly verificationId: string;
  readonly companyId: string;
  readonly result: 'confirmed' | 'not_found' | 'inactive';
};
export type ApiKeyRequest = {
  readonly name: string;
  readonly mode: 'test' | 'live';
  readonly scopes: readonly string[];
  readonly memberId?: string;
};
export type MemberRequest = { readonly name: string; readonly email: string };
export type BankAccountRequest = {
  readonly currency: string;
  readonly holderName: string;
  readonly accountNumber: string;
  readonly bic: string;
  readonly bankCountry: string;
};
export type Company = {
  readonly companyId: string;
  readonly name: string;
  readonly country: string;
  readonly registrationNumber: string;
  readonly roles: readonly ('buyer' | 'exporter' | 'lender' | 'operator')[];
  readonly contactEmail: string;
  readonly verificationLevel: 'unverified' | 'basic' | 'verified';
  readonly screening: 'pending' | 'clear' | 'potential' | 'hit' | 'lists_unavailable';
};
export type NewApiKey = {
  readonly keyId: string;
  readonly name: string;
  readonly mode: 'test' | 'live';
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly revokedAt?: string;
  readonly secret: string | null;
};
export type ApiKey = {
  readonly keyId: string;
  readonly name: string;
  readonly mode: 'test' | 'live';
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly revokedAt?: string;
};
export type Member = { readonly memberId: string; readonly name: string; readonly email: string };
export type BankAccount = {
  readonly bankAccountId: string;
  readonly currency: string;
  readonly holderName: string;
  readonly accountNumber: string;
  readonly bic: string;
  readonly bankCountry: string;
};
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly requestId: string;
  readonly remedy?: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
};

/** One method an operation of the API. */
export const bindOperations = (send: Send) => ({
  /** Sign a company up and get its first API key */
  registerCompany: (input: {
    readonly body: CompanyRegistration;
    readonly idempotencyKey?: string;
  }): Promise<Reply<{ readonly company: Company; readonly apiKey: NewApiKey }>> =>
    send({ method: 'POST', path: '/v1/companies', isIdempotent: true, isText: false }, input),
  /** The company of the calling key */
  getMyCompany: (): Promise<Reply<Company>> =>
    send({ method: 'GET', path: '/v1/companies/me', isIdempotent: false, isText: false }, {}),
  /** Ask the company registry to confirm the company */
  requestVerification: (input: {
    readonly body: VerificationRequest;
    readonly idempotencyKey?: string;
  }): Promise<Reply<Company>> =>
    send({ method: 'POST', path: '/v1/companies/me/verification', isIdempotent: true, isText: false }, input),
  /** Create another API key, with the same scopes or fewer */
  createApiKey: (input: {
    readonly body: ApiKeyRequest;
    readonly idempotencyKey?: string;
  }): Promise<Reply<NewApiKey>> =>
    send({ method: 'POST', path: '/v1/api-keys', isIdempotent: true, isText: false }, input),
  /** Keys of the company, revoked ones too */
  listApiKeys: (
    input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {},
  ): Promise<Reply<{ readonly items: readonly ApiKey[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/api-keys', isIdempotent: false, isText: false }, input),
  /** Revoke a key; it stops with the next request */
  revokeApiKey: (input: { readonly params: { readonly keyId: string } }): Promise<Reply<undefined>> =>
    send({ method: 'DELETE', path: '/v1/api-keys/{keyId}', isIdempotent: false, isText: false }, input),
  /** Add a person who acts for the company */
  addMember: (input: {
    readonly body: MemberRequest;
    readonly idempotencyKey?: string;
  }): Promise<Reply<Member>> =>
    send({ method: 'POST', path: '/v1/members', isIdempotent: true, isText: false }, input),
  /** People who act for the company */
  listMembers: (
    input: { readonly query?: { readonly limit?: string; readonly cursor?: string } } = {},
  ): Promise<Reply<{ readonly items: readonly Member[]; readonly next?: string }>> =>
    send({ method: 'GET', path: '/v1/members', isIdempotent: false, isText: false }, input),
  /** Name the account that receives payouts of one currency */
  createBankAccount: (input: {
    readonly body: BankAccountRequest;
    readonly idempotencyKey?: string;
  }): Promise<Reply<BankAccount>> =>
    send({ method: 'POST', path: '/v1/bank-accounts', isIdempotent: true, isText: false }, input),
  /** Payout accounts of the company */
  listBankAccounts: (): Promise<Reply<{ readonly items: readonly BankAccount[] }>> =>
    send({ method: 'GET', path: '/v1/bank-accounts', isIdempotent: false, isText: false }, {}),
});
