import { operations as fx } from '../../functions/fx/operations.ts';
import { operations as idle } from '../../functions/idle-balances/operations.ts';
import { operations as ledger } from '../../functions/ledger/operations.ts';
import { statementEntryRequested } from '../../functions/payments/contract.ts';
import { operations as payments } from '../../functions/payments/operations.ts';
import { settlementCompleted } from '../../functions/settlement/contract.ts';
import { operations as settlement } from '../../functions/settlement/operations.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import type { MoneyTale } from '../support/simulation/money-tale.ts';
import type { Workflow } from './matrix.ts';

const usd = (amount: string) => ({ currency: 'USD', amount });

/** One thing that happens to money. */
export interface MoneyWorkflow extends Workflow<MoneyTale> {
  /** Contexts that it needs beside those of every tale. */
  readonly contexts?: readonly string[];
}

const agreed = async (tale: MoneyTale): Promise<void> => {
  tale.rates({ USD: '1.0000', CNY: '7.1000' });
  await tale.order(usd('21200.00'), '0.30');
};

const depositPaid = async (tale: MoneyTale): Promise<void> => {
  await agreed(tale);
  await tale.payByCard('deposit');
  await tale.house.advance({ days: 1, seconds: 1 });
};

const fullyPaid = async (tale: MoneyTale): Promise<void> => {
  await depositPaid(tale);
  await tale.ready();
  await tale.transfer(usd('14840.00'), 'balance');
};

const arrived = async (tale: MoneyTale): Promise<void> => {
  await fullyPaid(tale);
  await tale.claim('third_party', usd('1200.00'));
  await tale.ship();
};

const released = async (tale: MoneyTale): Promise<void> => {
  await arrived(tale);
  await tale.accept();
};

const lentAndOverdue = async (tale: MoneyTale): Promise<void> => {
  await depositPaid(tale);
  await tale.ready();
  await tale.borrow(usd('14840.00'));
  await tale.ship();
  // The first Monday after the sixtieth day.
  await tale.house.advance({ days: 62 });
};

/** Money comes in, or is taken back. */
export const moneyIn: readonly MoneyWorkflow[] = [
  {
    name: 'deposit by card',
    given: agreed,
    happens: async (tale) => {
      await tale.payByCard('deposit');
      await tale.house.advance({ days: 1, seconds: 1 });
    },
  },
  {
    name: 'deposit by transfer, a little short',
    given: agreed,
    happens: (tale) => tale.transfer(usd('6335.00'), 'deposit'),
  },
  {
    name: 'deposit by two transfers, too much in all',
    given: agreed,
    happens: async (tale) => {
      await tale.transfer(usd('6000.00'), 'deposit');
      await tale.transfer(usd('500.00'), 'deposit');
    },
  },
  {
    name: 'chargeback before the release',
    given: depositPaid,
    happens: async (tale) => {
      await tale.chargeBack('deposit', 'lost');
      await tale.house.advance({ days: 2 });
    },
  },
  {
    name: 'chargeback after the release',
    given: released,
    happens: async (tale) => {
      await tale.chargeBack('deposit', 'lost');
      await tale.house.advance({ days: 2 });
    },
  },
  {
    name: 'debt of a chargeback, paid out of the next order',
    given: async (tale) => {
      await released(tale);
      await tale.chargeBack('deposit', 'lost');
      await tale.house.advance({ days: 2 });
      await tale.order(usd('10000.00'), '1');
      await tale.transfer(usd('10000.00'), 'deposit');
      await tale.ready();
      await tale.ship();
    },
    happens: (tale) => tale.accept(),
  },
  {
    name: 'chargeback that the issuer decides for us',
    given: released,
    happens: async (tale) => {
      await tale.chargeBack('deposit', 'won');
      await tale.house.advance({ days: 40 });
    },
  },
  {
    name: 'loan that pays the balance',
    given: async (tale) => {
      await depositPaid(tale);
      await tale.ready();
    },
    happens: (tale) => tale.borrow(usd('14840.00')),
  },
  {
    name: 'loan that is paid back',
    given: async (tale) => {
      await depositPaid(tale);
      await tale.ready();
      await tale.borrow(usd('14840.00'));
      await tale.ship();
    },
    happens: (tale) => tale.repay(),
  },
  {
    name: 'part of a loan comes late, and the rest with late charges',
    given: lentAndOverdue,
    happens: async (tale) => {
      await tale.repayPart(usd('10000.00'));
      await tale.repay();
      await tale.payLateCharges();
    },
  },
  {
    name: 'part of an overdue loan, out of what its borrower sells',
    given: async (tale) => {
      await lentAndOverdue(tale);
      await tale.borrowerSells(usd('1000.00'));
    },
    happens: (tale) => tale.borrowerIsPaid(),
  },
];

/** Money is shared out and goes out. */
export const moneyOut: readonly MoneyWorkflow[] = [
  {
    name: 'release by the waterfall with freight and a loan',
    given: async (tale) => {
      await arrived(tale);
      await tale.claim('lender', usd('5062.50'));
    },
    happens: (tale) => tale.accept(),
  },
  {
    name: 'refund of a disputed share, by card and by bank',
    given: async (tale) => {
      await arrived(tale);
      await tale.dispute(usd('7000.00'));
    },
    happens: (tale) => tale.acceptClaim(),
  },
  {
    name: 'payout',
    given: released,
    happens: (tale) => tale.payOut(usd('1234.56')),
  },
  {
    name: 'payout that the bank rejects',
    given: async (tale) => {
      await released(tale);
      tale.bankAccount(tale.seller, 'USD', 'SANDBOX REJECT');
    },
    happens: (tale) => tale.payOut(usd('1234.56')),
  },
  {
    name: 'payout that comes back, and is sent again',
    given: async (tale) => {
      await released(tale);
      tale.bankAccount(tale.seller, 'USD', 'SANDBOX RETURN');
    },
    happens: async (tale) => {
      await tale.payOut(usd('1234.56'));
      await tale.house.advance({ hours: 2 });
      tale.bankAccount(tale.seller, 'USD', 'Seller Ltd.');
      await tale.house.settle();
      await tale.repeatPayout();
    },
  },
  {
    name: 'conversion',
    given: released,
    happens: async (tale) => {
      await tale.lock(usd('13596.00'), 'CNY');
      await tale.convert();
    },
  },
  {
    name: 'late damages before the release',
    given: async (tale) => {
      tale.moreTerms = {
        lateDelivery: { measuredAt: 'shipment', freeDays: 0, sharePerDay: '0.005', capShare: '0.10' },
      };
      await tale.order(usd('20000.00'), '1');
      await tale.transfer(usd('20000.00'), 'deposit');
      await tale.ready();
      await tale.loadLate(4);
      await tale.arrive();
    },
    happens: (tale) => tale.accept(),
  },
  {
    name: 'advance on a tax refund, and its recovery',
    given: async (tale) => {
      await tale.order(usd('20000.00'), '1');
      await tale.transfer(usd('20000.00'), 'deposit');
      await tale.ready();
      await tale.claimTaxRefund({ currency: 'CNY', amount: '346153.85' }, '0.13');
    },
    happens: async (tale) => {
      await tale.askAdvance('0.90');
      await tale.house.advance({ days: 16 });
    },
  },
  {
    name: 'release of the reserve of a new seller',
    given: async (tale) => {
      tale.isNew();
      await released(tale);
    },
    happens: (tale) => tale.house.advance({ days: 61 }),
  },
];

/** What an operator does, on what the state of the tale says that it is about. */
const byOperator = async (
  tale: MoneyTale,
  ...[operation, request]: [
    Parameters<MoneyTale['house']['call']>[1],
    Parameters<MoneyTale['house']['call']>[2],
  ]
): Promise<void> => {
  const { status, body } = await tale.house.call(tale.operator, operation, request);
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  await tale.house.settle();
};

const feeEntryId = deterministicId('bke', 'fee of statement 7');

/** Money that names nothing, in the list of the operators. */
const unplaced = async (tale: MoneyTale): Promise<string> => {
  const { body } = await tale.house.call(tale.operator, payments.listUnappliedReceipts, {});
  return body.items[0].entryId;
};

/** What operators and the calendar do with money that is there. */
export const moneyByHand: readonly MoneyWorkflow[] = [
  {
    name: 'conversion that is taken back at the deal rate',
    given: async (tale) => {
      await released(tale);
      await tale.lock(usd('13596.00'), 'CNY');
      await tale.convert();
    },
    happens: async (tale) => {
      const { body } = await tale.house.call(tale.seller, fx.listConversions, {});
      const { conversionId } = body.items[0];
      await byOperator(tale, fx.unwindConversion, {
        params: { conversionId },
        body: { atFault: 'house', reason: 'The order was refunded after a fault of ours.' },
      });
    },
  },
  {
    name: 'fee that is given back',
    given: released,
    happens: async (tale) => {
      const [settlementId = ''] = tale.house.told(settlementCompleted).map((told) => told.settlementId);
      const params = { settlementId };
      await byOperator(tale, settlement.reverseFee, { params, body: { reason: 'Late support' } });
    },
  },
  {
    name: 'transfer without a reference that an operator applies',
    given: async (tale) => {
      await agreed(tale);
      await tale.transferTo('for the machines', usd('6360.00'));
    },
    happens: async (tale) => {
      const params = { entryId: await unplaced(tale) };
      await byOperator(tale, payments.applyReceipt, { params, body: { payableId: tale.payables.deposit } });
    },
  },
  {
    name: 'transfer without a reference that an operator sends back',
    given: async (tale) => {
      await released(tale);
      await tale.transferTo('for the machines', usd('6360.00'));
    },
    happens: async (tale) => {
      const params = { entryId: await unplaced(tale) };
      const account = {
        holderName: 'Payer B.V.',
        accountNumber: 'NL91ABNA0417164300',
        bic: 'ABNANL2A',
        bankCountry: 'NL',
      };
      await byOperator(tale, payments.returnReceipt, {
        params,
        body: { reason: 'Sent by mistake', account },
      });
    },
  },
  {
    name: 'correction of a bank fee, by two operators',
    given: async (tale) => {
      await released(tale);
      tale.house.tell(
        statementEntryRequested.create({
          subject: feeEntryId,
          data: {
            entryId: feeEntryId,
            as: 'bank_fee',
            account: '1020',
            amount: usd('12.00'),
            bookedAt: tale.house.now,
            reason: 'Statement 7',
          },
        }),
      );
      await tale.house.settle();
    },
    happens: async (tale) => {
      const corrects = deterministicId('jrn', feeEntryId, 'received');
      const body = { corrects, reason: 'The bank gave it back.' };
      await byOperator(tale, ledger.proposeCorrection, { body });
      const { body: list } = await tale.house.call(tale.operator, ledger.listCorrections, {});
      const params = { correctionId: list.items[0].correctionId };
      const second = tale.house.company('second operator', 'operator');
      const { status } = await tale.house.call(second, ledger.approveCorrection, { params });
      if (status !== 200) throw new Error(`The correction was not approved: ${status}`);
    },
  },
  {
    name: 'daily calculation of client money after a conversion',
    given: async (tale) => {
      await released(tale);
      await tale.lock(usd('13596.00'), 'CNY');
      await tale.convert();
      await tale.house.advance({ hours: 1 });
    },
    // The schedule asks again when a run is cut off.
    happens: (tale) => tale.settleClientMoney().catch(() => tale.settleClientMoney()),
  },
];

const optedIn = async (tale: MoneyTale): Promise<void> => {
  await released(tale);
  const terms = await tale.house.call(tale.seller, idle.getIdleBalanceTerms, {});
  const body = { currency: 'USD', termsVersion: terms.body.version, keep: usd('1000.00') };
  const { status } = await tale.house.call(tale.seller, idle.optIntoIdleBalances, { body });
  if (status !== 201) throw new Error(`The seller could not opt in: ${status}`);
  await tale.house.settle();
};

/** A night in which the fund is looked at, and the afternoon after it. The schedule asks again when a run is cut off. */
const aDayAtTheFund = async (tale: MoneyTale): Promise<void> => {
  const look = () => tale.house.invoke('idle-balances-fund-daily', {});
  await tale.house.advance({ hours: 18 });
  if ((await look()).kind !== 'done') await look();
  await tale.house.settle();
  await tale.house.advance({ hours: 6 });
};

/** Idle money goes to the partner fund and comes back. */
export const moneyAtTheFund: readonly MoneyWorkflow[] = [
  {
    name: 'idle money that is swept',
    contexts: ['idle-balances'],
    given: optedIn,
    happens: async (tale) => {
      await aDayAtTheFund(tale);
      await aDayAtTheFund(tale);
    },
  },
  {
    name: 'idle money that is redeemed',
    contexts: ['idle-balances'],
    given: async (tale) => {
      await optedIn(tale);
      await aDayAtTheFund(tale);
      await aDayAtTheFund(tale);
    },
    happens: async (tale) => {
      const request = { params: { currency: 'USD' }, body: { amount: usd('5000.00') } };
      const { status } = await tale.house.call(tale.seller, idle.redeemIdleBalance, request);
      if (status >= 300) throw new Error(`The seller could not redeem: ${status}`);
      await tale.house.settle();
    },
  },
];

/** Every workflow by which money moves. */
export const moneyWorkflows: readonly MoneyWorkflow[] = [
  ...moneyIn,
  ...moneyOut,
  ...moneyByHand,
  ...moneyAtTheFund,
];
