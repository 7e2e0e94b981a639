import { z } from 'zod';
import { idSchema, instantSchema, signedMoneySchema } from '../../shared/http/schemas.ts';
import { breakStates, breakTypes } from './domain/breaks.ts';

export const breakId = idSchema('brk');

/** A difference as operators see it. */
export const breakShape = z
  .object({
    breakId,
    type: z.enum(breakTypes),
    subject: z.string().meta({ description: 'The book, account or thing that it is about.' }),
    reference: z.string(),
    amount: signedMoneySchema.meta({ description: 'By how much the books are above the other side.' }),
    since: instantSchema,
    ageDays: z.int().min(0),
    detail: z.string(),
    state: z.enum(breakStates),
    openedAt: instantSchema,
    notes: z.array(z.object({ at: instantSchema, by: z.string(), event: z.string(), reason: z.string() })),
  })
  .meta({ id: 'ReconciliationBreak' });

/** A statement that was imported. */
export const importedStatement = z
  .object({
    book: z.string(),
    statementId: z.string(),
    number: z.int(),
    on: z.string(),
    entries: z.int(),
  })
  .meta({ id: 'ImportedStatement' });

export const exampleBreak = {
  breakId: 'brk_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  type: 'unknown_to_us',
  subject: '1010:USD',
  reference: 'bke_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  amount: { currency: 'USD', amount: '-12.00' },
  since: '2026-11-22T08:00:00.000Z',
  ageDays: 1,
  detail: 'statement 14, no reference, Sandbox Bank: the books do not have it',
  state: 'open',
  openedAt: '2026-11-23T03:00:00.000Z',
  notes: [],
};
