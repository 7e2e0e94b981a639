import { beforeEach, describe, expect, test } from 'vitest';
import {
  escrowChargebackReversed,
  escrowChargedBack,
  escrowInstalmentFunded,
  escrowRecoveryRequested,
  escrowRecoveryWithdrawn,
  escrowRefunded,
} from '../../../functions/escrow/contract.ts';
import { journalWrites } from '../../../functions/ledger/posting.ts';
import { readJournal } from '../../../functions/ledger/row-readers.ts';
import {
  chargebackReceived,
  chargebackReversed,
  ownTransferRequested,
  payableCancellationRequested,
  payablePaid,
  payableRequested,
} from '../../../functions/payments/contract.ts';
import { settlementRecovered } from '../../../functions/settlement/contract.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { journalOf } from '../../support/journal-table.ts';
import { MoneyHouse } from '../../support/money-house.ts';
import { buyerId, createTrade, escrowId, orderId, sellerId } from '../../support/money-trade.ts';

const usd = (amount: string) => ({ currency: 'USD', amount });
const paymentId = deterministicId('pmt', 'one');
const deposit = deterministicId('pay', 'deposit');

let house: MoneyHouse;
let trade: ReturnType<typeof createTrade>;

/** The deposit of 6,360.00 by card, with the fee of 187.62 on top (domain.md 4.1). */
const payDepositByCard = (payableId = deposit, name: 'deposit' = 'deposit'): void => {
  const journal = journalOf(
    `card_${payableId}`,
    `DR 1110 USD 6547.62\nCR 2010/${escrowId} USD 6360.00\nCR 4020 USD 187.62`,
  );
  house.commit({
    writes: journalWrites('ledger', journal, { now: house.now, correlationId: 'trade-1' }),
    events: [
      payablePaid.create({
        subject: payableId,
        data: {
          payableId,
          kind: 'escrow_instalment',
          subject: escrowId,
          name,
          orderId,
          debtorId: buyerId,
          amount: usd('6360.00'),
          method: 'card',
          paidAt: house.now,
          journalId: journal.journalId,
        },
      }),
    ],
  });
};

const told = (amount = '6360.00', fee = '187.62', payableId = deposit) => ({
  chargebackId: 'cb_1',
  paymentId,
  gross: usd(formatMoney({ currency: 'USD', amountMinor: cents(amount) + cents(fee) }).amount),
  shares: [
    {
      payableId,
      account: { code: '2010' as const, owner: escrowId },
      reference: orderId,
      amount: usd(amount),
      fee: usd(fee),
    },
  ],
});
const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));

const chargeBack = (...share: Parameters<typeof told>): void =>
  house.publish(
    chargebackReceived.create({
      subject: 'cb_1',
      data: { ...told(...share), reason: 'fraudulent', receivedAt: house.now },
    }),
  );
const win = (...share: Parameters<typeof told>): void =>
  house.publish(
    chargebackReversed.create({ subject: 'cb_1', data: { ...told(...share), reversedAt: house.now } }),
  );

const names = new Map([
  [escrowId, 'escrow'],
  [sellerId, 'seller'],
  [buyerId, 'buyer'],
  [paymentId, 'payment'],
]);

/** The journals of some kinds, as a text table. */
const booked = (...kinds: readonly string[]): readonly string[] =>
  house.rows
    .ofKind('journal')
    .map(readJournal)
    .filter(({ kind }) => kinds.includes(kind))
    .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
    .flatMap(({ postings }) =>
      postings.map(({ side, code, owner, amount }) => {
        const account = owner === undefined ? code : `${code}/${names.get(owner) ?? owner}`;
        return `${side === 'debit' ? 'DR' : 'CR'} ${account} ${formatMoney(amount).amount}`;
      }),
    );

const escrowNow = async () => {
  const found = await house.escrows.find(escrowId);
  if (!found) throw new Error('There is no escrow');
  return found.data;
};

beforeEach(async () => {
  house = new MoneyHouse();
  trade = createTrade(house);
  trade.open();
  await house.settle();
  payDepositByCard();
  await house.settle();
});

describe('a chargeback before the release', () => {
  test('takes the deposit and its fee back: 2010 6,360.00 and 4020 187.62 to 1110 6,547.62', async () => {
    chargeBack();
    await house.settle();

    expect(booked('chargeback', 'chargeback_to_seller')).toEqual([
      'DR 2010/escrow 6360.00',
      'DR 4020 187.62',
      'CR 1110 6547.62',
    ]);
    expect((await escrowNow()).state).toBe('open');
    expect(trade.balance(`2010:ENT:USD:${escrowId}`)).toEqual(['0.00', '0.00']);
  });

  test('replaces the fee, which the PSP has kept and takes once more, from own money: 1020 187.62 to 1010', async () => {
    chargeBack();
    await house.settle();

    expect(booked('client_money_topped_up')).toEqual(['DR 1010 187.62', 'CR 1020 187.62']);
    expect(trade.events(ownTransferRequested)).toMatchObject([
      { direction: 'to_clients', amount: usd('187.62') },
    ]);
  });

  test('asks for the instalment anew, and tells both parties', async () => {
    chargeBack();
    await house.settle();

    const [event] = trade.events(escrowChargedBack);
    expect(event).toMatchObject({
      chargebackId: 'cb_1',
      instalment: 'deposit',
      payableId: deposit,
      fromEscrow: usd('6360.00'),
      fromSeller: usd('0.00'),
      fromPayer: usd('0.00'),
      escrow: { state: 'open', funded: usd('6360.00'), chargedBack: usd('6360.00') },
    });
    expect(trade.events(payableRequested).at(-1)).toMatchObject({
      payableId: event?.replacementPayableId,
      name: 'deposit',
      amount: usd('6360.00'),
      creditCode: '2010',
      creditOwner: escrowId,
    });
    // When it is paid again, the escrow is where it was.
    payDepositByCard(event?.replacementPayableId);
    await house.settle();
    expect((await escrowNow()).state).toBe('partly_funded');
    expect(trade.balance(`2010:ENT:USD:${escrowId}`)).toEqual(['6360.00', '0.00']);
  });

  test('told twice is booked once', async () => {
    chargeBack();
    chargeBack();
    await house.settle();
    expect(booked('chargeback')).toHaveLength(3);
    expect(trade.events(escrowChargedBack)).toHaveLength(1);
  });

  test('of an escrow that is then given up ends it with nothing held', async () => {
    chargeBack();
    await house.settle();
    trade.refund('all');
    await house.settle();
    expect((await escrowNow()).state).toBe('cancelled');
    expect(trade.events(escrowRefunded)).toMatchObject([{ amount: usd('0.00') }]);
    expect(trade.events(payableCancellationRequested)).toHaveLength(2);
  });

  test('that is won funds the instalment again', async () => {
    chargeBack();
    await house.settle();
    win();
    await house.settle();

    expect(booked('chargeback_won', 'chargeback_won_seller')).toEqual([
      'DR 1110 6547.62',
      'CR 2010/escrow 6360.00',
      'CR 4020 187.62',
    ]);
    expect((await escrowNow()).state).toBe('partly_funded');
    expect(trade.events(escrowInstalmentFunded).at(-1)).toMatchObject({ method: 'chargeback_reversed' });
    expect(trade.events(escrowChargebackReversed)).toMatchObject([{ toEscrow: usd('6360.00') }]);
    expect(trade.events(payableCancellationRequested)).toHaveLength(1);
  });

  test('that is won after it was paid again goes back to the payer', async () => {
    chargeBack();
    await house.settle();
    payDepositByCard(trade.events(escrowChargedBack)[0]?.replacementPayableId);
    await house.settle();
    win();
    await house.settle();
    expect(trade.events(escrowRefunded)).toMatchObject([
      { reason: 'chargeback_won_not_needed', amount: usd('6360.00') },
    ]);
    expect(trade.balance(`2010:ENT:USD:${escrowId}`)).toEqual(['6360.00', '0.00']);
  });

  test('and the payment that was on its way when it was won: that goes back as well', async () => {
    chargeBack();
    await house.settle();
    win();
    await house.settle();
    payDepositByCard(trade.events(escrowChargedBack)[0]?.replacementPayableId);
    await house.settle();
    expect(trade.events(escrowRefunded)).toMatchObject([{ reason: 'paid_after_the_end' }]);
    expect(trade.balance(`2010:ENT:USD:${escrowId}`)).toEqual(['6360.00', '0.00']);
  });

  test('told as won before it was told at all waits for it', async () => {
    win();
    chargeBack();
    await house.settle();
    expect(trade.events(escrowChargebackReversed)).toHaveLength(1);
    expect(trade.balance(`2010:ENT:USD:${escrowId}`)).toEqual(['6360.00', '0.00']);
  });
});

describe('a chargeback after the release', () => {
  beforeEach(async () => {
    trade.pay('balance');
    await house.settle();
    trade.release('all');
    await house.settle();
  });

  test('is owed by the seller: 1120 6,547.62 to 1110, then 1210 6,547.62 to 1120', async () => {
    chargeBack();
    await house.settle();

    expect(booked('chargeback', 'chargeback_to_seller')).toEqual([
      'DR 1120/payment 6547.62',
      'CR 1110 6547.62',
      'DR 1210/seller 6547.62',
      'CR 1120/payment 6547.62',
    ]);
    expect(booked('client_money_topped_up')).toEqual(['DR 1010 6547.62', 'CR 1020 6547.62']);
    expect(trade.events(escrowRecoveryRequested)).toMatchObject([
      { companyId: sellerId, amount: usd('6547.62'), account: { code: '1210', owner: sellerId } },
    ]);
    expect((await escrowNow()).state).toBe('closed');
  });

  test('that is won takes the debt away again', async () => {
    chargeBack();
    await house.settle();
    win();
    await house.settle();
    expect(booked('chargeback_won', 'chargeback_won_seller')).toEqual([
      'DR 1110 6547.62',
      'CR 1120/payment 6547.62',
      'DR 1120/payment 6547.62',
      'CR 1210/seller 6547.62',
    ]);
    expect(trade.events(escrowRecoveryWithdrawn)).toHaveLength(1);
  });

  test('that is won after part of it was recovered gives that part back to the seller, also when it is told late', async () => {
    chargeBack();
    await house.settle();
    const [recovery] = trade.events(escrowRecoveryRequested);
    const recovered = (amount: string, remaining: string) =>
      house.publish(
        settlementRecovered.create({
          subject: 'x',
          data: {
            recoveryId: recovery?.recoveryId ?? '',
            companyId: sellerId,
            amount: usd(amount),
            remaining: usd(remaining),
            settlementId: deterministicId('set', amount),
            at: house.now,
          },
        }),
      );
    recovered('500.00', '6047.62');
    await house.settle();
    win();
    await house.settle();
    expect(booked('chargeback_won_seller')).toEqual([
      'DR 1120/payment 6547.62',
      'CR 1210/seller 6047.62',
      'CR 2040/seller 500.00',
    ]);
    // Another release was settled before settlement heard of it.
    recovered('100.00', '5947.62');
    await house.settle();
    expect(booked('recovery_returned')).toEqual(['DR 1210/seller 100.00', 'CR 2040/seller 100.00']);
    // The waterfall had swept it to the house: it comes back with the debt to the seller, beside what the chargeback took.
    expect(
      trade.events(ownTransferRequested).filter(({ direction }) => direction === 'to_clients'),
    ).toMatchObject([{ amount: usd('6547.62') }, { amount: usd('100.00') }]);
  });
});

describe('a chargeback of money that has gone several ways', () => {
  test('takes what is held first, and the fee in proportion', async () => {
    // Given 4,000.00 of the deposit released: 2,360.00 are held
    trade.release('part', '4000.00');
    await house.settle();
    chargeBack();
    await house.settle();
    // 187.62 × 2,360 / 6,360 = 69.62; the rest is 118.00
    expect(booked('chargeback', 'chargeback_to_seller')).toEqual([
      'DR 2010/escrow 2360.00',
      'DR 4020 69.62',
      'DR 1120/payment 4118.00',
      'CR 1110 6547.62',
      'DR 1210/seller 4118.00',
      'CR 1120/payment 4118.00',
    ]);
    expect(trade.events(escrowChargedBack)).toMatchObject([
      { fromEscrow: usd('2360.00'), fromSeller: usd('4000.00'), fromPayer: usd('0.00') },
    ]);
  });

  test('leaves with the payer what it had back already', async () => {
    trade.refund('part', '1000.00');
    await house.settle();
    chargeBack();
    await house.settle();
    // 187.62 × 1,000 / 6,360 = 29.50
    expect(booked('chargeback', 'chargeback_to_seller')).toEqual([
      'DR 2010/escrow 5360.00',
      'DR 4020 158.12',
      'DR 1120/payment 1029.50',
      'CR 1110 6547.62',
    ]);
  });

  test('never charges the seller twice for the same money', async () => {
    trade.pay('balance');
    trade.release('all');
    await house.settle();
    chargeBack('21200.00', '0.00');
    await house.settle();
    house.publish(
      chargebackReceived.create({
        subject: 'cb_2',
        data: { ...told('6360.00', '0.00'), chargebackId: 'cb_2', reason: 'again', receivedAt: house.now },
      }),
    );
    await house.settle();
    expect(
      trade
        .events(escrowChargedBack)
        .map(({ fromSeller, fromPayer }) => [fromSeller.amount, fromPayer.amount]),
    ).toEqual([
      ['21200.00', '0.00'],
      ['0.00', '6360.00'],
    ]);
  });
});

describe('races', () => {
  test.each([
    ['release first', [0, 1]],
    ['chargeback first', [1, 0]],
  ] as const)('a chargeback and a release of the same money, %s: it leaves the escrow once', async (_, order) => {
    trade.release('all');
    house.publish(
      chargebackReceived.create({
        subject: 'cb_1',
        data: { ...told(), reason: 'x', receivedAt: house.now },
      }),
    );
    // The chargeback's share is a message of its own.
    const [release, received] = house.queue.splice(0);
    if (!release || !received) throw new Error('Both are queued');
    await house.finish(received);
    const [share] = house.queue.splice(0).filter(({ context }) => context === 'escrow');
    if (!share) throw new Error('The share is queued');
    const both = [release, share];
    // When: both decide on the same state, then both commit
    const decided = [await house.decide(release), await house.decide(share)];
    for (const index of order) {
      const delivery = both[index];
      if (delivery) await house.finish(delivery, decided[index]);
    }
    await house.settle();

    // Then
    const escrow = await escrowNow();
    const sums = [escrow.released, escrow.refunded, escrow.chargedBack];
    expect(sums.reduce((sum, one) => sum + one.amountMinor, 0n)).toBe(636_000n);
    expect(trade.balance(`2010:ENT:USD:${escrowId}`)).toEqual(['0.00', '0.00']);
    expect(trade.events(escrowRecoveryRequested)).toHaveLength(order[0] === 0 ? 1 : 0);
  });
});
