import type { CurrencyCode } from '../../../shared/kernel/currency.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { type AccountCode, type LedgerName, ledgerNames } from '../contract.ts';
import { chartAccountOf } from './chart.ts';

/** The ledger of a journal or account that names none: the house's own books. */
export const defaultLedger: LedgerName = 'ENT';

/** One account of the books: ledger, code, currency and, where the chart says so, the sub-account's owner. */
export interface Account {
  readonly ledger: LedgerName;
  readonly code: AccountCode;
  readonly currency: CurrencyCode;
  readonly owner?: string;
}

// Ids and `partner:<name>`; `#` separates the parts of row keys and `|` those of hashed text.
const ownerPattern = /^[A-Za-z0-9_.:-]{1,80}$/;

/**
 * `2010:ENT:USD:esc_…`, or `1010:ENT:USD` for an account without sub-accounts. InvariantViolation `ledger.unknown_code`,
 * `ledger.not_in_chart`, `ledger.owner_missing`, `ledger.owner_not_allowed`, `ledger.malformed_owner`.
 */
export const accountIdOf = (
  code: AccountCode,
  currency: CurrencyCode,
  owner?: string,
  ledger: LedgerName = defaultLedger,
): string => {
  const { owner: rule, ledgers } = chartAccountOf(code);
  invariant(ledgers.includes(ledger), 'ledger.not_in_chart', { code, ledger });
  invariant(owner !== undefined || rule !== 'required', 'ledger.owner_missing', { code });
  invariant(owner === undefined || rule !== 'none', 'ledger.owner_not_allowed', { code, owner });
  if (owner === undefined) return `${code}:${ledger}:${currency}`;
  invariant(ownerPattern.test(owner), 'ledger.malformed_owner', { code, owner });
  return `${code}:${ledger}:${currency}:${owner}`;
};

/** The parts of an account id made by {@link accountIdOf}. InvariantViolation `ledger.malformed_account_id`. */
export const parseAccountId = (accountId: string): Account => {
  const [code = '', name, currency = '', ...rest] = accountId.split(':');
  const ledger = ledgerNames.find((one) => one === name);
  invariant(ledger !== undefined && currency.length === 3, 'ledger.malformed_account_id', { accountId });
  const { code: known } = chartAccountOf(code);
  const account = { ledger, code: known, currency };
  return rest.length === 0 ? account : { ...account, owner: rest.join(':') };
};
