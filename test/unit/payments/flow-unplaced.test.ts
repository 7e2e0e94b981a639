import { beforeEach, describe, expect, test } from 'vitest';
import { companyRegistered } from '../../../functions/parties/contract.ts';
import { receiptPlaced, receiptUnapplied } from '../../../functions/payments/contract.ts';
import { editDistance, nameLikeness } from '../../../functions/payments/domain/receipt-suggestions.ts';
import { PaymentsHouse } from '../../support/payments-house.ts';
import { openDesk, payer, usdWire } from './money-desk.ts';

let house: PaymentsHouse;
let desk: ReturnType<typeof openDesk>;
beforeEach(() => {
  house = new PaymentsHouse();
  desk = openDesk(house);
});

const operator = { isOperator: true };
const days = async (count: number): Promise<void> => {
  await house.settle();
  for (let hours = 0; hours < count * 24; hours += 1) {
    house.advance(3_600);
    await house.settle();
  }
};

const sent = async (transfer: Record<string, unknown>): Promise<string> => {
  await house.twins.transfer({ amount: usdWire('100.00'), reference: 'nothing', ...transfer });
  await house.settle();
  return house.told(receiptUnapplied).at(-1)?.entryId ?? '';
};

const sender = {
  debtorName: 'Vermeer Licht BV',
  debtorAccount: 'NL66SNDB0000000011',
  debtorBic: 'SNDBNL2AXXX',
};
const giveBack = (entryId: string, body: Record<string, unknown> = {}) =>
  house.call(
    'returnReceipt',
    'house',
    { params: { entryId }, body: { reason: 'sent by mistake', ...body } },
    operator,
  );
const receipt = async (entryId: string) =>
  (await house.rowOf('payments', `RECEIPT#${entryId}`, 'RECEIPT')) as { state: string; reason?: string };

describe('money that nobody can place', () => {
  test('goes back to the account that it came from: 2020 through 2090 to the bank', async () => {
    const entryId = await sent(sender);
    await giveBack(entryId);
    expect(house.balance('2020', 'USD', entryId)).toBe('0.00');
    await days(3);
    expect(await receipt(entryId)).toMatchObject({ state: 'returned' });
    expect(house.balance('1010', 'USD')).toBe('0.00');
    expect(house.told(receiptPlaced).map(({ state }) => state)).toEqual(['returning', 'returned']);
  });

  test('stands in the list again when the payment back fails, and can be sent once more', async () => {
    const entryId = await sent({ ...sender, debtorName: 'SANDBOX RETURN' });
    await giveBack(entryId);
    await days(3);
    expect(await receipt(entryId)).toMatchObject({ state: 'unapplied', reason: 'return_failed' });
    expect(house.balance('2020', 'USD', entryId)).toBe('100.00');
    await giveBack(entryId);
    await days(1);
    expect(house.balance('1010', 'USD')).toBe('100.00');
  });

  test.each([
    ['without an account', {}, {}, 'payments.sender_unknown'],
    ['a second time', sender, {}, 'payments.receipt_resolved'],
  ])('is not sent back %s', async (name, from, body, code) => {
    const entryId = await sent({ debtorName: 'Somebody', ...from });
    if (name === 'a second time') await giveBack(entryId);
    await expect(giveBack(entryId, body)).rejects.toMatchObject({ code });
  });

  test('in decimals that no rail carries is not sent back', async () => {
    const entryId = await sent({ ...sender, amount: { currency: 'KWD', amount: '12.345' } });
    await expect(giveBack(entryId)).rejects.toMatchObject({ code: 'payments.amount_below_rail' });
  });

  test('is sent where the operator says when the bank named no account', async () => {
    const entryId = await sent({ debtorName: 'Somebody' });
    const account = {
      holderName: 'Somebody',
      accountNumber: 'DE50100000000000000001',
      bic: 'SNDBDEHHXXX',
      bankCountry: 'DE',
    };
    await giveBack(entryId, { account });
    await days(3);
    expect(await receipt(entryId)).toMatchObject({ state: 'returned' });
  });
});

describe('what it may have been meant for', () => {
  const suggest = async (entryId: string) => {
    const { body } = await house.call('suggestPayables', 'house', { params: { entryId } }, operator);
    return (body as { items: { payable: { payableId: string }; score: number; reasons: string[] }[] }).items;
  };
  const register = (name: string): void =>
    house.tell(
      companyRegistered.create({
        subject: payer,
        data: { companyId: payer, name, country: 'NL', roles: ['buyer'], registrationNumber: '1' },
      }),
    );

  test('the amount and the name, legal forms and accents aside', async () => {
    register('Vermeer-Licht B.V.');
    const { payableId } = desk.owe('one', usdWire('14840.00'));
    desk.owe('other', usdWire('99.00'));
    await house.settle();
    const entryId = await sent({ amount: usdWire('14815.00'), debtorName: 'VERMEER LICHT BV' });
    expect(await suggest(entryId)).toMatchObject([
      {
        payable: { payableId },
        reasons: ['The amount is short by no more than is tolerated.', expect.stringContaining('names')],
      },
    ]);
  });

  test('a reference with a slip of the pen, whatever the amount', async () => {
    const { payableId, reference } = desk.owe('one', usdWire('14840.00'));
    await house.settle();
    const wrong = `${reference.slice(0, 8)}${reference[9]}${reference[8]}${reference.slice(10)}`;
    const entryId = await sent({ amount: usdWire('5000.00'), reference: `Invoice ${wrong}` });
    expect(await suggest(entryId)).toMatchObject([
      {
        payable: { payableId },
        score: 40,
        reasons: ['The reference of the transfer is the payable’s with a slip of the pen.'],
      },
    ]);
  });

  test('what the debtor says that it sent puts its payable first; applied, it pays', async () => {
    const [a, b] = [desk.owe('a', usdWire('100.00')), desk.owe('b', usdWire('100.00'))];
    await house.settle();
    const entryId = await sent({ debtorName: 'Somebody else' });
    const claim = { amount: usdWire('100.00'), sentOn: '2026-11-22', senderName: 'Our parent company' };
    await house.call('claimReceipt', payer, { params: { payableId: b.payableId }, body: claim });
    const found = await suggest(entryId);
    expect(found.map(({ payable, score }) => [payable.payableId, score])).toEqual([
      [b.payableId, 75],
      [a.payableId, 45],
    ]);
    await house.call(
      'applyReceipt',
      'house',
      { params: { entryId }, body: { payableId: b.payableId } },
      operator,
    );
    await house.settle();
    expect((await desk.payable(b.payableId)).state).toBe('paid');
    const again = house.call('claimReceipt', payer, { params: { payableId: b.payableId }, body: claim });
    await expect(again).rejects.toMatchObject({ code: 'payments.payable_not_open' });
  });

  test('a claim in another currency, or for somebody else’s payable, is refused', async () => {
    const { payableId } = desk.owe('one', usdWire('100.00'));
    await house.settle();
    const body = { amount: { currency: 'EUR', amount: '100.00' }, sentOn: '2026-11-22', senderName: 'X' };
    const params = { payableId };
    await expect(house.call('claimReceipt', payer, { params, body })).rejects.toMatchObject({
      code: 'payments.wrong_currency',
    });
    await expect(house.call('claimReceipt', 'com_other', { params, body })).rejects.toMatchObject({
      code: 'http.not_found',
    });
  });

  test('nothing speaks for nothing', async () => {
    desk.owe('one', usdWire('14840.00'));
    await house.settle();
    expect(await suggest(await sent({ amount: usdWire('7.00') }))).toEqual([]);
  });
});

test.each([
  ['Müller GmbH & Co. KG', 'MULLER', 100],
  ['Shenzhen Aurora Optoelectronics Co., Ltd.', 'SHENZHEN AURORA OPTOELECTRONICS', 100],
  ['Vermeer', 'Kowalski', 0],
  ['GmbH', 'Ltd', 0],
])('%s and %s are alike by %i', (one, other, likeness) => {
  expect(nameLikeness(one, other)).toBe(likeness);
});

test.each([
  ['RF18', 'RF18', 0],
  ['RF18', 'RF81', 1],
  ['RF18', 'RF1', 1],
  ['RF18', 'XX18', 2],
  ['RF18', 'ABCDEFGH', 3],
])('%s and %s are %i edits apart', (one, other, edits) => {
  expect(editDistance(one, other, 2)).toBe(edits);
});
