import { describe, expect, test } from 'vitest';
import { cardFeeOn } from '../../../functions/payments/domain/card-fee.ts';
import { chargeSettled } from '../../../functions/payments/domain/card-journals.ts';
import { cardReceived } from '../../../functions/payments/domain/journals.ts';
import { decideCharge } from '../../../functions/payments/domain/payment.ts';
import { settleGross } from '../../../functions/sandbox/psp/charge.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { buyerId, cardPayment, escrowId, linesOf, payable, payableIdOf, usd } from './samples.ts';

const paymentId = 'pmt_01K9Z3V5T8QW2M4N6P8R0S1T3V';
const fee = usd('187.62');
const deposit = payable({ cardPaymentId: paymentId });

const decideOn = (
  outcome: Parameters<typeof decideCharge>[2],
  payables = [deposit],
  state: Parameters<typeof cardPayment>[2] = 'processing',
) => decideCharge(cardPayment([deposit], fee, state), payables, outcome);

describe('the worked order: a deposit of 6,360.00 by card', () => {
  test('bears 2.95 % on top', () => {
    expect(cardFeeOn(usd('6360.00'), parseBusinessDate('2026-11-22'))).toEqual(usd('187.62'));
    expect(
      cardFeeOn(parseMoney({ currency: 'JPY', amount: '101' }), parseBusinessDate('2026-11-22')).amountMinor,
    ).toBe(3n);
  });

  test('is posted gross, and settled net of the fee', () => {
    const payment = cardPayment([deposit], fee);
    const decision = decideOn({ kind: 'succeeded', amount: usd('6547.62') });
    if (decision.kind !== 'succeeded') throw new Error('It succeeds');
    expect(linesOf(cardReceived(payment, decision.lines))).toEqual([
      'DR 1110 USD 6547.62',
      `CR 2010/${escrowId} USD 6360.00`,
      'CR 4020 USD 187.62',
    ]);
    expect(settleGross(usd('6547.62'))).toEqual({ net: usd('6360.00'), fee: usd('187.62') });
    expect(
      linesOf(chargeSettled(payment, { gross: usd('6547.62'), net: usd('6360.00'), fee: usd('187.62') })),
    ).toEqual(['DR 1010 USD 6360.00', 'DR 5010 USD 187.62', 'CR 1110 USD 6547.62']);
  });
});

describe('decideCharge, whatever the PSP says and in whatever order', () => {
  const ok = { kind: 'succeeded', amount: usd('6547.62') } as const;
  const no = { kind: 'failed', reason: 'card_declined' } as const;

  test.each([
    ['a success while it is created', ok, 'created', 'succeeded'],
    ['a success while it is processed', ok, 'processing', 'succeeded'],
    ['a success again', ok, 'succeeded', 'ignored'],
    ['a success after a failure', ok, 'failed', 'succeeded'],
    ['a failure', no, 'processing', 'failed'],
    ['a failure again', no, 'failed', 'ignored'],
    ['a failure after a success', no, 'succeeded', 'ignored'],
    ['a success of a payment by transfer', ok, 'awaiting_transfer', 'ignored'],
  ] as const)('%s', (_name, outcome, state, expected) => {
    expect(decideOn(outcome, [deposit], state).kind).toBe(expected);
  });

  test('another amount moves nothing and is looked into', () => {
    expect(decideOn({ kind: 'succeeded', amount: usd('6547.63') })).toEqual({
      kind: 'held',
      because: 'amount_mismatch',
    });
    const won = parseMoney({ currency: 'KRW', amount: '654762' });
    expect(decideOn({ kind: 'succeeded', amount: won }).kind).toBe('held');
  });

  test('a failure frees the payables that it locked and no others', () => {
    const other = payable({ payableId: payableIdOf(2), cardPaymentId: 'pmt_other' });
    const decision = decideOn(no, [deposit, other]);
    expect(decision).toEqual({ kind: 'failed', reason: 'card_declined', freed: [deposit] });
  });

  test('money for a payable that was paid in the meantime belongs to the payer', () => {
    const paidByTransfer = payable({ state: 'paid', cardPaymentId: paymentId });
    const decision = decideOn(ok, [paidByTransfer]);
    if (decision.kind !== 'succeeded') throw new Error('It succeeds');
    expect(linesOf(cardReceived(cardPayment([deposit], fee), decision.lines))).toEqual([
      'DR 1110 USD 6547.62',
      `CR 2030/${buyerId} USD 6360.00`,
      'CR 4020 USD 187.62',
    ]);
  });

  test('a part that came by transfer in the meantime is used, the rest of the card money is the payer’s', () => {
    const partly = payable({ state: 'partly_paid', received: usd('1000.00'), cardPaymentId: paymentId });
    const decision = decideOn(ok, [partly]);
    if (decision.kind !== 'succeeded') throw new Error('It succeeds');
    expect(linesOf(cardReceived(cardPayment([deposit], fee), decision.lines))).toEqual([
      'DR 1110 USD 6547.62',
      `DR 2020/${payableIdOf(1)} USD 1000.00`,
      `CR 2010/${escrowId} USD 6360.00`,
      `CR 2030/${buyerId} USD 1000.00`,
      'CR 4020 USD 187.62',
    ]);
  });
});
