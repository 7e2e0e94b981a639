import { tableOf } from '../support/simulation/memory-database.ts';
import { MoneyTale, moneyContexts } from '../support/simulation/money-tale.ts';
import { matrixOf } from './matrix.ts';
import type { MoneyWorkflow } from './money-workflows.ts';

/** The matrix of the money contexts. */
export const { given, play, describeMatrix } = matrixOf<MoneyTale, MoneyWorkflow>({
  open: ({ contexts = [] }) => MoneyTale.open([...moneyContexts, 'refunds', 'partners', ...contexts]),
  // The sealer moves no money; the ledger's own tests cut it off.
  isOurs: ({ invocation: { name } }) => !name.startsWith('sandbox-') && name !== 'ledger-sealer',
  rest: ({ house }) => house.advance({ days: 3 }),
  // Our books, and those of bank and PSP.
  books: ['ledger', 'sandbox'].map(tableOf),
});
