import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Journal, Posting } from '../../../functions/ledger/contract.ts';
import { chartAccountOf } from '../../../functions/ledger/domain/chart.ts';
import { accountOf, growthOf } from '../../../functions/ledger/domain/journal.ts';
import {
  addJournal,
  proveConservation,
  trialBalanceOf,
} from '../../../functions/ledger/domain/trial-balance.ts';
import {
  journalWrites,
  postReservationWrites,
  reservationWrites,
  voidReservationWrites,
} from '../../../functions/ledger/posting.ts';
import { readJournal, readLine } from '../../../functions/ledger/row-readers.ts';
import { DomainError, InvariantViolation } from '../../../shared/kernel/errors.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { money } from '../../../shared/kernel/money.ts';
import { MemoryRows } from '../../support/memory-rows.ts';

const at = { now: parseInstant('2026-11-22T08:00:00.000Z'), correlationId: 'trade-1' };
const expiresAt = parseInstant('2026-12-22T08:00:00.000Z');
const owners = ['a', 'b', 'c'] as const;
const currencies = ['USD', 'KWD', 'JPY'] as const;

const side = fc.record({
  code: fc.constantFrom('1010', '2010', '2040', '2045', '4010' as const),
  owner: fc.constantFrom(...owners),
});
const leg = fc.record({ from: side, to: side, minor: fc.bigInt({ min: 1n, max: 50n }) });
const journal = fc.record({
  do: fc.constant('post' as const),
  id: fc.nat({ max: 200 }),
  currency: fc.constantFrom(...currencies),
  legs: fc.array(leg, { minLength: 1, maxLength: 4 }),
});
const reserve = fc.record({
  do: fc.constant('reserve' as const),
  id: fc.nat({ max: 8 }),
  owner: fc.constantFrom(...owners),
  currency: fc.constantFrom(...currencies),
  minor: fc.bigInt({ min: 1n, max: 60n }),
});
const resolve = fc.record({
  do: fc.constantFrom('settle' as const, 'void' as const),
  id: fc.nat({ max: 8 }),
  share: fc.bigInt({ min: 1n, max: 100n }),
});
const history = fc.array(fc.oneof({ weight: 3, arbitrary: journal }, reserve, resolve), { maxLength: 60 });

type Action = typeof history extends fc.Arbitrary<(infer One)[]> ? One : never;
type Reserved = { readonly pendingId: string; readonly code: '2010'; readonly owner: string } & {
  readonly amount: ReturnType<typeof money>;
};

const posting = (
  { code, owner }: { code: Posting['code']; owner: string },
  which: Posting['side'],
  amount: ReturnType<typeof money>,
): Posting => ({
  code,
  ...(chartAccountOf(code).owner === 'none' ? {} : { owner }),
  side: which,
  amount,
});

const journalFrom = (name: string, postings: readonly Posting[]): Journal => ({
  journalId: deterministicId('jrn', name),
  kind: 'random',
  businessEventId: name,
  description: name,
  references: {},
  postings,
});

/** Plays a history; refusals are part of it. Returns the rows and how each reservation was resolved. */
const play = (actions: readonly Action[]) => {
  const rows = new MemoryRows();
  const reservations = new Map<number, Reserved>();
  const resolutions = new Map<string, number>();
  const attempt = (writes: () => Parameters<MemoryRows['commit']>[0]): boolean => {
    try {
      rows.commit(writes());
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  };
  for (const [step, action] of actions.entries()) {
    if (action.do === 'post') {
      const amount = (minor: bigint) => money(action.currency, minor);
      const postings = action.legs.flatMap(({ from, to, minor }) => [
        posting(from, 'debit', amount(minor)),
        posting(to, 'credit', amount(minor)),
      ]);
      attempt(() => journalWrites('ledger', journalFrom(`post-${action.id}`, postings), at));
    } else if (action.do === 'reserve') {
      const reserved: Reserved = {
        pendingId: `res-${action.id}`,
        code: '2010',
        owner: action.owner,
        amount: money(action.currency, action.minor),
      };
      const isNew = attempt(() =>
        reservationWrites('ledger', { ...reserved, expiresAt, reference: 'ord_1' }, at),
      );
      if (isNew) reservations.set(action.id, reserved);
    } else {
      const reserved = reservations.get(action.id);
      if (!reserved) continue;
      const { amount, owner } = reserved;
      const part = money(amount.currency, (amount.amountMinor * action.share + 99n) / 100n);
      const release = journalFrom(`release-${action.id}-${step}`, [
        posting({ code: '2010', owner }, 'debit', part),
        posting({ code: '2040', owner }, 'credit', part),
      ]);
      const isResolved = attempt(() =>
        action.do === 'settle'
          ? postReservationWrites('ledger', reserved, release, at)
          : voidReservationWrites('ledger', reserved, 'voided', at),
      );
      if (isResolved) {
        resolutions.set(reserved.pendingId, (resolutions.get(reserved.pendingId) ?? 0) + 1);
      }
    }
  }
  return { rows, resolutions };
};

const always = (check: (played: ReturnType<typeof play>) => void) =>
  fc.assert(
    fc.property(history, (actions) => check(play(actions))),
    { numRuns: 300 },
  );

describe('any history of the ledger', () => {
  test('has debits equal to credits in each currency', () => {
    always(({ rows }) => {
      const sums = trialBalanceOf(at.now);
      for (const row of rows.ofKind('journal')) addJournal(sums, readJournal(row));
      for (const proof of proveConservation(sums)) expect(proof.differenceMinor).toBe(0n);
    });
  });

  test('never lets a guarded account go below zero', () => {
    always(({ rows }) => {
      for (const { available, pending } of rows.ofKind('balance')) {
        expect(available).toBeGreaterThanOrEqual(0n);
        expect(pending).toBeGreaterThanOrEqual(0n);
      }
    });
  });

  test('has balances that equal the sum of their posting rows', () => {
    always(({ rows }) => {
      const sums = new Map<unknown, bigint>();
      for (const row of rows.ofKind('posting')) {
        const { accountId, ...line } = readLine(row);
        const code = accountId.slice(0, 4);
        const growth = growthOf({ ...line, code: chartAccountOf(code).code });
        sums.set(accountId, (sums.get(accountId) ?? 0n) + growth);
      }
      for (const { accountId, available, pending } of rows.ofKind('balance')) {
        expect(Number(available) + Number(pending)).toBe(Number(sums.get(accountId) ?? 0n));
      }
    });
  });

  test('has pending amounts that equal the reservations still pending', () => {
    always(({ rows }) => {
      const pending = new Map<unknown, bigint>();
      for (const row of rows.ofKind('reservation').filter(({ state }) => state === 'pending')) {
        pending.set(row.accountId, (pending.get(row.accountId) ?? 0n) + BigInt(String(row.amountMinor)));
      }
      for (const row of rows.ofKind('balance')) {
        expect(row.pending).toBe(pending.get(row.accountId) ?? 0n);
      }
    });
  });

  test('resolves a reservation at most once', () => {
    always(({ resolutions }) => {
      for (const times of resolutions.values()) expect(times).toBe(1);
    });
  });

  test('writes a journal and its lines on guarded accounts together, and each once', () => {
    always(({ rows }) => {
      const journals = rows.ofKind('journal').map(readJournal);
      const lines = rows.ofKind('posting').map(readLine);
      for (const { journalId, postings } of journals) {
        const own = lines.filter((line) => line.journalId === journalId);
        const guarded = postings.filter(({ code }) => chartAccountOf(code).balance === 'guarded');
        expect(own.map(({ accountId }) => accountId).sort()).toEqual(
          guarded.map((one) => accountOf(one)).sort(),
        );
      }
    });
  });
});

test('postings that do not balance never become writes', () => {
  fc.assert(
    fc.property(leg, fc.bigInt({ min: 1n, max: 50n }), ({ from, to, minor }, other) => {
      fc.pre(minor !== other);
      const postings = [
        posting(from, 'debit', money('USD', minor)),
        posting(to, 'credit', money('USD', other)),
      ];
      expect(() => journalWrites('ledger', journalFrom('bad', postings), at)).toThrow(InvariantViolation);
    }),
  );
});
