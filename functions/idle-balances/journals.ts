import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { isPositiveMoney, type Money, money } from '../../shared/kernel/money.ts';
import type { AccountCode, Journal, LedgerName, Posting } from '../ledger/contract.ts';
import type { Order } from './domain/order.ts';

type Line = readonly [side: Posting['side'], code: AccountCode, amount: Money, owner?: string];

const journal = (
  ledger: LedgerName,
  about: {
    readonly id: string;
    readonly companyId: string;
    readonly references: Readonly<Record<string, string>>;
  },
  kind: string,
  description: string,
  lines: readonly Line[],
): Journal => ({
  journalId: deterministicId('jrn', about.id, kind, ledger),
  ledger,
  kind,
  businessEventId: about.id,
  description,
  references: about.references,
  postings: lines
    .filter(([, , amount]) => isPositiveMoney(amount))
    .map(([side, code, amount, owner]) => ({
      side,
      code,
      amount,
      ...(owner === undefined ? {} : { owner }),
      visibleTo: [about.companyId],
    })),
});

const ofOrder = ({ orderId, companyId }: Order) => ({
  id: orderId,
  companyId,
  references: { idleOrderId: orderId },
});

/** Idle money leaves what is available: it is on its way to the fund, still with us and still covered. */
export const sweepJournal = (order: Order): Journal =>
  journal('ENT', ofOrder(order), 'idle_swept', 'Idle money on its way to the fund', [
    ['debit', '2040', order.amount, order.companyId],
    ['credit', '2150', order.amount, order.orderId],
  ]);

/** The fund did not take it, or the bank brought it back: it is available again. */
export const sweepUndoneJournal = (order: Order): Journal =>
  journal('ENT', ofOrder(order), 'idle_returned', 'Idle money came back from its way to the fund', [
    ['debit', '2150', order.amount, order.orderId],
    ['credit', '2040', order.amount, order.companyId],
  ]);

const memo = (
  about: Parameters<typeof journal>[1],
  kind: string,
  amount: Money,
  direction: 'in' | 'out',
): Journal => {
  const [held, contra] = direction === 'in' ? (['debit', 'credit'] as const) : (['credit', 'debit'] as const);
  return journal('ENT', about, kind, 'Fund units kept for a client', [
    [held, '9030', amount, about.companyId],
    [contra, '9031', amount, about.companyId],
  ]);
};

/** The fund confirms units: they are the company's in the fund's books, and stand as a memo in ours. */
export const subscribedJournals = (order: Order): readonly Journal[] => [
  journal('FUND', ofOrder(order), 'units_bought', 'Units of the fund bought', [
    ['debit', '8010', order.amount],
    ['credit', '8110', order.amount, order.companyId],
  ]),
  memo(ofOrder(order), 'units_in', order.amount, 'in'),
];

/** Units are given back to the fund, which owes the money from now on. */
export const redeemingJournal = (order: Order): Journal =>
  journal('FUND', ofOrder(order), 'units_redeeming', 'Units given back to the fund', [
    ['debit', '8110', order.amount, order.companyId],
    ['credit', '8130', order.amount, order.orderId],
  ]);

/** The fund did not take the units back: they are the company's again. */
export const redeemingUndoneJournal = (order: Order): Journal =>
  journal('FUND', ofOrder(order), 'units_kept', 'Units not taken back by the fund', [
    ['debit', '8130', order.amount, order.orderId],
    ['credit', '8110', order.amount, order.companyId],
  ]);

/** The fund's money has come: it is available, and the fund owes nothing any more. */
export const redeemedJournals = (order: Order): readonly Journal[] => [
  journal('ENT', ofOrder(order), 'idle_redeemed', 'Money back from the fund', [
    ['debit', '2150', order.amount, order.orderId],
    ['credit', '2040', order.amount, order.companyId],
  ]),
  journal('FUND', ofOrder(order), 'units_redeemed', 'Units paid out', [
    ['debit', '8130', order.amount, order.orderId],
    ['credit', '8010', order.amount],
  ]),
  memo(ofOrder(order), 'units_out', order.amount, 'out'),
];

/** Income of one or more days, and, on the last of a month, what became units. */
export const incomeJournals = (income: {
  readonly companyId: string;
  readonly currency: string;
  readonly through: BusinessDate;
  readonly incomeMinor: bigint;
  readonly distributedMinor: bigint;
}): readonly Journal[] => {
  const { companyId, currency, through } = income;
  const about = {
    id: `${companyId}:${currency}:${through}`,
    companyId,
    references: { companyId, through },
  };
  const booked = money(currency, income.incomeMinor);
  const distributed = money(currency, income.distributedMinor);
  return [
    ...(isPositiveMoney(booked)
      ? [
          journal('FUND', about, 'income_accrued', `Income until ${through}`, [
            ['debit', '8020', booked],
            ['credit', '8120', booked, companyId],
          ]),
        ]
      : []),
    ...(isPositiveMoney(distributed)
      ? [
          journal('FUND', about, 'income_distributed', `Income of the month until ${through} became units`, [
            ['debit', '8120', distributed, companyId],
            ['credit', '8110', distributed, companyId],
            ['debit', '8010', distributed],
            ['credit', '8020', distributed],
          ]),
          memo(about, 'income_units_in', distributed, 'in'),
        ]
      : []),
  ];
};
