import { expect, test } from 'vitest';
import { bankAgreesWithBooks, brokenInvariants, inspect } from '../../support/invariants.ts';
import { MoneyTale } from '../../support/simulation/money-tale.ts';

const timeoutMs = 60_000;
const usd = (amount: string) => ({ currency: 'USD', amount });

/** Twelve days, in which the PSP takes, wins and gives back; the calculation of client money each day. */
const twelveDays = async (tale: MoneyTale): Promise<void> => {
  for (let day = 0; day < 12; day += 1) {
    await tale.house.advance({ hours: 12 });
    expect(await brokenInvariants(tale.house), `day ${day}`).toEqual([]);
    await tale.settleClientMoney();
    expect(await brokenInvariants(tale.house), `day ${day}, settled`).toEqual([]);
    await tale.house.advance({ hours: 12 });
  }
  // The bank carries out the last own transfers.
  await tale.house.advance({ days: 4 });
  expect(await brokenInvariants(tale.house)).toEqual([]);
  expect(bankAgreesWithBooks(inspect(tale.house))).toEqual([]);
};

const minorOf = (tale: MoneyTale, code: string): bigint =>
  inspect(tale.house).growth.get(`${code}:ENT:USD`) ?? 0n;

const given = async (): Promise<MoneyTale> => {
  const tale = await MoneyTale.open();
  await tale.order(usd('21200.00'), '0.30');
  return tale;
};

// Fee of the balance: 14,840.00 × 2.95 % = 437.78, kept by the PSP with the payout and taken once more with the chargeback.
test.each([
  { outcome: 'won', left: 0n },
  { outcome: 'lost', left: -437_78n },
] as const)(
  'held money is taken back after the PSP paid it out, and the chargeback is $outcome',
  async ({ outcome, left }) => {
    // Given
    const tale = await given();
    await tale.payByCard('balance', 'tok_settled_first');
    await tale.house.advance({ seconds: 600 });
    // When
    await tale.chargeBack('balance', outcome);
    // Then
    expect(await brokenInvariants(tale.house)).toEqual([]);
    expect(minorOf(tale, '1020')).toBe(-437_78n);
    // And to the end
    await twelveDays(tale);
    expect(minorOf(tale, '1110')).toBe(0n);
    expect(minorOf(tale, '1020')).toBe(left);
  },
  timeoutMs,
);

test.each(['won', 'lost'] as const)(
  'held money is taken back before the PSP has paid it out, and the chargeback is %s',
  async (outcome) => {
    // Given
    const tale = await given();
    await tale.payByCard('balance');
    // When
    await tale.chargeBack('balance', outcome);
    await tale.house.advance({ seconds: 600 });
    // And the fee that own money brought leaves again, for the PSP has not kept it yet
    await tale.settleClientMoney();
    // Then
    expect(await brokenInvariants(tale.house)).toEqual([]);
    await twelveDays(tale);
    expect(minorOf(tale, '1020')).toBe(outcome === 'won' ? 0n : -437_78n);
  },
  timeoutMs,
);

test.each(['won', 'lost'] as const)(
  'released money is taken back, and the chargeback is %s',
  async (outcome) => {
    // Given a seller that was paid 20,776.00; the house earned 424.00
    const tale = await given();
    await tale.payByCard('deposit');
    await tale.house.advance({ days: 1, seconds: 1 });
    await tale.ready();
    await tale.transfer(usd('14840.00'), 'balance');
    await tale.ship();
    await tale.accept();
    expect(minorOf(tale, '1020')).toBe(424_00n);
    // When
    await tale.chargeBack('deposit', outcome);
    // Then 424.00 less 6,547.62 that the PSP is going to take
    expect(await brokenInvariants(tale.house)).toEqual([]);
    expect(minorOf(tale, '1020')).toBe(-6_123_62n);
    await twelveDays(tale);
    expect(minorOf(tale, '1020')).toBe(outcome === 'won' ? 424_00n : -6_123_62n);
  },
  timeoutMs,
);
