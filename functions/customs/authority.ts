import { DependencyError } from '../../shared/kernel/errors.ts';
import { writeLodgement, writePaymentNotice, writeQueryAnswer } from './declaration-xml.ts';
import type { AuthorityMessage } from './domain/authority-message.ts';
import { type Declaration, localReferenceOf } from './domain/declaration.ts';
import { readResponses } from './response-xml.ts';

const timeoutMs = 8_000;

const call = async (url: string, correlationId: string, xmlBody?: string): Promise<Response> => {
  try {
    return await fetch(url, {
      method: xmlBody === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/xml',
        'entrepot-correlation-id': correlationId,
        ...(xmlBody === undefined ? {} : { 'content-type': 'application/xml' }),
      },
      ...(xmlBody === undefined ? {} : { body: xmlBody }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    throw new DependencyError({ code: 'customs.authority_unreachable', status: 504, cause });
  }
};

const send = async (url: string, declaration: Declaration, xmlBody: string): Promise<void> => {
  const response = await call(url, declaration.correlationId, xmlBody);
  if (!response.ok) {
    throw new DependencyError({
      code: 'customs.authority_refused',
      status: 502,
      detail: `The authority answered ${response.status}.`,
    });
  }
};

/**
 * The customs authority as a port: XML out, answers come back to the inbound route. All requests are keyed by our local
 * reference, so that asking twice asks once. Errors: DependencyError customs.authority_unreachable, customs.authority_refused.
 */
export const createAuthority = (baseUrl: string, apiBaseUrl: string) => {
  const callbackUrl = `${apiBaseUrl}/v1/inbound/customs`;
  const urlOf = (declaration: Declaration): string =>
    `${baseUrl}/declarations/${encodeURIComponent(localReferenceOf(declaration))}`;
  return {
    lodge: (declaration: Declaration): Promise<void> =>
      send(`${baseUrl}/declarations`, declaration, writeLodgement(declaration, callbackUrl)),

    answerQuery: (declaration: Declaration): Promise<void> =>
      send(`${urlOf(declaration)}/answers`, declaration, writeQueryAnswer(declaration)),

    advisePayment: (declaration: Declaration): Promise<void> =>
      send(`${urlOf(declaration)}/payments`, declaration, writePaymentNotice(declaration)),

    /** Everything the authority has said on this lodgement so far, oldest first; empty when it knows nothing of it. */
    askStatus: async (declaration: Declaration): Promise<readonly AuthorityMessage[]> => {
      const response = await call(urlOf(declaration), declaration.correlationId);
      if (response.status === 404) return [];
      if (!response.ok) throw new DependencyError({ code: 'customs.authority_refused', status: 502 });
      return readResponses(await response.text());
    },
  };
};
export type Authority = ReturnType<typeof createAuthority>;
