import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { bankAgreesWithBooks, brokenInvariants, inspect } from '../../support/invariants.ts';
import { seed } from '../../support/seed.ts';
import { MoneyTale, moneyContexts, Refused } from '../../support/simulation/money-tale.ts';

interface Deed {
  readonly name: string;
  readonly run: (tale: MoneyTale) => Promise<unknown>;
}

const usd = (cents: number) => ({ currency: 'USD', amount: (cents / 100).toFixed(2) });
const cents = (max: number) => fc.integer({ min: 1, max });
const deed = (name: string, run: Deed['run']): Deed => ({ name, run });
const instalment = fc.constantFrom('deposit' as const, 'balance' as const);
const cardTokens = [
  'tok_visa',
  'tok_visa',
  'tok_declined',
  'tok_late',
  'tok_twice',
  'tok_never',
  'tok_settled_first',
  'tok_failed_then_succeeded',
  'tok_refund_fails',
] as const;
const holders = [
  'Seller Ltd.',
  'SANDBOX REJECT',
  'SANDBOX RETURN',
  'SANDBOX LATE',
  'SANDBOX TWICE',
  'SANDBOX NEVER',
];

/** What somebody may do next; whether the house lets them is its own business. */
const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(instalment, fc.constantFrom(...cardTokens))
      .map(([which, token]) => deed(`pay the ${which} by ${token}`, (tale) => tale.payByCard(which, token))),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(instalment, fc.constantFrom(-60_00, -25_00, 0, 0, 1, 500_00))
      .map(([which, more]) =>
        deed(`transfer the ${which} and ${more} cents`, (tale) => tale.transferDue(which, more)),
      ),
  },
  {
    weight: 1,
    arbitrary: cents(5_000_00).map((amount) =>
      deed(`transfer ${amount} cents for nothing`, (tale) => tale.transferTo('for the lamps', usd(amount))),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      deed('report readiness', (tale) => tale.ready()),
      deed('ship', (tale) => tale.ship()),
      deed('accept', (tale) => tale.accept()),
    ),
  },
  {
    weight: 1,
    arbitrary: cents(25_000_00).map((amount) =>
      deed(`dispute ${amount} cents`, (tale) => tale.dispute(usd(amount))),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      deed('accept the claim', (tale) => tale.acceptClaim()),
      deed('withdraw the dispute', (tale) => tale.withdrawDispute()),
      deed('cancel', (tale) => tale.cancel()),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('third_party' as const, 'lender' as const), cents(9_000_00))
      .map(([step, amount]) =>
        deed(`${step} claims ${amount} cents`, (tale) => tale.claim(step, usd(amount))),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(instalment, fc.constantFrom('won' as const, 'lost' as const, 'open' as const))
      .map(([which, outcome]) =>
        deed(`charge the ${which} back, ${outcome}`, (tale) => tale.chargeBack(which, outcome)),
      ),
  },
  {
    weight: 2,
    arbitrary: cents(15_000_00).map((amount) =>
      deed(`pay out ${amount} cents`, (tale) => tale.payOut(usd(amount))),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(deed('repeat the payout', (tale) => tale.repeatPayout())) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...holders)
      .map((holder) =>
        deed(`the account is now of ${holder}`, async (tale) => tale.bankAccount(tale.seller, 'USD', holder)),
      ),
  },
  {
    weight: 2,
    arbitrary: cents(15_000_00).map((amount) =>
      deed(`lock a rate for ${amount} cents`, (tale) => tale.lock(usd(amount), 'CNY')),
    ),
  },
  { weight: 2, arbitrary: fc.constant(deed('convert', (tale) => tale.convert())) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      deed('borrow the balance', (tale) => tale.borrow(usd(14_840_00))),
      deed('repay', (tale) => tale.repay()),
      deed('pay late charges', (tale) => tale.payLateCharges()),
      deed('the borrower sells', (tale) => tale.borrowerSells(usd(5_000_00))),
      deed('the borrower is paid', (tale) => tale.borrowerIsPaid()),
      deed('65 days go by', (tale) => tale.house.advance({ days: 65 })),
    ),
  },
  {
    weight: 1,
    arbitrary: cents(16_000_00).map((amount) =>
      deed(`repay ${amount} cents`, (tale) => tale.repayPart(usd(amount))),
    ),
  },
  { weight: 2, arbitrary: fc.constant(deed('settle client money', (tale) => tale.settleClientMoney())) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(600, 7_200, 86_401, 3 * 86_400, 20 * 86_400)
      .map((seconds) => deed(`${seconds} seconds go by`, (tale) => tale.house.advance({ seconds }))),
  },
);

/** How messages travel while the deed is done: how often each comes, and in which order. */
const weather = fc.record({ copies: fc.constantFrom(1, 1, 2), order: fc.nat() });

/** Where a history begins: an order is agreed, or a lender has paid its balance and the goods are on board. */
const beginnings = ['agreed', 'lent'] as const;
let again: Record<(typeof beginnings)[number], () => MoneyTale>;

beforeAll(async () => {
  const tale = await MoneyTale.open([...moneyContexts, 'partners']);
  tale.rates({ USD: '1.0812', CNY: '7.6543' });
  await tale.order(usd(21_200_00), '0.30');
  const agreed = tale.keep();
  await tale.payByCard('deposit');
  await tale.ready();
  await tale.borrow(usd(14_840_00));
  await tale.load();
  again = { agreed, lent: tale.keep() };
});

const shuffled = (order: number): ((count: number) => number) => {
  let state = order;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return order % 2 === 0 ? 0 : state >>> 8;
  };
};

const attempt = async (tale: MoneyTale, { run }: Deed): Promise<void> => {
  try {
    await run(tale);
  } catch (error) {
    // A refusal is an answer; everything else is not.
    if (!(error instanceof Refused) || error.status >= 500) throw error;
  }
};

/** `HISTORIES=1000 SEED=random` plays more of them, and others. */
const runs = Number(process.env.HISTORIES ?? 30);

test(`after each step of any history the books and all that hangs on them are true (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...beginnings),
      fc.array(fc.tuple(anyDeed, weather), { minLength: 4, maxLength: 24 }),
      async (beginning, history) => {
        // Given
        const tale = again[beginning]();
        for (const [next, { copies, order }] of history) {
          // When
          tale.house.copies = copies;
          tale.house.choose = shuffled(order);
          await attempt(tale, next);
          await tale.house.settle();
          // Then
          expect(await brokenInvariants(tale.house), next.name).toEqual([]);
        }
        // And when nothing is on its way any more, the bank says the same
        tale.house.copies = 1;
        tale.house.choose = () => 0;
        await tale.house.advance({ days: 10 });
        expect(bankAgreesWithBooks(inspect(tale.house))).toEqual([]);
        expect(await brokenInvariants(tale.house)).toEqual([]);
        expect(tale.house.deadLetters).toEqual([]);
      },
    ),
    { seed, numRuns: runs },
  );
}, 600_000);
