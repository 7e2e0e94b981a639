import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  payableCancellationRequested,
  payablePaid,
  payoutMoved,
  receiptUnapplied,
} from '../../../functions/payments/contract.ts';
import { payoutScripts } from '../../../functions/sandbox/bank/scripts.ts';
import { statementEntry } from '../../../functions/sandbox/bank/statement.ts';
import { cardTokens } from '../../../functions/sandbox/psp/tokens.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { decodeFromRow } from '../../../shared/persistence/codec.ts';
import { PaymentsHouse, type Waiting } from '../../support/payments-house.ts';
import { openDesk, payer, usdWire } from '../../unit/payments/money-desk.ts';

const names = ['a', 'b', 'c'] as const;
const due = { a: '14840.00', b: '6360.00', c: '115.00' } as const;
const seller = deterministicId('com', 'seller');

const name = fc.constantFrom(...names);
const command = fc.oneof(
  fc.record({
    kind: fc.constant('card' as const),
    which: fc.uniqueArray(name, { minLength: 1 }),
    token: fc.constantFrom(...cardTokens),
  }),
  fc.record({
    kind: fc.constant('transfer' as const),
    name,
    amount: fc.constantFrom('14840.00', '14815.00', '6360.00', '5000.00', '100.00', '90.00', '20000.00'),
    copies: fc.integer({ min: 1, max: 2 }),
    isNamed: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('cancel' as const), name }),
  fc.record({ kind: fc.constant('payout' as const), amount: fc.constantFrom('100.00', '400.00', '2000.00') }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(60, 700, 7_300, 90_000) }),
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

const isRefusal = (error: unknown): boolean => error instanceof DomainError;

/** Does what a person would; refusals are answers too. */
const perform = async (
  house: PaymentsHouse,
  desk: ReturnType<typeof openDesk>,
  one: Command,
): Promise<void> => {
  const idOf = (which: string): string => deterministicId('pay', which);
  try {
    if (one.kind === 'card') await desk.payByCard(one.which.map(idOf), one.token);
    else if (one.kind === 'payout') await desk.requestPayout(seller, usdWire(one.amount));
    else if (one.kind === 'wait') house.advance(one.seconds);
    else if (one.kind === 'cancel') {
      const payableId = idOf(one.name);
      const data = { payableId, reason: 'no longer wanted' };
      house.tell(payableCancellationRequested.create({ subject: payableId, data }));
    } else {
      const { reference } = desk.owe(one.name, usdWire(due[one.name]));
      const transfer = { amount: usdWire(one.amount), copies: one.copies };
      await house.twins.transfer({ ...transfer, reference: one.isNamed ? reference : 'no reference' });
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
};

/** Handles some of what waits in a disorder that `dice` decides: repeated, out of turn, or decided before another commits. */
const stir = async (house: PaymentsHouse, dice: readonly number[]): Promise<void> => {
  for (const roll of dice) {
    const index = roll % Math.max(1, house.waiting.length);
    const [one] = house.waiting.splice(index, 1);
    if (!one) return;
    const [rival] = roll % 3 === 0 ? house.waiting.splice(roll % Math.max(1, house.waiting.length), 1) : [];
    const decided = rival ? await decideEarly(house, one) : undefined;
    if (rival) await finishOrQueue(house, rival);
    await finishOrQueue(house, one, decided);
    if (roll % 5 === 0) await finishOrQueue(house, one);
  }
};

const decideEarly = (house: PaymentsHouse, one: Waiting) => house.decide(one).catch(() => undefined);

const finishOrQueue = async (
  house: PaymentsHouse,
  one: Waiting,
  decided?: Awaited<ReturnType<typeof decideEarly>>,
): Promise<void> => {
  if (!(await house.finish(one, decided))) house.waiting.push(one);
};

const minor = (amount: string): bigint =>
  parseMoney(usdWire(amount), { allowZero: true, allowNegative: true }).amountMinor;

/** What the bank has of our money: the twin's own statement up to now. */
const atTheBank = (house: PaymentsHouse): bigint =>
  house.rows.ofKind('bank-statement-entry').reduce((sum, row) => {
    const entry = statementEntry.parse(decodeFromRow(row.data));
    if (entry.bookedAt > house.now || entry.amount.currency !== 'USD') return sum;
    return entry.side === 'credit' ? sum + minor(entry.amount.amount) : sum - minor(entry.amount.amount);
  }, 0n);

test('whatever comes in whatever order: each payable is paid once, and the books agree with the bank to the cent', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(command, fc.array(fc.nat(), { maxLength: 8 })), { minLength: 1, maxLength: 12 }),
      fc.constantFrom('Seller Ltd', ...payoutScripts.map(([word]) => word)),
      async (script, holderName) => {
        const house = new PaymentsHouse();
        const desk = openDesk(house);
        for (const one of names) desk.owe(one, usdWire(due[one]));
        desk.fund('2040', usdWire('1000.00'), seller);
        desk.screen(seller, 'clear');
        desk.verify(seller);
        desk.setAccount(seller, holderName);
        await house.settle();

        // When everything happens, in disorder
        for (const [one, dice] of script) {
          await perform(house, desk, one);
          await stir(house, dice);
        }
        // And at last the partners have told all and every deadline has passed
        for (let hours = 0; hours < 144; hours += 1) {
          await house.settle();
          house.advance(3_600);
        }
        await house.settle();

        // Then each payable was paid once or not at all, and what was paid stands in its escrow
        const paid = house.told(payablePaid).map(({ payableId }) => payableId);
        expect(new Set(paid).size).toBe(paid.length);
        for (const one of names) {
          const [payableId, escrowId] = [deterministicId('pay', one), deterministicId('esc', one)];
          const isPaid = paid.includes(payableId);
          expect((await desk.payable(payableId)).state === 'paid').toBe(isPaid);
          expect(house.balance('2010', 'USD', escrowId)).toBe(isPaid ? due[one] : '0.00');
        }
        // Then nothing is in transit, every charge that counts is settled, and our bank account is what the bank says
        for (const { payoutId, state } of house.told(payoutMoved)) {
          if (state !== 'sent') expect(house.balance('2090', 'USD', payoutId)).toBe('0.00');
        }
        expect(house.balance('1110', 'USD')).toBe('0.00');
        // The opening balance of the test came from nowhere, the tolerance from our own account.
        const booked =
          minor(house.balance('1010', 'USD')) - minor('1000.00') + minor(house.balance('1020', 'USD'));
        expect(booked).toBe(atTheBank(house));
        // Then client money is covered: what we owe is never more than what is on the account
        const owed = [
          ...names.map((one) => house.balance('2010', 'USD', deterministicId('esc', one))),
          ...names.map((one) => house.balance('2020', 'USD', deterministicId('pay', one))),
          ...house.told(receiptUnapplied).map(({ entryId }) => house.balance('2020', 'USD', entryId)),
          house.balance('2030', 'USD', payer),
          house.balance('2040', 'USD', seller),
        ].reduce((sum, amount) => sum + minor(amount), 0n);
        expect(minor(house.balance('1010', 'USD'))).toBe(owed);
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);
