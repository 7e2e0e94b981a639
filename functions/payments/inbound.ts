import { z } from 'zod';
import type { Answer } from '../../shared/http/call.ts';
import { parseJson, parsePart } from '../../shared/http/parse.ts';
import { instantSchema } from '../../shared/http/schemas.ts';
import { verifyWebhook } from '../../shared/http/webhook-signature.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import { log } from '../../shared/observability/logger.ts';
import type { Secrets } from '../../shared/secrets.ts';
import { readBankMessage } from './bank/messages.ts';
import { bankEntryReceived, pspEventReceived, transferStatusReceived } from './contract.ts';
import type { PaymentsRepository } from './repository.ts';

const money = z.object({ currency: z.string(), amount: z.string() });
const id = z.string().min(1).max(64);
const reason = z.string().max(200).default('declined');

/** The PSP's envelope; more fields than we know are no fault. */
const pspMessage = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });

const chargebackMessage = z.object({
  chargebackId: id,
  chargeId: id,
  amount: money,
  reason: z.string().max(200).default('unknown'),
  openedAt: instantSchema,
});

const pspEvents = {
  'charge.succeeded': z.object({ chargeId: id, amount: money }),
  'charge.failed': z.object({ chargeId: id, reason }),
  'charge.settled': z.object({ chargeId: id, gross: money, fee: money, net: money }),
  'refund.succeeded': z.object({ refundId: id }),
  'refund.failed': z.object({ refundId: id, reason }),
} as const;

const toPspEvent = ({ type, data }: z.output<typeof pspMessage>): OutgoingEvent | undefined => {
  switch (type) {
    case 'charge.succeeded': {
      const told = parsePart(pspEvents[type], data, 'body');
      return pspEventReceived.create({ subject: told.chargeId, data: { type, ...told } });
    }
    case 'charge.failed': {
      const told = parsePart(pspEvents[type], data, 'body');
      return pspEventReceived.create({ subject: told.chargeId, data: { type, ...told } });
    }
    case 'charge.settled': {
      const told = parsePart(pspEvents[type], data, 'body');
      return pspEventReceived.create({ subject: told.chargeId, data: { type, ...told } });
    }
    case 'refund.succeeded': {
      const told = parsePart(pspEvents[type], data, 'body');
      return pspEventReceived.create({ subject: told.refundId, data: { type, ...told } });
    }
    case 'refund.failed': {
      const told = parsePart(pspEvents[type], data, 'body');
      return pspEventReceived.create({ subject: told.refundId, data: { type, ...told } });
    }
    case 'chargeback.opened':
    case 'chargeback.won':
    case 'chargeback.lost':
    case 'chargeback.debited':
    case 'chargeback.credited': {
      const told = parsePart(chargebackMessage, data, 'body');
      return pspEventReceived.create({ subject: told.chargebackId, data: { type, ...told } });
    }
    default:
      return undefined;
  }
};

const toBankEvents = (text: string): readonly OutgoingEvent[] => {
  const { entries, statuses } = readBankMessage(text);
  return [
    ...entries.map((entry) => bankEntryReceived.create({ subject: entry.entryId, data: entry })),
    ...statuses.map((status) => transferStatusReceived.create({ subject: status.endToEndId, data: status })),
  ];
};

interface Message {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly rawBody: string;
  readonly now: Instant;
}

/**
 * Takes what PSP and bank send: signature and age checked, each webhook id taken once, the content put into the outbox. All
 * work on it happens in the consumer, where order does not matter and failures are tried again.
 */
export const createInbound = (
  payments: PaymentsRepository,
  secrets: Secrets,
  secretNames: Readonly<Record<'psp' | 'bank', string>>,
) => {
  const take = async (
    partner: 'psp' | 'bank',
    { headers, rawBody, now }: Message,
    read: (text: string) => readonly OutgoingEvent[],
  ): Promise<Answer> => {
    const secret = await secrets.read(secretNames[partner]);
    const webhookId = verifyWebhook(secret, { headers, body: rawBody, now });
    if (await payments.wasReceived(partner, webhookId)) return { status: 204 };
    const events = read(rawBody);
    return { status: 204, writes: [payments.rememberWebhook(partner, webhookId, now)], events };
  };

  return {
    takePspEvent: (message: Message): Promise<Answer> =>
      take('psp', message, (text) => {
        const told = parsePart(pspMessage, parseJson(text), 'body');
        const event = toPspEvent(told);
        if (!event) log.warn('The PSP tells what we do not know', { reason: told.type.slice(0, 60) });
        return event ? [event] : [];
      }),

    takeBankMessage: (message: Message): Promise<Answer> => take('bank', message, toBankEvents),
  };
};
export type Inbound = ReturnType<typeof createInbound>;
