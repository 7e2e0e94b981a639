import type { Handlers } from '../../../shared/http/call.ts';
import { parseJson } from '../../../shared/http/parse.ts';
import { verifyWebhook } from '../../../shared/http/webhook-signature.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import { freightErrors } from '../errors.ts';
import { joinEffects } from '../freight-effects.ts';
import type { Papers } from '../papers/issue-papers.ts';
import type { FreightRepository } from '../repository.ts';
import { carrierMessage } from './carrier-messages.ts';
import { takeCarrierMessage } from './inbound-carrier.ts';
import type { carrierOperations } from './operations.ts';

interface Parts {
  readonly store: Store;
  readonly freight: FreightRepository;
  readonly papers: Papers;
  /** The secret that the carrier signs with. */
  readonly secret: () => Promise<string>;
}

/** What the carrier sends. */
export const carrierHandlers = ({ secret, ...parts }: Parts): Handlers<typeof carrierOperations> => ({
  receiveCarrierEvent: async ({ headers, rawBody, now }) => {
    const webhookId = verifyWebhook(await secret(), { headers, body: rawBody, now });
    if (await parts.freight.findWebhook(webhookId)) return { status: 200 };
    const parsed = carrierMessage.safeParse(parseJson(rawBody));
    if (!parsed.success)
      throw freightErrors.bad_message(parsed.error.issues[0]?.message ?? 'It has another shape.');
    const effect = await takeCarrierMessage(parts, parsed.data, now);
    return {
      status: 200,
      ...joinEffects([{ writes: [parts.freight.takeWebhook(webhookId, now)] }, effect]),
    };
  },
});
