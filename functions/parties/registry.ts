import { z } from 'zod';
import { DependencyError } from '../../shared/kernel/errors.ts';

const timeoutMs = 6_000;

const sanctionsList = z.object({
  version: z.string(),
  entries: z.array(z.object({ name: z.string(), aliases: z.array(z.string()) })),
});
export type SanctionsList = z.output<typeof sanctionsList>;

const call = async (url: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  } catch (cause) {
    throw new DependencyError({ code: 'parties.registry_unreachable', status: 504, cause });
  }
};

/** The company registry and sanctions list provider. Errors: DependencyError parties.registry_unreachable. */
export const createRegistry = (baseUrl: string) => ({
  /** The consolidated sanctions list, or undefined when the provider cannot give it: that is not "clear". */
  sanctionsList: async (): Promise<SanctionsList | undefined> => {
    const response = await call(`${baseUrl}/sanctions-list`, { method: 'GET' });
    if (!response.ok) return undefined;
    const parsed = sanctionsList.safeParse(await response.json());
    return parsed.success ? parsed.data : undefined;
  },

  /** Asks for confirmation of a company; the answer comes to `callbackUrl`. Keyed by verificationId: asking twice asks once. */
  requestVerification: async (request: {
    verificationId: string;
    companyId: string;
    name: string;
    country: string;
    registrationNumber: string;
    callbackUrl: string;
    correlationId: string;
  }): Promise<void> => {
    const { correlationId, ...question } = request;
    const response = await call(`${baseUrl}/verifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'entrepot-correlation-id': correlationId },
      body: JSON.stringify(question),
    });
    if (!response.ok) throw new DependencyError({ code: 'parties.registry_refused', status: 502 });
  },
});
