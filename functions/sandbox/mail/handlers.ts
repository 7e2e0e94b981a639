import { z } from 'zod';
import type { Handlers } from '../../../shared/http/call.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { mailOperations } from './operations.ts';

const letterRow = z.object({
  messageId: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  sentAt: z.string(),
});

const boxPk = (address: string): string => `MAIL#BOX#${address.toLowerCase()}`;

/** The twin of the mail provider: it delivers at once and never fails. */
export const mailHandlers = (store: Store): Handlers<typeof mailOperations> => ({
  sandboxMailSend: async ({ body, now }) => {
    const { messageId } = body;
    const answer = { status: 202, body: { messageId } };
    const key = { pk: `MAIL#MESSAGE#${messageId}`, sk: 'MESSAGE' };
    if (await store.get(key, (data) => data)) return answer;
    const letter = { ...body, sentAt: now };
    const boxes = [...new Set(body.to.map(boxPk))];
    return {
      ...answer,
      writes: [
        store.insertIfAbsent(key, 'mail-message', { messageId }, now),
        ...boxes.map((pk) =>
          store.insertIfAbsent({ pk, sk: `${now}#${messageId}` }, 'mail-letter', letter, now),
        ),
      ],
    };
  },

  sandboxMailBox: async ({ params }) => {
    const found = await store.queryParts(boxPk(params.address), '', (data) => letterRow.parse(data), {
      limit: 200,
    });
    return { status: 200, body: { items: found.items.map(({ data }) => data) } };
  },
});
