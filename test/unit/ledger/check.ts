import type { Journal, LedgerName } from '../../../functions/ledger/contract.ts';
import { accountIdOf } from '../../../functions/ledger/domain/account.ts';
import {
  closeAccountWrites,
  journalWrites,
  mirrorOf,
  postReservationWrites,
  reservationWrites,
  voidReservationWrites,
} from '../../../functions/ledger/posting.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, money, parseMoney } from '../../../shared/kernel/money.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { journalOf } from '../../support/journal-table.ts';
import { MemoryRows } from '../../support/memory-rows.ts';

const start = parseInstant('2026-11-22T08:00:00.000Z');

/** `event=x desc=y …` at the end of a line. */
const optionsOf = (words: readonly string[]): Record<string, string> =>
  Object.fromEntries(words.filter((word) => word.includes('=')).map((word) => word.split('=')));

/** `2010/e>2040/s 60.00`: takes from the first, gives to the second; several with `+`. */
const tableOf = (legs: string): string =>
  legs
    .split('+')
    .map((leg) => {
      const [route = '', amount = '', currency = 'USD'] = leg.trim().split(/\s+/);
      const [from = '', to = ''] = route.split('>');
      return `DR ${from} ${currency} ${amount}\nCR ${to} ${currency} ${amount}`;
    })
    .join('\n');

const journalIn = (id: string, legs: string, options: Record<string, string>): Journal => {
  const journal = journalOf(options.kind ?? 'move', tableOf(legs), options.event ?? id);
  return {
    ...journal,
    journalId: deterministicId('jrn', id),
    description: options.desc ?? 'a movement',
    references: { orderId: options.order ?? 'ord_1' },
    ...(options.ledger ? { ledger: options.ledger as LedgerName } : {}),
    ...(options.corrects
      ? {
          correction: {
            corrects: deterministicId('jrn', options.corrects),
            reason: options.reason ?? 'typo',
          },
        }
      : {}),
  };
};

const codeOf = (error: unknown): string => {
  if (error instanceof Error && 'code' in error) return String(error.code).replace(/^ledger\./, '');
  throw error;
};

/**
 * Plays a table of operations on empty books and gives it back with what the ledger really said in the last column. Columns are
 * apart by `|`: operation, id, what, options, outcome. Operations: `post`, `link` (with the line after it, in one transaction),
 * `reserve`, `settle`, `void`, `expire`, `mirror`, `close`, `wait`, `balance`.
 */
export const played = (table: string): string => {
  const rows = new MemoryRows();
  const journals = new Map<string, Journal>();
  let now: Instant = start;
  let linked: Journal[] = [];

  const reservationIn = (id: string, what: string, options: Record<string, string>) => {
    const [route = '', amount = '', currency = 'USD'] = what.split(/\s+/);
    const [code = '', owner = ''] = (route.split('>')[0] ?? '').split('/');
    return {
      pendingId: id,
      code: code as '2010',
      owner,
      amount: parseMoney({ currency, amount: options.of ?? amount }),
      expiresAt: addDuration(start, { days: Number(options.days ?? 30) }),
      reference: options.for ?? 'ord_1',
    };
  };

  const balanceOf = (what: string): string => {
    const [account = '', currency = 'USD'] = what.split(/\s+/);
    const [code = '', owner] = account.split('/');
    const ledger = code.startsWith('8') ? 'FUND' : 'ENT';
    const pk = `ACCOUNT#${accountIdOf(code as '2010', currency, owner, ledger)}`;
    const row = rows.get('ledger', { pk, sk: 'BALANCE' });
    const text = (value: unknown) => formatMoney(money(currency, BigInt(String(value ?? 0n)))).amount;
    return `${text(row?.available)} ${text(row?.pending)}`;
  };

  const run = (operation: string, id: string, what: string, options: Record<string, string>): string => {
    const at = { now, correlationId: 'trade-1' };
    const commit = (writes: readonly Write[]): string => {
      rows.commit(writes);
      return 'created';
    };
    switch (operation) {
      case 'post':
      case 'link': {
        const journal = journalIn(id, what, options);
        journals.set(id, journal);
        linked.push(journal);
        if (operation === 'link') return 'linked';
        const all = linked;
        linked = [];
        return commit(journalWrites('ledger', all, at));
      }
      case 'reserve':
        return commit(reservationWrites('ledger', reservationIn(id, what, options), at));
      case 'settle': {
        const journal = journalIn(`${id} settled`, what, options);
        return commit(postReservationWrites('ledger', reservationIn(id, what, options), journal, at));
      }
      case 'void':
        return commit(voidReservationWrites('ledger', reservationIn(id, what, options), 'voided', at));
      case 'expire':
        return commit(voidReservationWrites('ledger', reservationIn(id, what, options), 'expired', at));
      case 'mirror': {
        const journal = journals.get(id);
        if (!journal) throw new Error(`No ${id} to mirror`);
        const { reason = 'typo', event = 'x' } = options;
        return commit(journalWrites('ledger', mirrorOf(journal, { businessEventId: event, reason }), at));
      }
      case 'close': {
        const [account = '', currency = 'USD'] = what.split(/\s+/);
        const [code = '', owner] = account.split('/');
        return commit(
          closeAccountWrites('ledger', accountIdOf(code as '2010', currency, owner), 'ended', at),
        );
      }
      case 'wait':
        now = addDuration(now, { days: Number(what) });
        return '-';
      case 'balance':
        return balanceOf(what);
      default:
        throw new Error(`Nobody knows the operation ${operation}`);
    }
  };

  const lines = table.split('\n').map((line) => {
    const cells = line.split('|');
    if (cells.length < 5) return line;
    const [operation = '', id = '', what = '', options = ''] = cells.map((cell) => cell.trim());
    let outcome: string;
    try {
      outcome = run(operation, id, what, optionsOf(options.split(/\s+/)));
    } catch (error) {
      outcome = codeOf(error);
      linked = [];
    }
    return [...cells.slice(0, 4), ` ${outcome}`].join('|').trimEnd();
  });
  return lines.join('\n');
};
