import { beforeEach, describe, expect, it } from 'vitest';
import { operations as idle } from '../../../functions/idle-balances/operations.ts';
import { bankAccountSet, companyScreened } from '../../../functions/parties/contract.ts';
import { payableOpened, payableRequested, payoutMoved } from '../../../functions/payments/contract.ts';
import { bankOperations } from '../../../functions/sandbox/bank/operations.ts';
import { fundOperations } from '../../../functions/sandbox/fund/operations.ts';
import { operations as settlement } from '../../../functions/settlement/operations.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { type BookedJournal, journalsOf, Names } from '../../support/simulation/books.ts';
import { type Company, type Reply, SimulatedHouse } from '../../support/simulation/simulated-house.ts';

const contexts = ['idle-balances', 'payments', 'settlement', 'sandbox'];
const usd = (amount: string) => ({ currency: 'USD', amount });
const params = { currency: 'USD' };

let house: SimulatedHouse;
let names: Names;
let seller: Company;
let operator: Company;

/** Money that comes by bank transfer straight into what is available to the seller. */
const earn = async (amount: string, name = 'sale'): Promise<void> => {
  const payableId = deterministicId('pay', name);
  house.tell(
    payableRequested.create({
      subject: payableId,
      data: {
        payableId,
        kind: 'freight',
        subject: name,
        name,
        debtorId: deterministicId('com', 'buyer'),
        description: name,
        amount: usd(amount),
        creditCode: '2040',
        creditOwner: seller.companyId,
      },
    }),
  );
  await house.settle();
  const reference = house.told(payableOpened).find((one) => one.payableId === payableId)?.reference ?? '';
  await house.call(undefined, bankOperations.sandboxTransfer, {
    body: { reference, amount: usd(amount), debtorName: 'Buyer Ltd', transferId: name },
  });
  await house.settle();
};

/** Lets days go by: each night the fund is looked at, each afternoon positions come round. */
const days = async (count: number): Promise<void> => {
  for (let day = 0; day < count; day += 1) {
    await house.advance({ hours: 18 });
    const looked = await house.invoke('idle-balances-fund-daily', {});
    if (looked.kind === 'failed') throw looked.error;
    await house.advance({ hours: 6 });
  }
};

const call = async (
  operation: (typeof idle)[keyof typeof idle],
  input: Parameters<SimulatedHouse['call']>[2] = {},
  by = seller,
): Promise<Reply> => {
  const reply = await house.call(by, operation, input);
  await house.settle();
  return reply;
};

const optIn = (keep = '1000.00') =>
  call(idle.optIntoIdleBalances, { body: { currency: 'USD', termsVersion: '2026-01', keep: usd(keep) } });
const position = async () => (await call(idle.getIdleBalance, { params })).body;
const available = async (): Promise<string> => {
  const { body } = await house.call(seller, settlement.listBalances);
  return body.items[0]?.available.amount;
};
const behave = (behaviour: string) =>
  house.call(undefined, fundOperations.sandboxSetFundBehaviour, {
    params: { account: seller.companyId },
    body: { behaviour },
  });
/** The last comparison, made now. */
const tied = async (): Promise<Reply['body']> => {
  await days(1);
  return (await call(idle.getIdleTie, { params }, operator)).body;
};
const text = ({ kind, debits, credits }: BookedJournal): string =>
  `${kind}: ${debits.join('; ')} / ${credits.join('; ')}`;
const booked = (from = 0): readonly string[] => journalsOf(house.database, names, from).map(text);

beforeEach(async () => {
  house = await SimulatedHouse.open(contexts);
  names = new Names();
  seller = house.company('seller', 'exporter');
  operator = house.company('operator', 'operator');
  const { companyId } = seller;
  names.give(companyId, 'seller');
  house.tell(
    companyScreened.create({
      subject: companyId,
      sequence: 1,
      data: { companyId, outcome: 'clear', listVersion: '2026-11-22' },
    }),
  );
  house.tell(
    bankAccountSet.create({
      subject: companyId,
      data: {
        companyId,
        currency: 'USD',
        bankAccountId: deterministicId('bnk', 'seller'),
        holderName: 'Seller',
        accountNumber: 'DE89370400440532013000',
        bic: 'COBADEFFXXX',
        bankCountry: 'DE',
      },
    }),
  );
  await house.settle();
});

describe('idle money', () => {
  it('is swept, earns, comes back and is paid out, and each step stands in the books', async () => {
    // Given
    await earn('13000.00');
    await optIn();

    // When: the next afternoon it is swept
    await days(2);

    // Then: what is kept stays available, the rest is units and no longer available
    expect(await available()).toBe('1000.00');
    expect(await position()).toMatchObject({ state: 'active', units: usd('12000.00'), openOrders: 0 });
    const sweep = booked().filter((line) => !line.startsWith('transfer'));
    expect(sweep.slice(0, 5).map((line) => line.replaceAll(/(ido|pot)_\w+/g, '$1'))).toEqual([
      'idle_swept: 2040/seller USD 12,000.00 / 2150/ido USD 12,000.00',
      'payout_opened: 2150/ido USD 12,000.00 / 2090/payout USD 12,000.00',
      'payout_confirmed: 2090/payout USD 12,000.00 / 1010 USD 12,000.00',
      'units_bought: 8010 USD 12,000.00 / 8110/seller USD 12,000.00',
      'units_in: 9030/seller USD 12,000.00 / 9031/seller USD 12,000.00',
    ]);

    // When: a payout of more than is available
    const before = journalsOf(house.database, names).length;
    const draw = await call(idle.drawIdleBalance, { params, body: { amount: usd('6000.00') } });

    // Then: 1,000 of what is available and 5,000 of the fund, the same day
    expect(draw).toMatchObject({
      status: 202,
      body: { state: 'waiting', fromAvailable: usd('1000.00'), fromFund: usd('5000.00') },
    });
    // A first payout rests for a while in payments before it is sent.
    await house.advance({ days: 4 });
    expect(house.told(payoutMoved).at(-1)).toMatchObject({
      payoutId: draw.body.payoutId,
      state: 'confirmed',
    });
    expect(
      booked(before).map((line) =>
        line.replaceAll(/(ido|pot)_\w+/g, '$1').replaceAll(/receipt-\d/g, 'receipt'),
      ),
    ).toEqual([
      'units_redeeming: 8110/seller USD 5,000.00 / 8130/ido USD 5,000.00',
      'transfer_received: 1010 USD 5,000.00 / 2020/receipt USD 5,000.00',
      'transfer_applied: 2020/receipt USD 5,000.00 / 2150/ido USD 5,000.00',
      'idle_redeemed: 2150/ido USD 5,000.00 / 2040/seller USD 5,000.00',
      'units_redeemed: 8130/ido USD 5,000.00 / 8010 USD 5,000.00',
      'units_out: 9031/seller USD 5,000.00 / 9030/seller USD 5,000.00',
      'payout_opened: 2040/seller USD 6,000.00 / 2090/payout-2 USD 6,000.00',
      'income_accrued: 8020 USD 1.30 / 8120/seller USD 1.30',
      'payout_confirmed: 2090/payout-2 USD 6,000.00 / 1010 USD 6,000.00',
    ]);
    expect(await available()).toBe('0.00');
    expect(await tied()).toMatchObject({ isTied: true, breaks: [] });
    expect(house.complaints).toEqual([]);
    expect(house.deadLetters).toEqual([]);
  }, 60_000);

  it('earns each day to the same minor unit as in the fund’s own books, and becomes units at the end of the month', async () => {
    // Given: swept on 24 November
    await earn('100000.00');
    await optIn('0.00');

    // When: until the afternoon of 3 December
    await days(10);
    await house.advance({ hours: 7 });

    // Then: the fund reports the very same units and income
    const { units, income, incomeThrough } = await position();
    const { body } = await house.call(undefined, fundOperations.sandboxFundReport, { params });
    const [account] = body.accounts;
    const minor = (money: { amount: string }) => money.amount.replace('.', '');
    expect([account.unitsMinor, account.incomeMinor, account.accruedThrough]).toEqual([
      minor(units),
      String(Number(minor(income))),
      incomeThrough,
    ]);
    expect(Number(minor(units))).toBeGreaterThan(10_000_000);
    expect(await tied()).toMatchObject({ isTied: true });
  }, 60_000);

  it('comes back in two orders above the limit of the day: today and on the next business day', async () => {
    // Given
    await earn('80000.00');
    await optIn('0.00');
    await days(2);
    const read = await house.call(seller, idle.getIdleBalance, { params });
    const changed = await call(idle.changeIdleBalance, {
      params,
      body: { termsVersion: '2026-01', keep: usd('90000.00') },
      ifMatch: Number(/\d+/.exec(read.headers.etag ?? '')?.[0]),
    });
    expect(changed.status).toBe(200);

    // When
    const { body } = await call(idle.redeemIdleBalance, { params, body: { amount: usd('70000.00') } });

    // Then
    expect(
      body.orders.map(({ settlement: when, amount }: { settlement: string; amount: { amount: string } }) => [
        when,
        amount.amount,
      ]),
    ).toEqual([
      ['same_day', '50000.00'],
      ['next_day', '20000.00'],
    ]);
    await house.advance({ hours: 2 });
    expect(await available()).toBe('50000.00');
    await days(1);
    expect(await available()).toBe('70000.00');
    expect(await tied()).toMatchObject({ isTied: true });
  }, 60_000);

  it('all comes back when the company leaves, the last income after the end of the month', async () => {
    // Given
    await earn('20000.00');
    await optIn('0.00');
    await days(4);

    // When
    await call(idle.optOutOfIdleBalances, { params });
    await days(1);

    // Then
    expect(await position()).toMatchObject({ state: 'leaving', units: usd('0.00') });
    expect(await available()).toBe('20000.00');
    await days(8);
    expect(await position()).toMatchObject({ state: 'closed', units: usd('0.00'), income: usd('0.00') });
    expect(Number((await available()).replace('.', ''))).toBeGreaterThan(2_000_000);
    expect(await tied()).toMatchObject({ isTied: true });
  }, 60_000);

  it.each(['twice', 'late', 'silent'])('ends the same where the fund answers %s', async (behaviour) => {
    // Given
    await behave(behaviour);
    await earn('5000.00');
    await optIn('0.00');

    // When
    await days(4);
    await call(idle.optOutOfIdleBalances, { params });
    await days(9);

    // Then: everything is back, whatever income there was
    expect((await position()).units).toEqual(usd('0.00'));
    expect(Number((await available()).replace('.', ''))).toBeGreaterThanOrEqual(500_000);
    expect(house.deadLetters).toEqual([]);
    expect(await tied()).toMatchObject({ isTied: true });
  }, 120_000);

  it('is available again at once where the fund declines it', async () => {
    await behave('declines');
    await earn('5000.00');
    await optIn('0.00');
    await days(2);
    expect(await available()).toBe('5000.00');
    expect((await call(idle.listIdleOrders)).body.items[0]).toMatchObject({
      state: 'declined',
      reason: 'The fund takes no more subscriptions today.',
    });
    expect(await tied()).toMatchObject({ isTied: true });
  }, 60_000);

  it('waits for an operator where the fund confirms other units than were paid for, and does not tie', async () => {
    await behave('wrong_units');
    await earn('5000.00');
    await optIn('0.00');
    await days(2);
    const [order] = (await call(idle.listIdleOrders)).body.items;
    expect(order).toMatchObject({ state: 'paid', hold: { owner: 'operator' } });
  }, 60_000);

  it('is not swept before there is consent, and not after it', async () => {
    await earn('5000.00');
    await days(2);
    expect(await available()).toBe('5000.00');
  }, 60_000);

  it('is the same whether messages come once, twice or in any order', async () => {
    const books = async (disorder: boolean): Promise<readonly string[]> => {
      house = await SimulatedHouse.open(contexts);
      names = new Names();
      names.give(seller.companyId, 'seller');
      house.tell(
        companyScreened.create({
          subject: seller.companyId,
          sequence: 1,
          data: { companyId: seller.companyId, outcome: 'clear', listVersion: '1' },
        }),
      );
      if (disorder) {
        house.copies = 2;
        let turn = 0;
        house.choose = (count) => {
          turn += 7;
          return turn % count;
        };
      }
      await earn('9000.00');
      await optIn('1000.00');
      await days(3);
      await call(idle.redeemIdleBalance, { params, body: { amount: usd('3000.00') } });
      await days(1);
      house.forgetInboxes();
      house.replay();
      await house.settle();
      const plain = (line: string): string =>
        line.replaceAll(/(ido|pot)_\w+|(receipt|payout)(-\d)?/g, '$1$2');
      return booked().map(plain).sort();
    };
    expect(await books(true)).toEqual(await books(false));
  }, 120_000);
});

describe('refusals', () => {
  const body = { currency: 'USD', termsVersion: '2026-01', keep: usd('0.00') };
  const code = async (...asked: Parameters<typeof call>): Promise<string> => (await call(...asked)).body.code;

  it.each([
    ['currency_not_offered', { ...body, currency: 'KRW', keep: { currency: 'KRW', amount: '0' } }],
    ['terms_outdated', { ...body, termsVersion: '2025-01' }],
  ])('%s', async (expected, asked) => {
    expect(await code(idle.optIntoIdleBalances, { body: asked })).toBe(`idle_balances.${expected}`);
  });

  it('already_in', async () => {
    await optIn();
    expect(await code(idle.optIntoIdleBalances, { body })).toBe('idle_balances.already_in');
  });

  it('not_in', async () => {
    for (const operation of [idle.getIdleBalance, idle.optOutOfIdleBalances])
      expect(await code(operation, { params })).toBe('idle_balances.not_in');
    expect(await code(idle.redeemIdleBalance, { params, body: { amount: usd('1.00') } })).toBe(
      'idle_balances.not_in',
    );
  });

  it('not_active', async () => {
    await earn('5000.00');
    await optIn('0.00');
    await days(1);
    await call(idle.optOutOfIdleBalances, { params });
    expect(await code(idle.optOutOfIdleBalances, { params })).toBe('idle_balances.not_active');
  });

  it('insufficient_units and insufficient_funds', async () => {
    await earn('5000.00');
    await optIn('1000.00');
    await days(2);
    expect(await code(idle.redeemIdleBalance, { params, body: { amount: usd('4000.01') } })).toBe(
      'idle_balances.insufficient_units',
    );
    expect(await code(idle.drawIdleBalance, { params, body: { amount: usd('5000.01') } })).toBe(
      'idle_balances.insufficient_funds',
    );
  });

  it('no_such_order of another company', async () => {
    await earn('5000.00');
    await optIn('0.00');
    await days(2);
    const [{ orderId }] = (await call(idle.listIdleOrders)).body.items;
    const other = house.company('other', 'exporter');
    expect(await code(idle.getIdleOrder, { params: { orderId } }, other)).toBe('idle_balances.no_such_order');
    expect((await call(idle.getIdleOrder, { params: { orderId } })).status).toBe(200);
  });
});
