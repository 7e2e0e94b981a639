import { z } from 'zod';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

/** A twin's answer is to be sent now (later ones are deadlines). */
export const answerDue = defineEvent(
  'entrepot.sandbox.answer_due.v1',
  'A sandbox twin has an answer to send.',
  z.strictObject({ answerId: z.string() }),
);

export const sandboxDeadlineReached = defineDeadlineEvent('sandbox');
