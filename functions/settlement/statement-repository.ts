import type { Instant } from '../../shared/kernel/instant.ts';
import type { Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { type Statement, statementHeadRow, statementRow } from './rows.ts';

type Period = Pick<Statement, 'companyId' | 'currency' | 'from' | 'to'>;

const headKey = (companyId: string) => ({ pk: `STATEMENTS#${companyId}`, sk: 'HEAD' });
const statementKey = ({ companyId, currency, from, to }: Period) => ({
  pk: `STATEMENTS#${companyId}`,
  sk: `STATEMENT#${currency}#${from}#${to}`,
});

/** Rows: STATEMENTS#company/HEAD last number; STATEMENTS#company/STATEMENT#currency#from#to one issued statement. */
export const createStatementRepository = (store: Store) => ({
  find: (period: Period) => store.get(statementKey(period), (data) => statementRow.parse(data)),

  findHead: (companyId: string) => store.get(headKey(companyId), (data) => statementHeadRow.parse(data)),

  /** Issues a statement under the next number: head and statement are written together, so numbers have no gaps. */
  insertNext: async (
    statement: Omit<Statement, 'number'>,
    now: Instant,
  ): Promise<{ readonly statement: Statement; readonly writes: readonly Write[] }> => {
    const head = await store.get(headKey(statement.companyId), (data) => statementHeadRow.parse(data));
    const number = (head?.data.last ?? 0) + 1;
    const issued = { ...statement, number };
    return {
      statement: issued,
      writes: [
        head
          ? store.updateIfVersion(head, { last: number }, now)
          : store.insertIfAbsent(headKey(statement.companyId), 'statement-head', { last: number }, now),
        store.insertIfAbsent(statementKey(statement), 'statement', issued, now),
      ],
    };
  },
});
