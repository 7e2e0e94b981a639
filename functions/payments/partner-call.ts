import { DependencyError } from '../../shared/kernel/errors.ts';

const timeoutMs = 8_000;

/**
 * Statuses by which a party says for certain that it did not take the request. Any other failure (a refused credential, a time
 * out, a conflict with a request that it may have taken) leaves that open: it is asked about, never answered by sending the
 * money elsewhere.
 */
const definiteRefusals = new Set([400, 402, 404, 422]);

/** How a request reaches an outside party; `fetch` but for tests. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Calls an outside party over HTTPS; follows no redirect. Successes and definite refusals come back to the caller, everything
 * else is the party's failure and worth another try. Errors: DependencyError payments.<party>_unreachable, payments.<party>_failing.
 */
export const callPartner = async (
  send: Send,
  party: 'psp' | 'bank',
  url: string,
  init: RequestInit & { readonly correlationId: string },
): Promise<Response> => {
  const { correlationId, headers, ...rest } = init;
  let response: Response;
  try {
    response = await send(url, {
      ...rest,
      headers: { ...headers, 'entrepot-correlation-id': correlationId },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    throw new DependencyError({ code: `payments.${party}_unreachable`, status: 504, cause });
  }
  if (!response.ok && !definiteRefusals.has(response.status))
    throw new DependencyError({ code: `payments.${party}_failing`, status: 502 });
  return response;
};
