import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  escrowChargedBack,
  escrowRefunded,
  escrowReleaseApproved,
  escrowReleased,
  escrowRequestRefused,
} from '../../../functions/escrow/contract.ts';
import { availableOf, frozenOf, heldOf } from '../../../functions/escrow/domain/escrow.ts';
import {
  addJournal,
  proveConservation,
  trialBalanceOf,
} from '../../../functions/ledger/domain/trial-balance.ts';
import { readJournal } from '../../../functions/ledger/row-readers.ts';
import { payoutRequested } from '../../../functions/payments/contract.ts';
import { settlementCompleted } from '../../../functions/settlement/contract.ts';
import { addMoney, formatMoney, parseMoney, sumMoney } from '../../../shared/kernel/money.ts';
import { MoneyHouse } from '../../support/money-house.ts';
import { createTrade, escrowId } from '../../support/money-trade.ts';

const amount = fc.option(
  fc
    .bigInt({ min: 1n, max: 25_000_00n })
    .map((minor) => formatMoney({ currency: 'USD', amountMinor: minor }).amount),
  { nil: undefined },
);
const someAmount = fc
  .bigInt({ min: 1n, max: 9_000_00n })
  .map((minor) => formatMoney({ currency: 'USD', amountMinor: minor }).amount);
const name = fc.constantFrom('a', 'b', 'c');
const claimed = { a: '100.00', b: '2500.00', c: '9000.00' } as const;
const dispute = fc.constantFrom('d1', 'd2');

type Trade = ReturnType<typeof createTrade>;
type Wish = (trade: Trade) => void;

const wish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<Wish>(
      (trade) => trade.pay('deposit'),
      (trade) => trade.pay('balance'),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(name, amount).map(
      ([id, asked]): Wish =>
        (trade) =>
          trade.release(id, asked),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(name, amount).map(
      ([id, asked]): Wish =>
        (trade) =>
          trade.refund(id, asked),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(dispute, someAmount).map(
      ([id, share]): Wish =>
        (trade) =>
          trade.freeze(id, share),
    ),
  },
  {
    weight: 1,
    arbitrary: dispute.map(
      (id): Wish =>
        (trade) =>
          trade.unfreeze(id),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('deposit', 'balance'), fc.constantFrom('cb1', 'cb2')).map(
      ([instalment, id]): Wish =>
        (trade) =>
          trade.chargeBack(instalment, id),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('cb1', 'cb2').map(
      (id): Wish =>
        (trade) =>
          trade.winChargeback(id),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Wish>((trade) => trade.payAgain()) },
  {
    weight: 1,
    arbitrary: fc.tuple(name, fc.constantFrom('third_party' as const, 'lender' as const)).map(
      ([id, step]): Wish =>
        (trade) =>
          trade.claim(`${step}-${id}`, step, claimed[id]),
    ),
  },
);

/** What happens next: a wish of another context, a message, a message twice, two messages at once, a leg of the machine. */
const move = fc.oneof(
  { weight: 3, arbitrary: wish.map((run) => ({ kind: 'wish' as const, run })) },
  { weight: 4, arbitrary: fc.nat().map((pick) => ({ kind: 'deliver' as const, pick })) },
  { weight: 1, arbitrary: fc.nat().map((pick) => ({ kind: 'deliver twice' as const, pick })) },
  { weight: 2, arbitrary: fc.tuple(fc.nat(), fc.nat()).map((picks) => ({ kind: 'race' as const, picks })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'leg' as const }) },
);

const play = async (moves: readonly (typeof move extends fc.Arbitrary<infer One> ? One : never)[]) => {
  const house = new MoneyHouse();
  const trade = createTrade(house);
  trade.open();
  const take = (pick: number) => house.queue.splice(pick % house.queue.length, 1)[0];
  const again = async (delivery: ReturnType<typeof take>) => {
    if (delivery && !(await house.finish(delivery))) house.queue.push(delivery);
  };
  for (const step of moves) {
    if (step.kind === 'wish') step.run(trade);
    else if (step.kind === 'leg') {
      const due = [...house.legs].find(([, state]) => state === 'waiting');
      if (due && (await house.settlements.find(due[0]))) await house.runLeg(due[0]);
    } else if (house.queue.length > 0) {
      if (step.kind === 'deliver') await again(take(step.pick));
      if (step.kind === 'deliver twice') {
        const delivery = take(step.pick);
        await again(delivery);
        await again(delivery);
      }
      if (step.kind === 'race') {
        const [one, other] = [take(step.picks[0]), house.queue.length > 0 ? take(step.picks[1]) : undefined];
        const decided = one && (await house.decide(one).catch(() => undefined));
        await again(other);
        if (one && !(await house.finish(one, decided))) house.queue.push(one);
      }
    }
  }
  await house.settle();
  return { house, trade };
};

const always = (check: (played: Awaited<ReturnType<typeof play>>) => Promise<void> | void) =>
  fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 40 }), async (moves) => check(await play(moves))),
    { numRuns: 150 },
  );

const wires = (amounts: readonly { amount: { currency: string; amount: string } }[]) =>
  sumMoney(
    'USD',
    amounts.map((one) => parseMoney(one.amount, { allowZero: true })),
  );

describe('an escrow, whatever is asked of it in whatever order', () => {
  test('holds what was funded less what was released and refunded, and the ledger says the same', async () => {
    await always(async ({ house, trade }) => {
      const found = await house.escrows.find(escrowId);
      if (!found) return;
      const { data: escrow } = found;
      const gone = [escrow.released, escrow.refunded, escrow.chargedBack];
      expect(gone.reduce(addMoney, heldOf(escrow))).toEqual(escrow.funded);
      expect(frozenOf(escrow).amountMinor).toBeLessThanOrEqual(availableOf(escrow).amountMinor);
      expect(trade.balance(`2010:ENT:USD:${escrowId}`)).toEqual([
        formatMoney(availableOf(escrow)).amount,
        formatMoney(escrow.reserved).amount,
      ]);
    });
  });

  test('never pays out more than was paid in, and says what it did', async () => {
    await always(async ({ house, trade }) => {
      const escrow = (await house.escrows.find(escrowId))?.data;
      if (!escrow) return;
      expect(wires(trade.events(escrowReleased))).toEqual(escrow.released);
      expect(wires(trade.events(escrowRefunded))).toEqual(escrow.refunded);
      expect(wires(trade.events(payoutRequested))).toEqual(escrow.refunded);
      const taken = trade.events(escrowChargedBack).map(({ fromEscrow }) => ({ amount: fromEscrow }));
      expect(wires(taken)).toEqual(escrow.chargedBack);
      const out = escrow.released.amountMinor + escrow.refunded.amountMinor + escrow.chargedBack.amountMinor;
      expect(out).toBeLessThanOrEqual(escrow.funded.amountMinor);
      // A chargeback is borne to the cent: by the escrow, the seller, the payer.
      for (const { fromEscrow, fromSeller, fromPayer } of trade.events(escrowChargedBack)) {
        expect(wires([fromEscrow, fromSeller, fromPayer].map((amount) => ({ amount })))).toEqual(
          parseMoney({ currency: 'USD', amount: '1000.00' }),
        );
      }
    });
  });

  test('answers each request once: approved or refused', async () => {
    await always(({ trade }) => {
      const approved = trade.events(escrowReleaseApproved).map(({ releaseId }) => releaseId);
      const refunded = trade.events(escrowRefunded).map(({ refundId }) => refundId);
      const refused = trade
        .events(escrowRequestRefused)
        .map(({ requestId }) => requestId)
        .filter((id) => !id.startsWith('dsp_'));
      const answers = [...approved, ...refunded, ...refused];
      expect(new Set(answers).size).toBe(answers.length);
    });
  });

  test('settles each approved release once, line by line to the cent', async () => {
    await always(({ trade }) => {
      const approved = trade.events(escrowReleaseApproved);
      const settled = trade.events(settlementCompleted);
      expect(settled.map(({ releaseId }) => releaseId).sort()).toEqual(
        approved.map(({ releaseId }) => releaseId).sort(),
      );
      for (const { amount: released, lines } of settled) {
        const paid = lines.map((line) => ({ amount: line.paid }));
        expect(formatMoney(wires(paid))).toEqual(released);
      }
    });
  });

  test('leaves the books in balance and client money covered', async () => {
    await always(({ house }) => {
      const sums = trialBalanceOf(house.now);
      for (const row of house.rows.ofKind('journal')) addJournal(sums, readJournal(row));
      for (const proof of proveConservation(sums)) {
        expect(proof.isBalanced).toBe(true);
        expect(proof.isCovered).toBe(true);
      }
    });
  });
});
