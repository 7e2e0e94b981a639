import { invariant } from '../../../shared/kernel/invariant.ts';
import type { AccountCode, LedgerName } from '../contract.ts';

/** Side that grows an account. */
export type NormalSide = 'debit' | 'credit';

/** What the chart says of an account code. */
export interface ChartAccount {
  readonly code: AccountCode;
  readonly name: string;
  /** The ledgers whose chart has it. */
  readonly ledgers: readonly LedgerName[];
  readonly normal: NormalSide;
  /**
   * `guarded`: a balance item per sub-account refuses to go below zero, so every posting on it is a conditional write.
   * `summed`: no item that all writers would meet on; the balance is the sum of the posting rows and may have any sign.
   */
  readonly balance: 'guarded' | 'summed';
  /** Whether a posting names a sub-account. */
  readonly owner: 'required' | 'optional' | 'none';
  /** What an owner is, for readers. */
  readonly ownedBy?: string;
  /** Money of others that the safeguarded bank account must cover. */
  readonly isClientMoney: boolean;
  /** Off-balance memo: balances among its own kind, never against money. */
  readonly isMemo: boolean;
}

const asset = (
  code: AccountCode,
  name: string,
  rest: Partial<ChartAccount> = {},
): readonly [AccountCode, ChartAccount] => [
  code,
  {
    code,
    name,
    ledgers: ['ENT'],
    normal: 'debit',
    balance: 'summed',
    owner: 'none',
    isClientMoney: false,
    isMemo: false,
    ...rest,
  },
];

const liability = (
  code: AccountCode,
  name: string,
  ownedBy: string,
  isClientMoney = true,
): readonly [AccountCode, ChartAccount] => [
  code,
  {
    code,
    name,
    ledgers: ['ENT'],
    normal: 'credit',
    balance: 'guarded',
    owner: 'required',
    ownedBy,
    isClientMoney,
    isMemo: false,
  },
];

const platform = (
  code: AccountCode,
  name: string,
  normal: NormalSide,
): readonly [AccountCode, ChartAccount] => asset(code, name, { normal });

const memo = (code: AccountCode, name: string, normal: NormalSide): readonly [AccountCode, ChartAccount] =>
  asset(code, name, { normal, owner: 'optional', isMemo: true });

const fund = (
  code: AccountCode,
  name: string,
  normal: NormalSide,
  ownedBy?: string,
): readonly [AccountCode, ChartAccount] =>
  asset(code, name, {
    ledgers: ['FUND'],
    normal,
    ...(ownedBy === undefined ? {} : { balance: 'guarded', owner: 'required', ownedBy }),
  });

/** The charts of accounts, per currency: of the house from 1xxx assets to 9xxx memo, and 8xxx of the partner fund. */
export const chart: ReadonlyMap<string, ChartAccount> = new Map<string, ChartAccount>([
  asset('1010', 'safeguarded_bank'),
  asset('1020', 'operating_bank'),
  asset('1110', 'psp_receivable'),
  asset('1120', 'chargeback_receivable', { owner: 'optional', ownedBy: 'payment' }),
  asset('1210', 'seller_negative_balance', { balance: 'guarded', owner: 'required', ownedBy: 'company' }),
  asset('1220', 'tax_refund_advance_receivable', {
    balance: 'guarded',
    owner: 'required',
    ownedBy: 'refund claim',
  }),
  asset('1300', 'fx_position'),
  asset('1310', 'late_compensation_receivable', { owner: 'optional', ownedBy: 'company' }),
  liability('2010', 'escrow_order', 'escrow'),
  liability('2020', 'unapplied_receipts', 'receipt'),
  liability('2030', 'buyer_wallet', 'company'),
  liability('2040', 'seller_available', 'company'),
  liability('2045', 'seller_reserve', 'company'),
  liability('2050', 'refund_payable', 'refund'),
  liability('2060', 'freight_payable', 'pool'),
  liability('2070', 'duty_tax_payable', 'declaration'),
  liability('2080', 'lender_payable', 'lender'),
  liability('2090', 'payout_in_transit', 'payout'),
  // A promise of the supplier to take the sample off the bulk price: no bank money stands behind it.
  liability('2100', 'sample_credit_liability', 'sample', false),
  liability('2110', 'insurer_payable', 'insurer'),
  liability('2120', 'tax_refund_received', 'refund claim'),
  liability('2150', 'idle_money_in_transit', 'idle order'),
  platform('2160', 'output_vat', 'credit'),
  platform('4010', 'seller_fee', 'credit'),
  platform('4020', 'payment_fee_recharge', 'credit'),
  platform('4030', 'fx_margin', 'credit'),
  platform('4040', 'freight_margin', 'credit'),
  platform('4050', 'finance_referral', 'credit'),
  platform('4060', 'advance_fee', 'credit'),
  platform('5010', 'psp_fee', 'debit'),
  platform('5020', 'bank_charge_tolerance', 'debit'),
  platform('5030', 'rounding', 'debit'),
  platform('5040', 'dispute_goodwill', 'debit'),
  platform('5050', 'credit_loss', 'debit'),
  // What the house bears when a conversion is unwound at spot and the fault is its own.
  platform('5060', 'fx_unwinding_loss', 'debit'),
  fund('8010', 'fund_assets', 'debit'),
  fund('8020', 'fund_income_receivable', 'debit'),
  fund('8110', 'fund_units', 'credit', 'company'),
  fund('8120', 'fund_income_accrued', 'credit', 'company'),
  fund('8130', 'fund_redemption_payable', 'credit', 'redemption'),
  memo('9010', 'lender_loans_outstanding', 'debit'),
  memo('9011', 'lender_loans_contra', 'credit'),
  memo('9020', 'insured_exposure', 'debit'),
  memo('9021', 'insured_exposure_contra', 'credit'),
  memo('9030', 'client_fund_units', 'debit'),
  memo('9031', 'client_fund_units_contra', 'credit'),
]);

/** The chart's entry of a code. InvariantViolation `ledger.unknown_code`. */
export const chartAccountOf = (code: string): ChartAccount => {
  const found = chart.get(code);
  invariant(found, 'ledger.unknown_code', { code });
  return found;
};
