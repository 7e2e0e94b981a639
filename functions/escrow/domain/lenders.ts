import { zeroMoney } from '../../../shared/kernel/money.ts';
import { type Escrow, type LenderShare, lenderStates } from './escrow.ts';

const said: Readonly<Record<string, LenderShare['state']>> = {
  awaiting_funds: 'expected',
  declined: 'off',
  withdrawn: 'off',
  drawn: 'lent',
  running: 'lent',
  overdue: 'lent',
  written_off: 'lent',
  charges_due: 'repaid',
  repaid: 'repaid',
  closed: 'repaid',
};

/** What the state of a loan says of the instalment that it pays; nothing before the lender is asked for the money. */
export const shareStateOf = (loanState: string): LenderShare['state'] | undefined => said[loanState];

/** A loan moved. News comes in any order: a share only ever goes on in the order of its states. */
export const decideLenderMoved = (
  escrow: Escrow,
  news: Pick<LenderShare, 'loanId' | 'lenderId' | 'payableId' | 'paid' | 'state'>,
): Escrow => {
  const known = escrow.lenders.find(({ loanId }) => loanId === news.loanId);
  if (!known) {
    const share = { ...news, returned: zeroMoney(news.paid.currency) };
    return { ...escrow, lenders: [...escrow.lenders, share] };
  }
  if (lenderStates.indexOf(news.state) <= lenderStates.indexOf(known.state)) return escrow;
  const lenders = escrow.lenders.map((one) => (one === known ? { ...one, state: news.state } : one));
  return { ...escrow, lenders };
};

/**
 * Whether money is held of which nobody knows yet if a lender sent it: a transfer for an instalment that a lender was asked to pay. It
 * must not go back to the payer before the lender's word, or the end of its time.
 */
export const isLenderAwaited = ({ lenders, instalments }: Escrow): boolean =>
  lenders.some(
    ({ state, payableId }) =>
      state === 'expected' &&
      instalments.some(
        (one) => one.payableId === payableId && one.fundedAt !== undefined && one.method === 'bank_transfer',
      ),
  );
