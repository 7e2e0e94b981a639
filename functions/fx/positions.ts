import type { Instant } from '../../shared/kernel/instant.ts';
import { type Money, money } from '../../shared/kernel/money.ts';
import { type CurrencyPosition, positionsOf } from './domain/positions.ts';
import type { Parts } from './parts.ts';

/** What the house has open in each currency: from the books (1300, 4030), the open locks and the deals not settled yet. */
export const openPositions = async (
  { ledger, repository }: Pick<Parts, 'ledger' | 'repository'>,
  now: Instant,
): Promise<readonly CurrencyPosition[]> => {
  const { rows } = await ledger.trialBalance(now);
  const balancesOf = (code: string, isDebit: boolean): readonly Money[] =>
    [...rows.values()]
      .filter((row) => row.ledger === 'ENT' && row.code === code)
      .map(({ currency, debitsMinor, creditsMinor }) =>
        money(currency, isDebit ? debitsMinor - creditsMinor : creditsMinor - debitsMinor),
      );
  const books = { positions: balancesOf('1300', true), margins: balancesOf('4030', false) };
  return positionsOf(books, await repository.openLocks(), await repository.openDeals());
};
