import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Journal } from '../../../functions/ledger/contract.ts';
import { proveConservation } from '../../../functions/ledger/domain/trial-balance.ts';
import {
  journalWrites,
  postReservationWrites,
  reservationWrites,
  voidReservationWrites,
} from '../../../functions/ledger/posting.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { addDuration } from '../../../shared/kernel/instant.ts';
import { money } from '../../../shared/kernel/money.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { journalOf } from '../../support/journal-table.ts';
import { bookInMemory } from '../../support/ledger-book.ts';

const escrows = ['e', 'f'] as const;
const minor = fc.integer({ min: 1, max: 60 });
const escrow = fc.constantFrom(...escrows);
const hold = fc.nat({ max: 5 });
const ledgerName = fc.constantFrom('ENT' as const, 'FUND' as const);

const action = fc.oneof(
  fc.record({ do: fc.constant('fund' as const), escrow, minor, id: fc.nat({ max: 30 }) }),
  fc.record({ do: fc.constant('issue' as const), minor, id: fc.nat({ max: 30 }) }),
  fc.record({ do: fc.constant('reserve' as const), escrow, minor, hold }),
  fc.record({ do: fc.constantFrom('settle' as const, 'void' as const, 'expire' as const), hold, minor }),
  fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(1, 20) }),
  // The newest so many, or what the schedule finds; sealers repeat themselves and come late.
  fc.record({ do: fc.constant('seal' as const), newest: fc.nat({ max: 6 }) }),
  fc.record({ do: fc.constant('seal late' as const), ledger: ledgerName }),
);
type Action = typeof action extends fc.Arbitrary<infer One> ? One : never;

const amountOf = (value: number): string => (value / 100).toFixed(2);

/** Plays a history on a book of its own; refusals are part of it. After each action `check` looks at the books. */
const play = async (actions: readonly Action[]) => {
  const book = bookInMemory();
  const posted: Journal[] = [];
  const holds = new Map<number, { escrow: (typeof escrows)[number]; minor: number; ends: string[] }>();
  const due = addDuration(book.now(), { days: 30 });
  const attempt = async (writes: () => readonly Write[], journal?: Journal): Promise<boolean> => {
    book.tick();
    try {
      await book.commit(writes());
      if (journal) posted.push(journal);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  };
  const post = (journal: Journal) => attempt(() => journalWrites('ledger', journal, book.at()), journal);

  const end = async (one: Action & { do: 'settle' | 'void' | 'expire' }): Promise<void> => {
    const held = holds.get(one.hold);
    if (!held) return;
    const reservation = {
      pendingId: `hold_${one.hold}`,
      code: '2010' as const,
      owner: held.escrow,
      amount: money('USD', BigInt(held.minor)),
    };
    const amount = amountOf(Math.min(one.minor, held.minor));
    const journal = journalOf(
      `settle_${one.hold}_${book.now()}`,
      `DR 2010/${held.escrow} USD ${amount}\nCR 2040/s USD ${amount}`,
    );
    const hasEnded = await (one.do === 'settle'
      ? attempt(() => postReservationWrites('ledger', reservation, journal, book.at()), journal)
      : attempt(() =>
          voidReservationWrites('ledger', reservation, one.do === 'void' ? 'voided' : 'expired', book.at()),
        ));
    if (hasEnded) held.ends.push(one.do);
  };

  for (const one of actions) {
    switch (one.do) {
      case 'fund': {
        const amount = amountOf(one.minor);
        const table = `DR 1010 USD ${amount}\nCR 2010/${one.escrow} USD ${amount}`;
        await post(journalOf('fund', table, `fund_${one.id}`));
        break;
      }
      case 'issue': {
        const amount = amountOf(one.minor);
        const units = journalOf('issue', `DR 8010 USD ${amount}\nCR 8110/s USD ${amount}`, `issue_${one.id}`);
        await post({ ...units, ledger: 'FUND' });
        break;
      }
      case 'reserve': {
        const reservation = {
          pendingId: `hold_${one.hold}`,
          code: '2010' as const,
          owner: one.escrow,
          amount: money('USD', BigInt(one.minor)),
          expiresAt: due,
          reference: 'ord_1',
        };
        const isNew = await attempt(() => reservationWrites('ledger', reservation, book.at()));
        if (isNew) holds.set(one.hold, { escrow: one.escrow, minor: one.minor, ends: [] });
        break;
      }
      case 'wait':
        book.tick(one.days * 86_400);
        break;
      case 'seal':
        await book.seal(posted.slice(-one.newest));
        break;
      case 'seal late':
        await book.sealer.seal(await book.sealer.chain.unsealed(one.ledger));
        break;
      default:
        await end(one);
    }
  }
  return { book, posted, holds };
};

const histories = fc.array(action, { maxLength: 40 });
const always = (check: (played: Awaited<ReturnType<typeof play>>) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(histories, async (actions) => check(await play(actions))),
    { numRuns: 60 },
  );

describe('any history, sealed in any order and as far as it may be', () => {
  test('I01: debits equal credits at every sequence and with what is not sealed, in each ledger and currency', async () => {
    await always(async ({ book, posted }) => {
      for (const ledger of ['ENT', 'FUND'] as const) {
        const { sequence: last } = await book.sealer.chain.head(ledger);
        for (let sequence = 0; sequence <= last; sequence += 1) {
          const sums = await book.sealer.chain.sumsAt(ledger, sequence, book.now());
          for (const proof of proveConservation(sums)) expect(proof.differenceMinor).toBe(0n);
          expect(sums.journals).toBe(sequence);
        }
      }
      const all = await book.reader.trialBalance(book.now());
      for (const proof of proveConservation(all)) expect(proof.differenceMinor).toBe(0n);
      expect(all.journals).toBe(posted.length);
    });
  });

  test('I02: what a client has, and what is set aside of it, is never below zero and adds up to its lines', async () => {
    await always(async ({ book }) => {
      for (const row of book.database.rows('ledger')) {
        if (row.kind !== 'balance') continue;
        expect(Number(row.available)).toBeGreaterThanOrEqual(0);
        expect(Number(row.pending)).toBeGreaterThanOrEqual(0);
      }
      for (const ledger of ['ENT', 'FUND'] as const)
        expect((await book.audit(ledger)).report().findings).toEqual([]);
    });
  });

  test('I03: a hold ends at most once, and what is pending is what has not ended', async () => {
    await always(async ({ book, holds }) => {
      for (const { ends } of holds.values()) expect(ends.length).toBeLessThanOrEqual(1);
      for (const owner of escrows) {
        const open = [...holds.values()].filter((one) => one.escrow === owner && one.ends.length === 0);
        const { pending } = await book.reader.balanceOf(`2010:ENT:USD:${owner}`);
        expect(Number(pending.amountMinor)).toBe(open.reduce((sum, one) => sum + one.minor, 0));
      }
    });
  });

  test('each journal has one place or waits for it; the chain is the same however often sealers repeat themselves', async () => {
    await always(async ({ book, posted }) => {
      // When: everything is sealed, twice
      await book.seal(posted);
      const heads = await Promise.all([book.sealer.chain.head('ENT'), book.sealer.chain.head('FUND')]);
      await book.seal(posted);

      // Then
      expect(await Promise.all([book.sealer.chain.head('ENT'), book.sealer.chain.head('FUND')])).toEqual(
        heads,
      );
      expect(heads.reduce((sum, { sequence }) => sum + sequence, 0)).toBe(posted.length);
      const rows = await book.sealer.chain.journals(posted.map(({ journalId }) => journalId));
      const places = rows.map(({ sequence, journal }) => `${journal.ledger} ${sequence}`);
      expect(new Set(places).size).toBe(posted.length);
    });
  });
});
