import { describe, expect, it } from 'vitest';
import { shareRefund } from '../../../functions/credit/domain/refund-advance.ts';
import {
  advanceJournal,
  lateRefundJournal,
  recourseJournal,
  recoveryJournal,
} from '../../../functions/credit/journals.ts';
import type { Journal } from '../../../functions/ledger/contract.ts';
import { assertJournal } from '../../../functions/ledger/domain/journal.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';

const cny = (amount: string) => parseMoney({ currency: 'CNY', amount }, { allowZero: true });
const claim = { claimId: 'clm_1', companyId: 'com_1', orderId: 'ord_1' };
const lines = (journal: Journal): readonly string[] => {
  assertJournal(journal);
  return journal.postings.map(
    ({ side, code, owner = '', amount }) =>
      `${side === 'debit' ? 'DR' : 'CR'} ${code} ${owner} ${formatMoney(amount).amount}`,
  );
};

describe('journals of a refund advance', () => {
  it('given: the house tops up the safeguarded account', () => {
    expect(lines(advanceJournal(claim, cny('40500.00')))).toEqual([
      'DR 1220 clm_1 40500.00',
      'CR 2040 com_1 40500.00',
      'DR 1010  40500.00',
      'CR 1020  40500.00',
    ]);
  });

  it('recovered (ADV-1): advance and fee leave client money', () => {
    const shares = shareRefund(cny('45000.00'), cny('40500.00'), cny('729.00'));
    expect(lines(recoveryJournal(claim, cny('45000.00'), shares))).toEqual([
      'DR 2120 clm_1 45000.00',
      'CR 1220 clm_1 40500.00',
      'CR 4060  729.00',
      'CR 2040 com_1 3771.00',
      'DR 1020  41229.00',
      'CR 1010  41229.00',
    ]);
  });

  it('never advanced: all of it is the exporter’s', () => {
    const shares = shareRefund(cny('45000.00'), cny('0.00'), cny('0.00'));
    expect(lines(recoveryJournal(claim, cny('45000.00'), shares))).toEqual([
      'DR 2120 clm_1 45000.00',
      'CR 2040 com_1 45000.00',
    ]);
  });

  it('rejected: the exporter owes advance and fee; paid after all, that debt comes first', () => {
    expect(lines(recourseJournal(claim, cny('40500.00'), cny('162.00')))).toEqual([
      'DR 1210 com_1 40662.00',
      'CR 1220 clm_1 40500.00',
      'CR 4060  162.00',
    ]);
    expect(lines(lateRefundJournal(claim, cny('45000.00'), cny('40662.00'), cny('4338.00')))).toEqual([
      'DR 2120 clm_1 45000.00',
      'CR 1210 com_1 40662.00',
      'CR 2040 com_1 4338.00',
      'DR 1020  40662.00',
      'CR 1010  40662.00',
    ]);
  });
});
