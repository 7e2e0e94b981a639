import { businessDateIn } from '../../shared/kernel/business-date.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import { money } from '../../shared/kernel/money.ts';
import { log } from '../../shared/observability/logger.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { type OwnMoneyDirection, ownMoneyJournals } from '../ledger/contract.ts';
import { isClientMoney } from '../ledger/posting.ts';
import { ownTransfersOf } from './contract.ts';
import { type ClientMoneyBalances, shortfallMinor, sweepableMinor } from './domain/client-money.ts';
import { bankTimeZone, type Moment, type Parts } from './parts.ts';

/** Journals younger than this may be half on their way: what they brought is swept the next day. */
const settleMinutes = 5;

const keyOf = (on: string, currency: string) => ({ pk: `CLIENT-MONEY#${on}`, sk: currency });

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

/** What one day's calculation moves in one currency, or nothing. */
const moveOf = (
  balances: ClientMoneyBalances,
): { readonly direction: OwnMoneyDirection; readonly minor: bigint } | undefined => {
  const missing = shortfallMinor(balances);
  if (missing > 0n) return { direction: 'to_clients', minor: missing };
  const swept = sweepableMinor(balances);
  return swept > 0n ? { direction: 'to_house', minor: swept } : undefined;
};

/**
 * The daily calculation of client money: what the house has earned leaves the clients' account, and what is missing there comes from
 * its own, once a day and currency.
 */
export const createClientMoney = ({ store, ledger, post }: Parts) => {
  const settleCurrency = async (totals: Totals, currency: string, at: Moment): Promise<Effect> => {
    const on = businessDateIn(at.now, bankTimeZone);
    const move = moveOf(balancesOf(totals, currency));
    if (!move || (await store.get(keyOf(on, currency), (data) => data))) return {};
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
    return {
      writes: [
        store.insertIfAbsent(keyOf(on, currency), 'client-money', { direction, amount }, at.now),
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
      const asOf: Instant = addDuration(at.now, { minutes: -settleMinutes });
      const totals = await ledger.trialBalance(asOf);
      const currencies = [...new Set([...totals.rows.values()].map(({ currency }) => currency))].sort();
      const effects: { currency: string; effect: Effect }[] = [];
      for (const currency of currencies)
        effects.push({ currency, effect: await settleCurrency(totals, currency, at) });
      return effects;
    },
  };
};
