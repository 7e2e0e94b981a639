import { z } from 'zod';
import type { TradeRun } from './play-trade.ts';
import { dayOfInstant, instantOfDay } from './references.ts';
import type { Sandbox } from './sandbox.ts';
import type { TradeFile } from './trade-file.ts';

const pagesMax = 50;
const money = z.object({ currency: z.string(), amount: z.string() });

const journalPage = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      description: z.string(),
      postedAt: z.string(),
      postings: z.array(
        z.object({ code: z.string(), name: z.string(), side: z.enum(['debit', 'credit']), amount: money }),
      ),
    }),
  ),
  next: z.string().optional(),
});
const accountPage = z.object({
  items: z.array(z.object({ code: z.string(), available: money, pending: money })),
});

/** One posting that a party sees. */
export interface RailLine {
  readonly day: number;
  readonly kind: string;
  readonly code: string;
  readonly account: string;
  readonly side: 'debit' | 'credit';
  readonly currency: string;
  readonly amount: string;
}

/** What one trade came to, as the API tells it. */
export interface Books {
  /** Party → its postings in the order of time. */
  readonly rail: Readonly<Record<string, readonly RailLine[]>>;
  /** Party → account and currency → balance; accounts at zero left out. */
  readonly accounts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Name at the bank → currency → what came (+) or went (-). */
  readonly bank: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The line as trade files write it. */
export const spell = ({ day, kind, code, side, currency, amount }: RailLine): string =>
  `d${day} ${kind} ${code} ${side} ${currency} ${amount}`;

const railOf = async (run: TradeRun, id: string): Promise<readonly RailLine[]> => {
  const actor = run.actors.get(id);
  const journals: z.output<typeof journalPage>['items'] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const query = { limit: '100', ...(cursor === undefined ? {} : { cursor }) };
    const page = journalPage.parse((await actor?.call('listJournals', { query }))?.body);
    journals.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) break;
  }
  return journals
    .sort((left, right) => left.postedAt.localeCompare(right.postedAt))
    .flatMap(({ kind, postedAt, postings }) =>
      postings.map(({ code, name, side, amount }) => ({
        ...{ day: dayOfInstant(run.trade.startsOn, postedAt), kind, code, account: name, side },
        ...{ currency: amount.currency, amount: amount.amount },
      })),
    );
};

const isZero = (amount: string): boolean => /^[0.]+$/.test(amount);

const accountsOf = async (run: TradeRun, id: string): Promise<Record<string, string>> => {
  const { items } = accountPage.parse((await run.actors.get(id)?.call('listAccounts', {}))?.body);
  return Object.fromEntries(
    items
      .flatMap(({ code, available, pending }) => [
        ...(isZero(available.amount) ? [] : [[`${code} ${available.currency}`, available.amount]]),
        ...(isZero(pending.amount) ? [] : [[`${code} ${pending.currency} pending`, pending.amount]]),
      ])
      .sort(([left = ''], [right = '']) => left.localeCompare(right)),
  );
};

/** Adds decimal strings of one currency. */
const plus = (left: string, right: string): string => {
  const decimals = Math.max(...[left, right].map((text) => text.split('.')[1]?.length ?? 0));
  const minor = (text: string) => {
    const [whole = '0', part = ''] = text.replace(/^[+-]/, '').split('.');
    const size = BigInt(whole + part.padEnd(decimals, '0'));
    return text.startsWith('-') ? -size : size;
  };
  const sum = minor(left) + minor(right);
  const digits = String(sum < 0n ? -sum : sum).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  return `${sum < 0n ? '-' : '+'}${digits.slice(0, cut)}${decimals > 0 ? `.${digits.slice(cut)}` : ''}`;
};

const bankOf = async (trade: TradeFile, sandbox: Sandbox): Promise<Books['bank']> => {
  const years = [0, trade.endsAt].map((day) => instantOfDay(trade.startsOn, day).slice(0, 4));
  const sums: Record<string, Record<string, string>> = {};
  for (const [counterparty, wanted] of Object.entries(trade.expect.bank)) {
    sums[counterparty] = {};
    for (const currency of Object.keys(wanted)) {
      const lines = (
        await Promise.all([...new Set(years)].map((year) => sandbox.statement(currency, year)))
      ).flat();
      const sum = lines
        .filter((line) => line.counterparty === counterparty && isWithin(trade, line.bookedAt))
        .map(({ side, amount }) => `${side === 'credit' ? '+' : '-'}${amount.amount}`)
        .reduce(plus, '+0');
      sums[counterparty][currency] = sum;
    }
  }
  return sums;
};

const isWithin = (trade: TradeFile, instant: string): boolean => {
  const day = dayOfInstant(trade.startsOn, instant);
  return day >= 0 && day <= trade.endsAt;
};

/** Reads what a trade came to: each party's postings and balances, and the lines at the bank. */
export const readBooks = async (run: TradeRun, sandbox: Sandbox): Promise<Books> => {
  const ids = [...run.actors.keys()];
  const rails = await Promise.all(ids.map((id) => railOf(run, id)));
  const accounts = await Promise.all(ids.map((id) => accountsOf(run, id)));
  return {
    rail: Object.fromEntries(ids.map((id, index) => [id, rails[index] ?? []])),
    accounts: Object.fromEntries(ids.map((id, index) => [id, accounts[index] ?? {}])),
    bank: await bankOf(run.trade, sandbox),
  };
};

const compareMaps = (
  what: string,
  found: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): string[] =>
  [...new Set([...Object.keys(found), ...Object.keys(wanted)])]
    .sort()
    .flatMap((key) =>
      found[key] === wanted[key]
        ? []
        : [`${what}: ${key} is ${found[key] ?? 'nothing'}, not ${wanted[key] ?? 'nothing'}`],
    );

/** Every way in which the books differ from what the trade file says; empty when they are the same to the minor unit. */
export const differences = (trade: TradeFile, books: Books): readonly string[] =>
  Object.keys(trade.parties)
    .flatMap((id) => {
      // Postings of one day have no order among themselves: steps of different contexts run at once.
      const found = (books.rail[id] ?? []).map(spell).sort();
      const wanted = [...(trade.expect.rail[id] ?? [])].sort();
      return [
        ...lacking(wanted, found).map((line) => `${id}: missing ${line}`),
        ...lacking(found, wanted).map((line) => `${id}: not expected ${line}`),
        ...compareMaps(id, books.accounts[id] ?? {}, trade.expect.accounts[id] ?? {}),
      ];
    })
    .concat(
      Object.entries(trade.expect.bank).flatMap(([name, sums]) =>
        compareMaps(`bank, ${name}`, books.bank[name] ?? {}, sums),
      ),
    );

/** Members of `left` that `right` lacks, counting repetitions. */
const lacking = (left: readonly string[], right: readonly string[]): string[] => {
  const rest = [...right];
  return left.filter((line) => {
    const index = rest.indexOf(line);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
};
