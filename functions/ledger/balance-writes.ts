import { invariant } from '../../shared/kernel/invariant.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import type { Refusal, Write } from '../../shared/persistence/write.ts';
import type { Account } from './domain/account.ts';
import { chartAccountOf } from './domain/chart.ts';
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

/** Why a balance does not take a change, in this order: the account is closed, then too little is there. */
const changeRefusal =
  ({ account, available }: BalanceChange): Refusal =>
  (oldRow) => {
    if (oldRow?.closedAt !== undefined) {
      return ledgerErrors.account_closed(
        `Account ${account.accountId} was closed at ${String(oldRow.closedAt)}.`,
      );
    }
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
 * go below zero, on whichever side the account grows; a closed account takes nothing. An account comes into being with its first growth.
 */
export const balanceWrite = (tableName: string, change: BalanceChange, at: PostedAt): Write => {
  const { account, available, pending } = change;
  const conditions = [
    'attribute_not_exists(closedAt)',
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
    condition: conditions.join(' AND '),
    refuse: changeRefusal(change),
  };
};

const closingRefusal =
  ({ accountId, currency }: Account & { readonly accountId: string }): Refusal =>
  (oldRow) => {
    if (!oldRow) return ledgerErrors.no_such_account(`Nothing was ever posted on ${accountId}.`);
    if (oldRow.closedAt !== undefined) {
      return ledgerErrors.account_already_closed(
        `${accountId} was closed at ${String(oldRow.closedAt)} already.`,
      );
    }
    const text = (value: unknown): string => formatMoney({ currency, amountMinor: minorOf(value) }).amount;
    return minorOf(oldRow.pending) === 0n
      ? ledgerErrors.account_not_empty(`${accountId} still holds ${currency} ${text(oldRow.available)}.`)
      : ledgerErrors.account_has_pending(`${accountId} has ${currency} ${text(oldRow.pending)} set aside.`);
  };

/**
 * Closes a guarded account for good: nothing is posted on it or reserved from it any more. Refused unless it was used, is open
 * and holds nothing. InvariantViolation `ledger.not_closable` for an account of the house, which has no balance to guard.
 */
export const closingWrite = (
  tableName: string,
  account: Account & { readonly accountId: string },
  reason: string,
  at: PostedAt,
): Write => {
  invariant(chartAccountOf(account.code).balance === 'guarded', 'ledger.not_closable', {
    code: account.code,
  });
  return {
    kind: 'update',
    tableName,
    key: ledgerKeys.balance(account.accountId),
    update: 'SET closedAt = :now, closedFor = :reason, updatedAt = :now',
    condition: 'available = :zero AND pending = :zero AND attribute_not_exists(closedAt)',
    values: { ':now': at.now, ':reason': reason, ':zero': 0n },
    refuse: closingRefusal(account),
  };
};
