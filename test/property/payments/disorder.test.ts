import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chargebackReceived,
  chargebackReversed,
  payableCancellationRequested,
  payablePaid,
  payoutMoved,
} from '../../../functions/payments/contract.ts';
import { payoutScripts } from '../../../functions/sandbox/bank/scripts.ts';
import { chargeRow } from '../../../functions/sandbox/psp/charge.ts';
import { cardTokens } from '../../../functions/sandbox/psp/tokens.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addMoney, formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { decodeFromRow } from '../../../shared/persistence/codec.ts';
import { PaymentsHouse, type Waiting } from '../../support/payments-house.ts';
import { openReconciliation } from '../../support/reconciliation-desk.ts';
import { openDesk, usdWire } from '../../unit/payments/money-desk.ts';

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
  fc.record({
    kind: fc.constant('chargeback' as const),
    which: fc.nat({ max: 5 }),
    amount: fc.constantFrom(undefined, '100.00'),
    outcome: fc.constantFrom('won' as const, 'lost' as const, 'open' as const),
    copies: fc.integer({ min: 1, max: 2 }),
    isReordered: fc.boolean(),
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
    else if (one.kind === 'chargeback') {
      const { which, amount, ...rest } = one;
      const charges = house.rows
        .ofKind('psp-charge')
        .map((row) => chargeRow.parse(decodeFromRow(row.data)))
        .filter(({ outcome }) => outcome === 'succeeded');
      const charge = charges[which % Math.max(1, charges.length)];
      if (!charge) return;
      const body = { ...rest, chargeId: charge.chargeId, chargebackId: `CBK-${house.rows.rows.size}` };
      await house.twins.psp('/chargebacks', { ...body, ...(amount ? { amount: usdWire(amount) } : {}) });
    } else if (one.kind === 'cancel') {
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

/** What escrow would do with a chargeback of money that it still holds; its own tests prove that it does. */
const bookForEscrow = (house: PaymentsHouse, desk: ReturnType<typeof openDesk>): void => {
  const book = (
    {
      chargebackId,
      shares,
    }: ReturnType<typeof house.told<ReturnType<typeof chargebackReceived.schema.parse>>>[number],
    name: string,
    taken: 'debit' | 'credit',
  ): void => {
    const back = taken === 'debit' ? ('credit' as const) : ('debit' as const);
    for (const { account, amount, fee, payableId } of shares) {
      if (account.code !== '2010') continue;
      const whole = formatMoney(
        addMoney(parseMoney(amount, { allowZero: true }), parseMoney(fee, { allowZero: true })),
      );
      const postings = [
        { code: '2010' as const, owner: account.owner, side: taken, amount },
        { code: '4020' as const, side: taken, amount: fee },
        { code: '1110' as const, side: back, amount: whole },
      ].filter((posting) => minor(posting.amount.amount) > 0n);
      desk.post(`${name} ${chargebackId} ${payableId}`, postings, { chargebackId });
    }
  };
  for (const one of house.told(chargebackReceived)) book(one, 'taken', 'debit');
  for (const one of house.told(chargebackReversed))
    book({ ...one, reason: '', receivedAt: one.reversedAt }, 'back', 'credit');
};

/** Operators end what waits for them, one way or the other. */
const workOff = async (house: PaymentsHouse, isGenerous: boolean): Promise<void> => {
  const operator = { isOperator: true };
  for (const row of house.rows.ofKind('payment')) {
    const { paymentId, heldBecause } = decodeFromRow(row.data) as { paymentId: string; heldBecause?: string };
    if (heldBecause === undefined) continue;
    const decision = isGenerous || heldBecause === 'settlement_mismatch' ? 'accept' : 'refund';
    const request = { params: { paymentId }, body: { decision, reason: 'a test' } };
    await house.call('resolvePaymentHold', 'house', request, operator);
  }
  for (const row of house.rows.ofKind('receipt')) {
    const { entryId, state } = decodeFromRow(row.data) as { entryId: string; state: string };
    if (state !== 'unapplied' || isGenerous) continue;
    const account = {
      holderName: 'Payer',
      accountNumber: 'NL66SNDB0000000011',
      bic: 'SNDBNL2AXXX',
      bankCountry: 'NL',
    };
    const request = { params: { entryId }, body: { reason: 'sent by mistake', account } };
    await house.call('returnReceipt', 'house', request, operator);
  }
};

const pass = async (house: PaymentsHouse, days: number): Promise<void> => {
  for (let hours = 0; hours < days * 24; hours += 3) {
    await house.settle();
    house.advance(3 * 3_600);
  }
  await house.settle();
};

test('whatever comes in whatever order: each payable is paid once, and books, bank, PSP and states agree to the cent', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(command, fc.array(fc.nat(), { maxLength: 8 })), { minLength: 1, maxLength: 12 }),
      fc.constantFrom('Seller Ltd', ...payoutScripts.map(([word]) => word)),
      fc.boolean(),
      fc.infiniteStream(fc.nat()),
      async (script, holderName, isGenerous, shuffle) => {
        const house = new PaymentsHouse();
        const desk = openDesk(house);
        const proof = openReconciliation(house);
        for (const one of names) desk.owe(one, usdWire(due[one]));
        const proceeds = desk.owe('proceeds', usdWire('1000.00'), { code: '2040', owner: seller });
        await house.settle();
        await house.twins.transfer({ reference: proceeds.reference, amount: usdWire('1000.00') });
        desk.screen(seller, 'clear');
        desk.verify(seller);
        desk.setAccount(seller, holderName);
        await house.settle();

        // When everything happens, in disorder
        for (const [one, dice] of script) {
          await perform(house, desk, one);
          await stir(house, dice);
        }
        // And at last the partners have told all, people have worked off what waited, and every deadline has passed
        await pass(house, 6);
        await workOff(house, isGenerous);
        await pass(house, 20);
        bookForEscrow(house, desk);
        house.advance(600);
        await proof.settleClientMoney();
        await pass(house, 5);

        // Then each payable was paid once or not at all, and what was paid stands in its escrow but for what was charged back
        const paid = house.told(payablePaid).map(({ payableId }) => payableId);
        expect(new Set(paid).size).toBe(paid.length);
        const takenBack = (escrowId: string): bigint => {
          const sum = (
            list: readonly {
              shares: readonly { account: { owner: string }; amount: { amount: string } }[];
            }[],
          ) =>
            list
              .flatMap(({ shares }) => shares)
              .filter(({ account }) => account.owner === escrowId)
              .reduce((total, { amount }) => total + minor(amount.amount), 0n);
          return sum(house.told(chargebackReceived)) - sum(house.told(chargebackReversed));
        };
        for (const one of names) {
          const [payableId, escrowId] = [deterministicId('pay', one), deterministicId('esc', one)];
          const isPaid = paid.includes(payableId);
          expect((await desk.payable(payableId)).state === 'paid').toBe(isPaid);
          expect(minor(house.balance('2010', 'USD', escrowId))).toBe(
            (isPaid ? minor(due[one]) : 0n) - takenBack(escrowId),
          );
        }
        // Then nothing is in transit
        for (const { payoutId, state } of house.told(payoutMoved)) {
          if (state !== 'sent') expect(house.balance('2090', 'USD', payoutId)).toBe('0.00');
        }
        // Then the three-way proof finds nothing, in whatever order reconciliation heard of it, and nothing is open
        const dice = shuffle[Symbol.iterator]();
        await proof.hear(() => dice.next().value ?? 0);
        const report = await proof.run();
        expect(report.breaks).toEqual([]);
        expect(report.unreachable).toEqual([]);
        for (const book of report.books)
          expect(book).toMatchObject({ isProven: true, openLines: 0, openEntries: 0, outside: book.ledger });
        expect(report.clientMoney.every(({ coverage }) => coverage === 'safeguarded')).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
}, 240_000);
