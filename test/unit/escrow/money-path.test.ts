import { beforeEach, describe, expect, test } from 'vitest';
import {
  escrowDeadlineReached,
  escrowInstalmentFunded,
  escrowOpened,
  escrowRefunded,
  escrowReleaseApproved,
  escrowReleased,
  escrowRequestRefused,
} from '../../../functions/escrow/contract.ts';
import {
  payableCancellationRequested,
  payableRequested,
  payoutRequested,
} from '../../../functions/payments/contract.ts';
import { settlementCompleted } from '../../../functions/settlement/contract.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { MoneyHouse } from '../../support/money-house.ts';
import { buyerId, createTrade, escrowId, lenderId, sellerId } from '../../support/money-trade.ts';

let house: MoneyHouse;
let trade: ReturnType<typeof createTrade>;
const escrowAccount = `2010:ENT:USD:${escrowId}`;
const sellerAccount = `2040:ENT:USD:${sellerId}`;

const stateNow = async () => (await house.escrows.find(escrowId))?.data.state;
const verifySeller = async (): Promise<void> => {
  const seller = { isVerified: true, settledTrades: 0, disputesLost: 0, verifiedSequence: 1 };
  house.commit({ writes: [house.settlements.saveSeller(undefined, sellerId, seller, house.now)] });
};

beforeEach(async () => {
  house = new MoneyHouse();
  trade = createTrade(house);
  trade.open();
  await house.settle();
});

describe('opening', () => {
  test('asks the payer for each instalment into the account of the escrow', () => {
    expect(trade.events(payableRequested)).toMatchObject([
      { name: 'deposit', debtorId: buyerId, creditCode: '2010', creditOwner: escrowId },
      { name: 'balance', amount: { currency: 'USD', amount: '14840.00' } },
    ]);
    expect(trade.events(escrowOpened)).toMatchObject([
      { escrow: { state: 'open', total: { amount: '21200.00' } } },
    ]);
  });

  test('twice opens once', async () => {
    // When
    trade.open();
    await house.settle();

    // Then
    expect(trade.events(escrowOpened)).toHaveLength(1);
  });
});

describe('the worked order', () => {
  test('funds, refunds 1,000 in part, releases the rest through the waterfall', async () => {
    // Given
    await verifySeller();
    trade.claim('freight', 'third_party', '1200.00');
    trade.claim('loan', 'lender', '5000.00');

    // When
    trade.pay('deposit');
    await house.settle();
    expect(await stateNow()).toBe('partly_funded');
    trade.pay('balance');
    await house.settle();
    expect(await stateNow()).toBe('funded');
    trade.refund('agreed', '1000.00');
    await house.settle();
    trade.release('final');
    await house.settle();

    // Then
    expect(await stateNow()).toBe('closed');
    expect(trade.events(escrowInstalmentFunded)).toHaveLength(2);
    expect(trade.events(escrowReleaseApproved)).toMatchObject([{ amount: { amount: '20200.00' } }]);
    expect(trade.events(settlementCompleted)).toMatchObject([
      {
        lines: [
          { step: 'third_party', paid: { amount: '1200.00' } },
          { step: 'platform_fee', paid: { amount: '404.00' } },
          { step: 'lender', paid: { amount: '5000.00' } },
          { step: 'seller', paid: { amount: '13596.00' } },
        ],
      },
    ]);
    expect(trade.events(escrowReleased)).toMatchObject([
      {
        amount: { amount: '20200.00' },
        escrow: { state: 'closed', released: { amount: '20200.00' }, refunded: { amount: '1000.00' } },
      },
    ]);
    expect(trade.balance(sellerAccount)).toEqual(['13596.00', '0.00']);
    expect(trade.balance(`2080:ENT:USD:${lenderId}`)).toEqual(['5000.00', '0.00']);
    expect(trade.balance(escrowAccount)).toEqual(['0.00', '0.00']);
  });
});

describe('a release', () => {
  beforeEach(async () => {
    await verifySeller();
    trade.pay('deposit');
    trade.pay('balance');
    await house.settle();
  });

  test('asked for twice happens once', async () => {
    // When
    trade.release('final');
    trade.release('final');
    await house.settle();

    // Then
    expect(trade.events(escrowReleased)).toHaveLength(1);
    expect(trade.events(escrowRequestRefused)).toEqual([]);
  });

  test('that is more than held is refused, and nothing moves', async () => {
    // When
    trade.release('big', '21200.01');
    await house.settle();

    // Then
    expect(trade.events(escrowRequestRefused)).toMatchObject([{ code: 'escrow.insufficient_held' }]);
    expect(trade.balance(escrowAccount)).toEqual(['21200.00', '0.00']);
  });

  test('leaves the share of a dispute where it is, and takes it when the dispute ends', async () => {
    // Given
    trade.freeze('d1', '4000.00');
    await house.settle();

    // When
    trade.release('part');
    await house.settle();

    // Then
    expect(trade.events(escrowReleaseApproved)).toMatchObject([
      { amount: { amount: '17200.00' }, escrow: { frozen: { amount: '4000.00' } } },
    ]);
    expect(trade.balance(escrowAccount)).toEqual(['4000.00', '0.00']);

    // When: refund and release that end the dispute overtake the unfreezing
    trade.refund('half', '1500.00', 'd1');
    await house.settle();
    trade.release('rest', '2500.00', 'd1');
    await house.settle();
    trade.unfreeze('d1');
    await house.settle();

    // Then
    expect(await stateNow()).toBe('closed');
    expect(trade.balance(escrowAccount)).toEqual(['0.00', '0.00']);
  });

  test('of the frozen share alone is refused as frozen', async () => {
    // Given
    trade.freeze('d1', '4000.00');
    await house.settle();

    // When
    trade.release('all-of-it', '21200.00');
    await house.settle();

    // Then
    expect(trade.events(escrowRequestRefused)).toMatchObject([{ code: 'escrow.frozen' }]);
  });

  test('and a refund of the same money: one of them wins, whichever is decided first', async () => {
    // Given
    trade.release('all');
    trade.refund('all');
    const [release, refund] = house.queue.splice(0);
    if (!release || !refund) throw new Error('Both are queued');

    // When: both decide on the same state, then both commit
    const decided = [await house.decide(release), await house.decide(refund)];
    await house.finish(refund, decided[1]);
    await house.finish(release, decided[0]);
    await house.settle();

    // Then
    expect(trade.events(escrowRefunded)).toHaveLength(1);
    expect(trade.events(escrowReleaseApproved)).toEqual([]);
    expect(trade.events(escrowRequestRefused)).toMatchObject([{ code: 'escrow.over' }]);
    expect(trade.balance(escrowAccount)).toEqual(['0.00', '0.00']);
  });

  test('that settlement does not resolve in time is held again', async () => {
    // Given: approved, and the machine never runs
    trade.release('slow');
    const [request] = house.queue.splice(0);
    if (!request) throw new Error('It is queued');
    await house.finish(request);
    house.queue.splice(0);
    expect(trade.balance(escrowAccount)).toEqual(['0.00', '21200.00']);

    // When
    house.advance({ days: 60 });
    house.publish(
      escrowDeadlineReached.create({
        subject: escrowId,
        data: {
          subject: escrowId,
          name: `release:${deterministicId('rel', 'slow')}`,
          dueAt: house.now,
        },
      }),
    );
    await house.settle();

    // Then
    expect(trade.balance(escrowAccount)).toEqual(['21200.00', '0.00']);
    expect(trade.events(escrowRequestRefused)).toMatchObject([{ code: 'escrow.release_expired' }]);
  });
});

describe('a refund', () => {
  test('before anything was paid cancels the escrow and its payables', async () => {
    // When
    trade.refund('changed-mind');
    await house.settle();

    // Then
    expect(await stateNow()).toBe('cancelled');
    expect(trade.events(payableCancellationRequested)).toHaveLength(2);
    expect(trade.events(escrowRefunded)).toMatchObject([{ amount: { amount: '0.00' } }]);
    expect(trade.events(payoutRequested)).toEqual([]);
  });

  test('of a paid deposit gives it back by the way it came, and the balance is no longer wanted', async () => {
    // Given
    trade.pay('deposit');
    await house.settle();

    // When
    trade.refund('never-shipped');
    await house.settle();

    // Then
    expect(await stateNow()).toBe('closed');
    expect(trade.events(payableCancellationRequested)).toMatchObject([
      { payableId: deterministicId('pay', 'balance') },
    ]);
    expect(trade.events(payoutRequested)).toMatchObject([
      {
        purpose: 'refund',
        beneficiaryId: buyerId,
        amount: { amount: '6360.00' },
        debitCode: '2050',
        debitOwner: deterministicId('rfd', 'never-shipped'),
        originalPayableIds: [deterministicId('pay', 'deposit')],
      },
    ]);
    expect(trade.balance(`2050:ENT:USD:${deterministicId('rfd', 'never-shipped')}`)).toEqual([
      '6360.00',
      '0.00',
    ]);
  });

  test('meets a payment that was on its way: it goes straight back', async () => {
    // Given
    trade.refund('changed-mind');
    await house.settle();

    // When
    trade.pay('deposit');
    await house.settle();

    // Then
    expect(await stateNow()).toBe('cancelled');
    expect(trade.balance(escrowAccount)).toEqual(['0.00', '0.00']);
    expect(trade.events(payoutRequested)).toMatchObject([
      { purpose: 'refund', amount: { amount: '6360.00' } },
    ]);
    expect(trade.events(escrowRefunded).at(-1)).toMatchObject({
      reason: 'paid_after_the_end',
      escrow: { funded: { amount: '6360.00' }, refunded: { amount: '6360.00' } },
    });
  });

  test('after the release is refused', async () => {
    // Given
    trade.pay('deposit');
    trade.pay('balance');
    await house.settle();
    trade.release('final');
    await house.settle();

    // When
    trade.refund('too-late', '1.00');
    await house.settle();

    // Then
    expect(trade.events(escrowRequestRefused)).toMatchObject([{ code: 'escrow.over' }]);
  });
});

describe('a dispute', () => {
  test('about more than is left is refused', async () => {
    // When
    trade.freeze('d1', '21200.01');
    await house.settle();

    // Then
    expect(trade.events(escrowRequestRefused)).toMatchObject([
      { code: 'escrow.insufficient_held', requestId: deterministicId('dsp', 'd1') },
    ]);
  });

  test('whose end overtakes its beginning freezes nothing', async () => {
    // Given
    trade.pay('deposit');
    trade.pay('balance');
    await house.settle();

    // When
    trade.unfreeze('d1');
    await house.settle();
    trade.freeze('d1', '4000.00');
    await house.settle();
    trade.release('all');
    await house.settle();

    // Then
    expect(trade.events(escrowReleaseApproved)).toMatchObject([{ amount: { amount: '21200.00' } }]);
  });
});
