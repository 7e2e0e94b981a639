import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assertJournal } from '../../../functions/ledger/domain/journal.ts';
import { readBankMessage } from '../../../functions/payments/bank/messages.ts';
import { cardFeeOn } from '../../../functions/payments/domain/card-fee.ts';
import {
  isCreditorReference,
  toCreditorReference,
} from '../../../functions/payments/domain/creditor-reference.ts';
import { cardReceived, receiptApplied } from '../../../functions/payments/domain/journals.ts';
import { decideReceipt, type Payable } from '../../../functions/payments/domain/payable.ts';
import { decideCharge } from '../../../functions/payments/domain/payment.ts';
import { planLegs, planRefund, railAmountOf } from '../../../functions/payments/domain/payout.ts';
import { toleranceFor } from '../../../functions/payments/domain/transfer-tolerance.ts';
import { settleGross } from '../../../functions/sandbox/psp/charge.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { money, sumMoney, zeroMoney } from '../../../shared/kernel/money.ts';
import { cardPayment, noon, payable, payableIdOf } from '../../unit/payments/samples.ts';

const on = parseBusinessDate('2026-11-22');
const currency = fc.constantFrom('USD', 'EUR', 'KRW', 'KWD', 'INR');
const amountMinor = fc.bigInt({ min: 1n, max: 10n ** 13n });
const paymentId = 'pmt_01K9Z3V5T8QW2M4N6P8R0S1T3V';

const openPayables = fc
  .tuple(
    currency,
    fc.array(fc.tuple(amountMinor, fc.bigInt({ min: 0n, max: 99n })), { minLength: 1, maxLength: 10 }),
  )
  .map(([code, parts]) =>
    parts.map(([amount, percentReceived], index): Payable => {
      const received = (amount * percentReceived) / 100n;
      return payable({
        payableId: payableIdOf(index),
        creditOwner: `esc_${index}`,
        amount: money(code, amount),
        received: money(code, received),
        state: received > 0n ? 'partly_paid' : 'open',
        cardPaymentId: paymentId,
      });
    }),
  );

test('one card payment over many payables: the lines sum to the base, the journal takes exactly the charge', () => {
  fc.assert(
    fc.property(openPayables, fc.array(fc.integer({ min: 0, max: 9 })), (payables, settledMeanwhile) => {
      const code = payables[0]?.amount.currency ?? 'USD';
      const base = sumMoney(
        code,
        payables.map((one) => money(code, one.amount.amountMinor - one.received.amountMinor)),
      );
      const payment = cardPayment(payables, cardFeeOn(base, on));
      expect(payment.base).toEqual(base);
      // Some of the payables were paid by transfer while the card was being charged.
      const later = payables.map(
        (one, index): Payable =>
          settledMeanwhile.includes(index) ? { ...one, state: 'paid', received: zeroMoney(code) } : one,
      );
      const decision = decideCharge(payment, later, { kind: 'succeeded', amount: payment.total });
      if (decision.kind !== 'succeeded') throw new Error('It succeeds');
      const journal = cardReceived(payment, decision.lines);
      assertJournal(journal);
      const charged = journal.postings.filter((posting) => posting.code === '1110');
      expect(charged.map((posting) => posting.amount)).toEqual([payment.total]);
      const spread = decision.lines.reduce(
        (sum, line) => sum + line.applied.amountMinor + line.excess.amountMinor,
        0n,
      );
      expect(spread).toBe(payment.base.amountMinor);
    }),
  );
});

test('the PSP’s own fee is the one that was put on top', () => {
  fc.assert(
    fc.property(currency, amountMinor, (code, minor) => {
      const base = money(code, minor);
      const fee = cardFeeOn(base, on);
      expect(settleGross(money(code, minor + fee.amountMinor))).toEqual({ net: base, fee });
    }),
  );
});

test('a transfer pays, is kept or is too much: what came is always accounted for, and we bear no more than tolerated', () => {
  fc.assert(
    fc.property(currency, amountMinor, amountMinor, (code, due, came) => {
      const target = payable({ amount: money(code, due) });
      const receipt = { entryId: 'bke_x', amount: money(code, came) };
      const decision = decideReceipt(target, receipt.amount, on);
      if (decision.kind === 'kept') {
        expect(decision.received.amountMinor).toBe(came);
        expect(decision.missing.amountMinor).toBe(due - came);
        expect(due - came > toleranceFor(target.amount, on).amountMinor).toBe(true);
        return;
      }
      if (decision.kind !== 'paid') throw new Error('It is open and in its currency');
      const { tolerated, excess } = decision;
      expect(came + tolerated.amountMinor).toBe(due + excess.amountMinor);
      expect(tolerated.amountMinor <= toleranceFor(target.amount, on).amountMinor).toBe(true);
      expect(tolerated.amountMinor * 2n <= due).toBe(true);
      assertJournal(receiptApplied(receipt, target, decision));
    }),
  );
});

test('the tolerance grows with the amount and stops at fifty dollars', () => {
  fc.assert(
    fc.property(amountMinor, amountMinor, (one, other) => {
      const [small, large] = one < other ? [one, other] : [other, one];
      const of = (minor: bigint): bigint => toleranceFor(money('USD', minor), on).amountMinor;
      expect(of(small) <= of(large)).toBe(true);
      expect(of(large) <= 5_000n).toBe(true);
    }),
  );
});

// MOD 97-10 notices every exchange within one kind: a letter counts as two digits, so a digit for a letter shifts the rest.
test('every creditor reference that is made checks out, and one wrong digit or letter is noticed', () => {
  const letters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const body = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 21 });
  fc.assert(
    fc.property(body, fc.nat(), fc.integer({ min: 1, max: 9 }), (text, at, by) => {
      const reference = toCreditorReference(text);
      expect(isCreditorReference(reference)).toBe(true);
      const index = 4 + (at % text.length);
      const old = letters.indexOf(reference.charAt(index));
      const [first, size] = old < 10 ? [0, 10] : [10, 26];
      const changed = letters[first + ((old - first + by) % size)] ?? '';
      expect(isCreditorReference(reference.slice(0, index) + changed + reference.slice(index + 1))).toBe(
        false,
      );
    }),
  );
});

test('a refund’s legs sum to it, and no card gets back more than it paid', () => {
  const paid = fc.record({
    byCard: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    percentBack: fc.bigInt({ min: 0n, max: 100n }),
  });
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 10n }), fc.array(paid, { maxLength: 8 }), (minor, parts) => {
      const originals = parts.map(({ byCard, percentBack }, index) =>
        payable({
          payableId: payableIdOf(index),
          state: 'paid',
          paid: {
            method: 'card',
            at: noon,
            journalId: 'jrn_x',
            paymentId: `pmt_${index % 3}`,
            byCard: money('USD', byCard),
            refundedToCard: money('USD', (byCard * percentBack) / 100n),
          },
        }),
      );
      const amount = money('USD', minor);
      const plan = planRefund(amount, originals);
      const legs = planLegs('pot_01K9Z3V5T8QW2M4N6P8R0S1T3V', amount, plan);
      expect(legs.reduce((sum, leg) => sum + leg.amount.amountMinor, 0n)).toBe(minor);
      expect(new Set(legs.map((leg) => leg.legId)).size).toBe(legs.length);
      for (const { payable: original, amount: part } of plan.toCards) {
        const { byCard, refundedToCard } = original.paid ?? { byCard: amount, refundedToCard: amount };
        expect(refundedToCard.amountMinor + part.amountMinor <= byCard.amountMinor).toBe(true);
      }
    }),
  );
});

test('what a rail carries is never more than what is owed', () => {
  fc.assert(
    fc.property(fc.constantFrom('HUF', 'IDR', 'KWD', 'USD', 'KRW'), amountMinor, (code, minor) => {
      const carried = railAmountOf(money(code, minor)).amountMinor;
      expect(carried <= minor && carried >= 0n && minor - carried < 100n).toBe(true);
    }),
  );
});

test('the reader of bank messages refuses or reads, and never fails in any other way', () => {
  const tag = fc.constantFrom(
    'Document',
    'BkToCstmrDbtCdtNtfctn',
    'Ntfctn',
    'Ntry',
    'Amt',
    'Sts',
    '<',
    '&',
    '/>',
  );
  const hostile = fc.array(fc.oneof(tag, fc.string()), { maxLength: 30 }).map((parts) => parts.join('<'));
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string()), (text) => {
      try {
        readBankMessage(text);
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
      }
    }),
  );
});
