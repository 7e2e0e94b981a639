import { z } from 'zod';
import { idSchema, instantSchema, signedMoneySchema } from '../../shared/http/schemas.ts';
import { defineEvent } from '../../shared/messaging/event.ts';
import { breakTypes } from './domain/breaks.ts';

/** A difference between books, bank, PSP and trades that a person has to look at. */
export const breakOpened = defineEvent(
  'entrepot.reconciliation.break_opened.v1',
  'A difference between the books, the bank, the PSP and the trades was found.',
  z.strictObject({
    breakId: idSchema('brk'),
    type: z.enum(breakTypes),
    subject: z.string(),
    amount: signedMoneySchema,
    since: instantSchema,
  }),
);

/** It is accounted for: by its counterpart, or by a person with a reason. */
export const breakClosed = defineEvent(
  'entrepot.reconciliation.break_closed.v1',
  'A difference is accounted for.',
  z.strictObject({ breakId: idSchema('brk'), state: z.enum(['resolved', 'cleared']), reason: z.string() }),
);

/** One run of the three-way proof. */
export const booksReconciled = defineEvent(
  'entrepot.reconciliation.books_reconciled.v1',
  'The books were compared with the bank, the PSP and the trades.',
  z.strictObject({
    on: z.string(),
    booksProven: z.int(),
    books: z.int(),
    openBreaks: z.int(),
    unexplainedBreaks: z.int(),
  }),
);
