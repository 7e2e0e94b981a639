import { readJournal } from '../../../functions/ledger/row-readers.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { type MemoryDatabase, tableOf } from './memory-database.ts';

/** A journal as a reader of the books sees it. */
export interface BookedJournal {
  readonly kind: string;
  readonly debits: readonly string[];
  readonly credits: readonly string[];
}

/** What prefixes of ids stand for in tables. */
const words: Readonly<Record<string, string>> = {
  bke: 'receipt',
  chb: 'chargeback',
  cns: 'consignment',
  com: 'company',
  esc: 'escrow',
  pay: 'payable',
  pmt: 'payment',
  pol: 'pool',
  pot: 'payout',
  rfd: 'refund',
};

/** Names for the ids in the books: given ones first, else the word for the kind of thing, with a number from the second on. */
export class Names {
  private readonly names = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  give(id: string, name: string): void {
    this.names.set(id, name);
  }

  of(id: string): string {
    const known = this.names.get(id);
    if (known !== undefined) return known;
    const [prefix = ''] = id.split('_');
    const word = id.startsWith('partner:') ? id : (words[prefix] ?? id);
    const count = (this.counts.get(word) ?? 0) + 1;
    this.counts.set(word, count);
    const name = count === 1 ? word : `${word}-${count}`;
    this.names.set(id, name);
    return name;
  }
}

const withThousands = (amount: string): string => amount.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

/** Journals of the ledger from the `from`-th on, in the order in which they were posted. */
export const journalsOf = (database: MemoryDatabase, names: Names, from = 0): readonly BookedJournal[] =>
  database
    .rowsInOrder(tableOf('ledger'))
    .filter(({ kind }) => kind === 'journal')
    .slice(from)
    .map((row) => {
      const { kind, postings } = readJournal(row);
      const side = (wanted: string): readonly string[] =>
        postings
          .filter(({ side: own }) => own === wanted)
          .map(({ code, owner, amount }) => {
            const account = owner === undefined ? code : `${code}/${names.of(owner)}`;
            return `${account} ${amount.currency} ${withThousands(formatMoney(amount).amount)}`;
          });
      return { kind, debits: side('debit'), credits: side('credit') };
    });

/** How many journals there are. */
export const journalCount = (database: MemoryDatabase): number =>
  database.rowsInOrder(tableOf('ledger')).filter(({ kind }) => kind === 'journal').length;
