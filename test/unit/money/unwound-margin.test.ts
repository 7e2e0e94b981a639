import { expect, test } from 'vitest';
import { operations as fx } from '../../../functions/fx/operations.ts';
import { brokenInvariants } from '../../support/invariants.ts';
import { journalCount, journalsOf } from '../../support/simulation/books.ts';
import { MoneyTale } from '../../support/simulation/money-tale.ts';

const usd = (amount: string) => ({ currency: 'USD', amount });

test('a conversion taken back at the deal rate gives the margin back out of own money: it was swept the day before', async () => {
  // Given: 13,596.00 USD sold at mid 7.1, its margin of CNY 482.66 swept out of client money
  const tale = await MoneyTale.open();
  const { house } = tale;
  tale.rates({ USD: '1.0000', CNY: '7.1000' });
  await tale.order(usd('21200.00'), '1');
  await tale.transfer(usd('21200.00'), 'deposit');
  await tale.ready();
  await tale.ship();
  await tale.accept();
  await tale.lock(usd('13596.00'), 'CNY');
  const { body: conversion } = await tale.convert();
  await house.advance({ hours: 1 });
  const converted = journalCount(house.database);
  await tale.settleClientMoney();
  expect(journalsOf(house.database, tale.names, converted)).toContainEqual({
    kind: 'earned_fees_swept',
    debits: ['1020 CNY 482.66'],
    credits: ['1010 CNY 482.66'],
  });

  // When
  const before = journalCount(house.database);
  const { status } = await house.call(tale.operator, fx.unwindConversion, {
    params: { conversionId: conversion.conversionId },
    body: { atFault: 'house', reason: 'The order was refunded after a fault of ours' },
  });
  await house.settle();

  // Then
  expect(status).toBe(200);
  expect(journalsOf(house.database, tale.names, before)).toEqual([
    {
      kind: 'fx_unwinding',
      debits: ['2040/seller CNY 96,048.94', '1300 USD 13,596.00'],
      credits: ['1300 CNY 96,048.94', '2040/seller USD 13,596.00'],
    },
    {
      kind: 'fx_unwinding_cover',
      debits: ['1010 USD 13,596.00', '1300 CNY 96,048.94', '4030 CNY 482.66'],
      credits: ['1300 USD 13,596.00', '1010 CNY 96,531.60'],
    },
    { kind: 'client_money_topped_up', debits: ['1010 CNY 482.66'], credits: ['1020 CNY 482.66'] },
  ]);
  expect(await brokenInvariants(house)).toEqual([]);
}, 60_000);
