import { DependencyError } from '../../shared/kernel/errors.ts';

const timeoutMs = 6_000;

/** A letter to people of a company, on the addresses that it gave when it joined: another channel than the API. */
export interface Letter {
  /** Sent once under this id, however often it is asked for. */
  readonly messageId: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** The mail provider. Errors: DependencyError parties.mail_unreachable, parties.mail_refused. */
export const createMailer = (baseUrl: string, send: typeof fetch = fetch) => ({
  send: async (letter: Letter, correlationId: string): Promise<void> => {
    let response: Response;
    try {
      response = await send(`${baseUrl}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'entrepot-correlation-id': correlationId },
        body: JSON.stringify(letter),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (cause) {
      throw new DependencyError({ code: 'parties.mail_unreachable', status: 504, cause });
    }
    if (!response.ok) throw new DependencyError({ code: 'parties.mail_refused', status: 502 });
  },
});
export type Mailer = ReturnType<typeof createMailer>;
