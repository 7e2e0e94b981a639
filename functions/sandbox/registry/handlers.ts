import type { Handlers } from '../../../shared/http/call.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import { answerKey, planAnswer } from '../answers.ts';
import type { registryOperations } from './operations.ts';

const entries = [
  { name: 'Sanction Hit Ltd', aliases: ['S.H. Trading', 'Sankshen Hit'] },
  { name: 'Volkov Maritime Shipping', aliases: ['Wolkow Maritime', 'Volkoff Shipping'] },
  { name: 'Golden Crane Machinery', aliases: ['Jin He Jixie'] },
];

const resultFor = (registrationNumber: string): 'confirmed' | 'not_found' | 'inactive' => {
  if (registrationNumber.endsWith('000')) return 'not_found';
  return registrationNumber.endsWith('001') ? 'inactive' : 'confirmed';
};

/** The person who owns a company: of `…-OWNER7-…` owner 7, else one of its own. */
const ownerNumberOf = (registrationNumber: string): string =>
  /OWNER\d+/.exec(registrationNumber)?.[0] ?? `SOLE-${registrationNumber}`;

/** Magic registration numbers: …000 is not in the register, …001 is inactive, …002 answers a day late, …003 answers twice. `OWNER7` in it: owner 7 owns it. */
export const registryHandlers = (store: Store): Handlers<typeof registryOperations> => ({
  sandboxSanctionsList: async () => ({ status: 200, body: { version: 'sandbox-2026-11-20', entries } }),

  sandboxVerification: async ({ body, now, correlationId }) => {
    const plan = async (suffix: string) => {
      const answerId = `registry-${body.verificationId}${suffix}`;
      if (await store.get(answerKey(answerId), (data) => data)) return {};
      return planAnswer(
        store,
        {
          answerId,
          partner: 'registry',
          url: body.callbackUrl,
          contentType: 'application/json',
          body: JSON.stringify({
            verificationId: body.verificationId,
            companyId: body.companyId,
            result: resultFor(body.registrationNumber),
            ownerNumbers: [ownerNumberOf(body.registrationNumber)],
          }),
          webhookId: `registry-${body.verificationId}`,
          delaySeconds: body.registrationNumber.endsWith('002') ? 86_400 : 0,
          correlationId,
        },
        now,
      );
    };
    const planned = [await plan(''), body.registrationNumber.endsWith('003') ? await plan('-again') : {}];
    return {
      status: 202,
      body: { verificationId: body.verificationId },
      writes: planned.flatMap((one) => one.writes ?? []),
      events: planned.flatMap((one) => one.events ?? []),
    };
  },
});
