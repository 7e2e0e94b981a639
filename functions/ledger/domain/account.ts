import type { CurrencyCode } from '../../../shared/kernel/currency.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import type { AccountCode } from '../contract.ts';
import { chartAccountOf } from './chart.ts';

/** The legal entity whose books these are; a second one would be a second chart. */
export const entity = 'ENT';

/** One account of the books: code, currency and, where the chart says so, the sub-account's owner. */
export interface Account {
  readonly code: AccountCode;
  readonly currency: CurrencyCode;
  readonly owner?: string;
}

// Ids and `partner:<name>`; `#` separates the parts of row keys and `|` those of hashed text.
const ownerPattern = /^[A-Za-z0-9_.:-]{1,80}$/;

/**
 * `2010:ENT:USD:esc_…`, or `1010:ENT:USD` for an account without sub-accounts.
 * InvariantViolation `ledger.unknown_code`, `ledger.owner_missing`, `ledger.owner_not_allowed`, `ledger.malformed_owner`.
 */
export const accountIdOf = (code: AccountCode, currency: CurrencyCode, owner?: string): string => {
  const { owner: rule } = chartAccountOf(code);
  invariant(owner !== undefined || rule !== 'required', 'ledger.owner_missing', { code });
  invariant(owner === undefined || rule !== 'none', 'ledger.owner_not_allowed', { code, owner });
  if (owner === undefined) return `${code}:${entity}:${currency}`;
  invariant(ownerPattern.test(owner), 'ledger.malformed_owner', { code, owner });
  return `${code}:${entity}:${currency}:${owner}`;
};

/** The parts of an account id made by {@link accountIdOf}. InvariantViolation `ledger.malformed_account_id`. */
export const parseAccountId = (accountId: string): Account => {
  const [code = '', house, currency = '', ...rest] = accountId.split(':');
  invariant(house === entity && currency.length === 3, 'ledger.malformed_account_id', { accountId });
  const { code: known } = chartAccountOf(code);
  return rest.length === 0 ? { code: known, currency } : { code: known, currency, owner: rest.join(':') };
};
