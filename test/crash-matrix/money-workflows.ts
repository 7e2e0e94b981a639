import type { MoneyTale } from '../support/simulation/money-tale.ts';

const usd = (amount: string) => ({ currency: 'USD', amount });

/** One thing that happens to money: what was before it is undisturbed, what is done in it is cut off at every point. */
export interface MoneyWorkflow {
  readonly name: string;
  readonly given: (tale: MoneyTale) => Promise<unknown>;
  readonly happens: (tale: MoneyTale) => Promise<unknown>;
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

/** Every workflow by which money moves. */
export const moneyWorkflows: readonly MoneyWorkflow[] = [
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
    name: 'release of the reserve of a new seller',
    given: async (tale) => {
      tale.isNew();
      await released(tale);
    },
    happens: (tale) => tale.house.advance({ days: 61 }),
  },
];
