import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';

const letter = z.object({
  messageId: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  sentAt: z.string(),
});

/** The mail provider, as its twin: letters go into boxes that anyone may read here. */
export const mailOperations = defineOperations({
  sandboxMailSend: {
    method: 'POST',
    path: '/sandbox/mail/messages',
    summary: 'Send a letter; the same messageId again sends nothing more',
    auth: 'public',
    body: z.strictObject({
      messageId: z.string().regex(/^[A-Za-z0-9_:-]{1,120}$/),
      to: z.array(z.email()).min(1).max(25),
      subject: z.string().max(200),
      text: z.string().max(4_000),
    }),
    idempotent: false,
    responses: { 202: { description: 'Sent', schema: z.object({ messageId: z.string() }) } },
    problems: [],
  },
  sandboxMailBox: {
    method: 'GET',
    path: '/sandbox/mail/boxes/{address}',
    summary: 'Letters to an address, oldest first',
    auth: 'public',
    params: z.strictObject({ address: z.string().max(254) }),
    idempotent: false,
    responses: { 200: { description: 'The letters', schema: z.object({ items: z.array(letter) }) } },
    problems: [],
  },
});
