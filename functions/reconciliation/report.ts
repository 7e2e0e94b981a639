import { z } from 'zod';
import { breakStates, breakTypes } from './domain/breaks.ts';

const money = z.object({ currency: z.string(), amount: z.string() });

/** The result of one run, as it is kept, shown to operators and printed. */
export const report = z
  .object({
    on: z.string(),
    at: z.string(),
    books: z.array(
      z.object({
        book: z.string().meta({ description: 'Account of the chart and currency, e.g. 1010:USD.' }),
        ledger: money,
        outside: money.meta({ description: 'By the last statement of the bank, or report of the PSP.' }),
        oursOnly: money.meta({ description: 'Ours that no statement has yet.' }),
        theirsOnly: money.meta({ description: 'Theirs that the books do not have.' }),
        matched: z.int(),
        openLines: z.int(),
        openEntries: z.int(),
        isProven: z.boolean().meta({ description: 'ledger = outside + oursOnly − theirsOnly.' }),
      }),
    ),
    clientMoney: z.array(
      z.object({
        currency: z.string(),
        safeguarded: money,
        cardMoney: money,
        owed: money,
        coverage: z.enum(['safeguarded', 'with_card_money', 'short']),
      }),
    ),
    states: z.object({
      compared: z.int(),
      unjudged: z.int().meta({ description: 'Moved within the last hour: judged by the next run.' }),
    }),
    unreachable: z.array(z.object({ book: z.string(), reason: z.string() })),
    breaks: z.array(
      z.object({
        breakId: z.string(),
        type: z.enum(breakTypes),
        subject: z.string(),
        amount: money,
        since: z.string(),
        state: z.enum(breakStates),
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: 'ReconciliationReport' });
export type Report = z.output<typeof report>;
