import { expect, test } from 'vitest';
import { operations as payments } from '../../../functions/payments/operations.ts';
import { brokenInvariants } from '../../support/invariants.ts';
import { journalCount, journalsOf } from '../../support/simulation/books.ts';
import { MoneyTale } from '../../support/simulation/money-tale.ts';

const usd = (amount: string) => ({ currency: 'USD', amount });

test('news of a confirmed refund that comes after its return moves nothing: the money stays in 2050 for its repetition', async () => {
  // Given: the bank books a refund and gives it back, and settlement hears of the booking last
  const tale = await MoneyTale.open();
  const { house } = tale;
  tale.bankAccount(tale.buyer, 'USD', 'SANDBOX RETURN');
  await house.settle();
  await tale.order(usd('21200.00'), '1');
  await tale.transfer(usd('21200.00'), 'deposit');
  await tale.ready();
  await tale.ship();
  await tale.dispute(usd('1000.00'));
  const late: (typeof house.queue)[number][] = [];
  const carry = house.carry.bind(house);
  house.carry = (envelope) => {
    carry(envelope);
    const { state, purpose } = Object(envelope.data);
    const index = house.queue.findIndex(
      (one) => one.context === 'settlement' && one.envelope.id === envelope.id,
    );
    if (purpose === 'refund' && state === 'confirmed' && index >= 0)
      late.push(...house.queue.splice(index, 1));
  };
  await tale.acceptClaim();
  await house.advance({ days: 4 });
  house.carry = carry;
  expect(late).toHaveLength(1);

  // When
  const before = journalCount(house.database);
  house.queue.push(...late);
  await house.settle();

  // Then
  expect(journalsOf(house.database, tale.names, before)).toEqual([]);
  const { body } = await house.call(tale.buyer, payments.listPayouts, {});
  const { payoutId, state } = body.items[0];
  expect(state).toBe('returned');
  const again = await house.call(tale.buyer, payments.repeatPayout, { params: { payoutId } });
  // Not `ledger.insufficient_funds`: what came back is there to be sent.
  expect(again.body.code).toBe('payments.account_not_repaired');
  expect(await brokenInvariants(house)).toEqual([]);
}, 60_000);
