import { formatMoney } from '../../shared/kernel/money.ts';
import type { Refusal, Write } from '../../shared/persistence/write.ts';
import type { Account } from './domain/account.ts';
import { ledgerErrors } from './errors.ts';
import { ledgerKeys, type PostedAt } from './rows.ts';

/** Changes of one guarded balance in one update, in minor units; a shrinking part must be there or nothing happens. */
export interface BalanceChange {
  readonly account: Account & { readonly accountId: string };
  readonly available: bigint;
  readonly pending: bigint;
}

/** An amount of an old row as the document client gives it: small ones as number, large ones as bigint, both exact. */
const minorOf = (value: unknown): bigint =>
  typeof value === 'number' || typeof value === 'bigint' ? BigInt(value) : 0n;

const insufficientFunds =
  ({ account, available }: BalanceChange): Refusal =>
  (oldRow) => {
    const text = (amountMinor: bigint): string => {
      const { currency, amount } = formatMoney({ currency: account.currency, amountMinor });
      return `${currency} ${amount}`;
    };
    const held = text(minorOf(oldRow?.available));
    return ledgerErrors.insufficient_funds(
      `Account ${account.code} has ${held} available; ${text(-available)} was asked for.`,
    );
  };

/**
 * The conditional update of a guarded balance. `available` and `pending` are DynamoDB numbers, written from bigint; they never
 * go below zero. An account comes into being with its first growth.
 */
export const balanceWrite = (tableName: string, change: BalanceChange, at: PostedAt): Write => {
  const { account, available, pending } = change;
  const conditions = [
    ...(available < 0n ? ['available >= :taken'] : []),
    ...(pending < 0n ? ['pending >= :resolved'] : []),
  ];
  return {
    kind: 'update',
    tableName,
    key: ledgerKeys.balance(account.accountId),
    update: [
      'SET #kind = :kind, accountId = :accountId, updatedAt = :now',
      'createdAt = if_not_exists(createdAt, :now)',
      ...(account.owner === undefined ? [] : ['gsi1pk = :owned, gsi1sk = :accountId']),
    ]
      .join(', ')
      .concat(' ADD available :available, pending :pending'),
    names: { '#kind': 'kind' },
    values: {
      ':kind': 'balance',
      ':accountId': account.accountId,
      ':now': at.now,
      ':available': available,
      ':pending': pending,
      ...(account.owner === undefined ? {} : { ':owned': ledgerKeys.owned(account.owner) }),
      ...(available < 0n ? { ':taken': -available } : {}),
      ...(pending < 0n ? { ':resolved': -pending } : {}),
    },
    ...(conditions.length === 0
      ? {}
      : { condition: conditions.join(' AND '), refuse: insufficientFunds(change) }),
  };
};
