import { z } from 'zod';
import { businessDateIn } from '../../shared/kernel/business-date.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { addDuration, type Instant, isInstant } from '../../shared/kernel/instant.ts';
import { money } from '../../shared/kernel/money.ts';
import { log } from '../../shared/observability/logger.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { type OwnMoneyDirection, ownMoneyJournals } from '../ledger/contract.ts';
import { isClientMoney } from '../ledger/posting.ts';
import { ownTransfersOf } from './contract.ts';
import { type ClientMoneyBalances, shortfallMinor, sweepableMinor } from './domain/client-money.ts';
import { bankTimeZone, type Moment, type Parts } from './parts.ts';

/** Journals younger than this may not all be seen: what they brought is swept the next day. */
const settleMinutes = 5;

const keyOf = (currency: string) => ({ pk: 'CLIENT-MONEY', sk: `CURRENCY#${currency}` });

/** What the calculation moved last in a currency. One row a currency, which nothing else touches: its version lets one calculation in. */
const lastMove = z.object({
  on: z.string(),
  at: z.custom<Instant>((value) => typeof value === 'string' && isInstant(value)),
  direction: z.enum(['to_clients', 'to_house']),
  amount: z.object({ currency: z.string(), amountMinor: z.bigint() }),
});
type LastMove = z.output<typeof lastMove>;

interface ClientMoneyParts extends Pick<Parts, 'store' | 'post'> {
  readonly ledger: Pick<Parts['ledger'], 'trialBalance'>;
}

type Totals = Awaited<ReturnType<Parts['ledger']['trialBalance']>>;

const balancesOf = ({ rows }: Totals, currency: string): ClientMoneyBalances => {
  const own = [...rows.values()].filter((row) => row.ledger === 'ENT' && row.currency === currency);
  const debits = (wanted: (code: string) => boolean): bigint =>
    own.filter(({ code }) => wanted(code)).reduce((sum, row) => sum + row.debitsMinor - row.creditsMinor, 0n);
  const one = (code: string): bigint => debits((each) => each === code);
  const isOwed = (code: string): boolean => code.startsWith('2');
  const clientCodes = new Set<string>(own.filter(({ code }) => isClientMoney(code)).map(({ code }) => code));
  return {
    safeguardedMinor: one('1010'),
    operatingMinor: one('1020'),
    cardMoneyMinor: one('1110'),
    positionMinor: one('1300'),
    owedMinor: -debits((code) => clientCodes.has(code)),
    otherOwedMinor: -debits((code) => isOwed(code) && !clientCodes.has(code)),
    incomeMinor: -debits((code) => code.startsWith('4')),
    costsMinor: debits((code) => code.startsWith('5')),
  };
};

/** The books minutes ago, when all of it can be seen, and the books now, as far as they can be seen. */
interface Books {
  readonly settled: Totals;
  readonly latest: Totals;
}

/** What one day's calculation moves in one currency, or nothing: the house gets what was free then and is free still. */
const moveOf = (
  { settled, latest }: Books,
  currency: string,
): { readonly direction: OwnMoneyDirection; readonly minor: bigint } | undefined => {
  const balances = balancesOf(settled, currency);
  const missing = shortfallMinor(balances);
  if (missing > 0n) return { direction: 'to_clients', minor: missing };
  const [then, now] = [sweepableMinor(balances), sweepableMinor(balancesOf(latest, currency))];
  const swept = now < then ? now : then;
  return swept > 0n ? { direction: 'to_house', minor: swept } : undefined;
};

/**
 * The daily calculation of client money: what the house has earned leaves the clients' account, and what is missing there comes from
 * its own, once a day and currency.
 */
export const createClientMoney = ({ store, ledger, post }: ClientMoneyParts) => {
  const lastMoves = async (): Promise<ReadonlyMap<string, Entity<LastMove>>> => {
    const { pk, sk } = keyOf('');
    const { items } = await store.queryParts(pk, sk, (data) => lastMove.parse(data));
    return new Map(items.map((found) => [found.data.amount.currency, found]));
  };

  const settleCurrency = (
    books: Books,
    currency: string,
    last: Entity<LastMove> | undefined,
    at: Moment,
  ): Effect => {
    const on = businessDateIn(at.now, bankTimeZone);
    // What moved since the settled books is not in them.
    if (last && (last.data.on >= on || last.data.at > books.settled.asOf)) return {};
    const move = moveOf(books, currency);
    if (!move) return {};
    const { direction } = move;
    const journals = ownMoneyJournals({
      cause: deterministicId('cmc', on, currency),
      purpose: direction,
      kind: direction === 'to_house' ? 'earned_fees_swept' : 'client_money_topped_up',
      description:
        direction === 'to_house' ? 'Earned fees swept out of client money' : 'Client money topped up',
      references: { calculation: deterministicId('cmc', on, currency) },
      direction,
      amount: money(currency, move.minor),
    });
    const amount = journals[0]?.postings[0]?.amount;
    if (!amount) return {};
    if (direction === 'to_clients')
      log.error('Client money was short and is topped up', new Error('client_money_short'), {
        subject: currency,
      });
    const moved: LastMove = { on, at: at.now, direction, amount };
    return {
      writes: [
        last
          ? store.updateIfVersion(last, moved, at.now)
          : store.insertIfAbsent(keyOf(currency), 'client-money', moved, at.now),
        ...post(journals, at),
      ],
      events: ownTransfersOf(journals),
    };
  };

  return {
    /** Effects of one day's calculation, one a currency; each is committed by itself. */
    settle: async (
      at: Moment,
    ): Promise<readonly { readonly currency: string; readonly effect: Effect }[]> => {
      // The rows of the calculation are read before the books: whoever moves money in between changes the version.
      const last = await lastMoves();
      const settled = await ledger.trialBalance(addDuration(at.now, { minutes: -settleMinutes }));
      const books = { settled, latest: await ledger.trialBalance(at.now) };
      const currencies = [...new Set([...settled.rows.values()].map(({ currency }) => currency))].sort();
      return currencies.map((currency) => ({
        currency,
        effect: settleCurrency(books, currency, last.get(currency), at),
      }));
    },
  };
};
