import {
  type AccountCode,
  accountCodes,
  type Journal,
  type Posting,
} from '../../functions/ledger/contract.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { parseMoney } from '../../shared/kernel/money.ts';

const isCode = (text: string): text is AccountCode => accountCodes.some((code) => code === text);

const toPosting = (line: string): Posting => {
  const [side, account = '', currency = '', amount = ''] = line.trim().split(/\s+/);
  const [code = '', owner] = account.split('/');
  if (!isCode(code) || (side !== 'DR' && side !== 'CR')) throw new Error(`Not a posting: ${line}`);
  return {
    code,
    ...(owner === undefined ? {} : { owner }),
    side: side === 'DR' ? 'debit' : 'credit',
    amount: parseMoney({ currency, amount: amount.replaceAll(',', '') }),
  };
};

/**
 * A journal from a text table, one posting a line: `DR 2010/esc_1 USD 20,200.00`. The name is its kind and, unless given, its
 * business event.
 */
export const journalOf = (name: string, table: string, businessEventId = name): Journal => ({
  journalId: deterministicId('jrn', businessEventId, name),
  kind: name,
  businessEventId,
  description: name.replaceAll('_', ' '),
  references: { orderId: 'ord_1' },
  postings: table
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(toPosting),
});
