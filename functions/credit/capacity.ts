import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Instant } from '../../shared/kernel/instant.ts';
import { type Money, money } from '../../shared/kernel/money.ts';
import type { Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { Loan } from './domain/loan.ts';

const minor = z.union([z.number(), z.bigint()]).transform(BigInt);
const counterRow = z.object({ limitMinor: minor, availableMinor: minor, exposureMinor: minor });

/** How much of a limit is used; `available` may be below zero after a limit was cut, which blocks draws and undoes none. */
export interface Capacity {
  readonly limit: Money;
  readonly available: Money;
  readonly exposure: Money;
}

const keyOf = (companyId: string, currency: string) => ({
  pk: `COMPANY#${companyId}`,
  sk: `CAPACITY#${currency}`,
});
const exposureKey = (loanId: string) => ({ pk: `LOAN#${loanId}`, sk: 'EXPOSURE' });

/**
 * The counter of a company's exposure in one currency. It is a row of numbers and not of a version, so that parallel draws do
 * not make each other stale: the condition `available >= amount` alone decides, and their sum can never pass the limit.
 */
export const createCapacity = (store: Store) => {
  const move = (
    companyId: string,
    amount: Money,
    sign: 1n | -1n,
    condition: string,
    now: Instant,
  ): Write => ({
    kind: 'update',
    tableName: store.tableName,
    key: keyOf(companyId, amount.currency),
    update: 'SET updatedAt = :now ADD exposureMinor :exposure, availableMinor :available',
    condition,
    values: {
      ':now': now,
      ':exposure': sign * amount.amountMinor,
      ':available': -sign * amount.amountMinor,
      ':amount': amount.amountMinor,
    },
  });

  return {
    read: async (companyId: string, currency: string): Promise<Capacity | undefined> => {
      const found = await store.client.send(
        new GetCommand({ TableName: store.tableName, Key: keyOf(companyId, currency), ConsistentRead: true }),
      );
      if (!found.Item) return undefined;
      const { limitMinor, availableMinor, exposureMinor } = counterRow.parse(found.Item);
      return {
        limit: money(currency, limitMinor),
        available: money(currency, availableMinor),
        exposure: money(currency, exposureMinor),
      };
    },

    /** Sets the limit; `before` is the limit that was set last, undefined the first time. */
    setLimit: (companyId: string, limit: Money, before: bigint | undefined, now: Instant): Write => {
      const key = keyOf(companyId, limit.currency);
      if (before === undefined) {
        const { amountMinor } = limit;
        const counters = { limitMinor: amountMinor, availableMinor: amountMinor, exposureMinor: 0n };
        return {
          kind: 'put',
          tableName: store.tableName,
          item: { ...key, kind: 'capacity', version: 1, ...counters, createdAt: now, updatedAt: now },
          condition: 'attribute_not_exists(pk)',
        };
      }
      return {
        kind: 'update',
        tableName: store.tableName,
        key,
        update: 'SET limitMinor = :limit, updatedAt = :now ADD availableMinor :change',
        condition: 'limitMinor = :before',
        values: {
          ':limit': limit.amountMinor,
          ':before': before,
          ':change': limit.amountMinor - before,
          ':now': now,
        },
      };
    },

    /** Takes the principal of a loan out of what is available, once for each loan; stale when it is not there. */
    reserve: ({ loanId, borrowerId, principal }: Loan, now: Instant): readonly Write[] => [
      store.insertIfAbsent(exposureKey(loanId), 'exposure', { amount: principal }, now),
      move(borrowerId, principal, 1n, 'availableMinor >= :amount', now),
    ],

    /** Whether the loan's principal is counted. */
    isReserved: async (loanId: string): Promise<boolean> =>
      (await store.get(exposureKey(loanId), (data) => data)) !== undefined,

    /** Gives the principal back, once; stale when it is not counted. */
    release: ({ loanId, borrowerId, principal }: Loan, now: Instant): readonly Write[] => [
      {
        kind: 'delete',
        tableName: store.tableName,
        key: exposureKey(loanId),
        condition: 'attribute_exists(pk)',
      },
      move(borrowerId, principal, -1n, 'exposureMinor >= :amount', now),
    ],
  };
};
export type CapacityCounter = ReturnType<typeof createCapacity>;
