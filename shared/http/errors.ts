import { defineErrors } from '../kernel/errors.ts';

/** Problems that any operation may answer with. */
export const httpErrors = defineErrors('http', {
  malformed_json: {
    status: 400,
    title: 'The body is not JSON',
    remedy: 'Send a JSON object with Content-Type application/json.',
  },
  invalid_request: {
    status: 400,
    title: 'The request does not match the contract',
    remedy: 'Mend the fields listed under errors; the contract is at /docs.',
  },
  unauthenticated: {
    status: 401,
    title: 'No valid API key',
    remedy: 'Send Authorization: Bearer ent_test_… or ent_live_….',
  },
  bad_signature: {
    status: 401,
    title: 'The signature does not verify',
    remedy: 'Sign id.timestamp.body as Standard Webhooks says, with the shared secret, within five minutes.',
  },
  forbidden_role: {
    status: 403,
    title: 'This operation is not for your role',
    remedy: 'Use a key of a company that has one of the roles named.',
  },
  forbidden_scope: {
    status: 403,
    title: 'The key lacks a scope',
    remedy: 'Use a key with the scope named; a company has only the scopes of its roles.',
  },
  company_suspended: {
    status: 403,
    title: 'The company is suspended and can only read',
    remedy: 'Statements, invoices and balances stay in your reach; ask support what ends the suspension.',
  },
  not_found: {
    status: 404,
    title: 'No such thing, or not yours to see',
    remedy: 'Check the id; you see only what your company is party to.',
  },
  idempotency_key_missing: {
    status: 400,
    title: 'Idempotency-Key is missing',
    remedy: 'Send a header Idempotency-Key with 1 to 255 visible characters, new for each intent.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'This Idempotency-Key was used for another request',
    remedy: 'Use a new key for a new request; repeat the same body to get the stored answer.',
  },
  in_progress: {
    status: 409,
    title: 'The same request is still being worked on',
    remedy: 'Wait for Retry-After and send it again with the same key.',
  },
  if_match_missing: {
    status: 428,
    title: 'If-Match is missing',
    remedy: 'Read the resource and send its ETag as If-Match.',
  },
  version_mismatch: {
    status: 412,
    title: 'The resource has changed since you read it',
    remedy: 'Read it again, apply your change to the new version, send the new ETag.',
  },
  conflict: {
    status: 409,
    title: 'Others are changing the same resource',
    remedy: 'Read it again and repeat the request with the same Idempotency-Key.',
  },
  bad_cursor: {
    status: 400,
    title: 'The cursor is not one of ours, or not yours',
    remedy: 'Start again without a cursor.',
  },
  too_large: { status: 413, title: 'The body is too large', remedy: 'Keep JSON bodies under 256 KiB.' },
});
