import { describe, expect, test } from 'vitest';
import { readBankMessage } from '../../../functions/payments/bank/messages.ts';
import { failureReasonOf } from '../../../functions/payments/domain/failure-reasons.ts';
import { heldPayout, holdReasons, releasedPayout } from '../../../functions/payments/domain/hold.ts';
import { bankOnly, planLegs, planRefund } from '../../../functions/payments/domain/payout.ts';
import {
  type BeneficiaryFacts,
  explainHold,
  holdOf,
} from '../../../functions/payments/domain/payout-hold.ts';
import { executionDateOf, minimumPayoutAt, railAt } from '../../../functions/payments/domain/rails.ts';
import { writeGroupRejection } from '../../../functions/sandbox/bank/messages.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { noon, payable, payableIdOf, payout, usd } from './samples.ts';

const payoutId = 'pot_01K9Z3V5T8QW2M4N6P8R0S1T3V';
const account = { holderName: 'A', accountNumber: 'NL66SNDB0000000011', bic: 'SNDBNL2A', bankCountry: 'NL' };

describe('the day on which the bank executes', () => {
  test.each([
    ['EUR', 'a Monday before the cut-off of 15:30 in Amsterdam', '2026-11-23T14:29:59.999Z', '2026-11-23'],
    ['EUR', 'the very moment of the cut-off', '2026-11-23T14:30:00.000Z', '2026-11-24'],
    ['EUR', 'summer time, when 15:30 is 13:30 UTC', '2026-07-06T13:30:00.000Z', '2026-07-07'],
    ['EUR', 'a Saturday', '2026-11-21T08:00:00.000Z', '2026-11-23'],
    ['EUR', 'Friday evening', '2026-11-20T18:00:00.000Z', '2026-11-23'],
    [
      'EUR',
      'Christmas Eve after the cut-off (25 and 26 are TARGET closing days)',
      '2026-12-24T18:00:00.000Z',
      '2026-12-28',
    ],
    ['EUR', 'Maundy Thursday evening (Good Friday, Easter Monday)', '2027-03-25T18:00:00.000Z', '2027-03-30'],
    ['USD', 'Thanksgiving', '2026-11-26T08:00:00.000Z', '2026-11-27'],
    ['EUR', 'Thanksgiving, which Europe does not keep', '2026-11-26T08:00:00.000Z', '2026-11-26'],
    ['CNY', 'the National Day week', '2026-10-01T08:00:00.000Z', '2026-10-08'],
    ['CNY', 'noon in Amsterdam, when banks in China have closed', '2026-11-23T11:00:00.000Z', '2026-11-24'],
    ['KRW', 'Chuseok', '2026-09-24T05:00:00.000Z', '2026-09-28'],
    ['SEK', 'a currency without a rail of its own, after 12:00', '2026-11-23T11:00:00.000Z', '2026-11-24'],
    [
      'KRW',
      'a year without Korean data: weekends and TARGET days still count',
      '2029-05-01T05:00:00.000Z',
      '2029-05-02',
    ],
  ])('%s on %s', (currency, _when, now, expected) => {
    const at = parseInstant(now);
    expect(executionDateOf(railAt(currency, at), at)).toBe(expected);
  });

  test.each([
    ['USD', '10.00'],
    ['EUR', '1.00'],
    ['KRW', '15000'],
    ['SEK', undefined],
  ])('the minimum payout of %s is %s', (currency, expected) => {
    const minimum = minimumPayoutAt(currency, noon);
    expect(minimum && formatMoney(minimum).amount).toBe(expected);
  });
});

describe('holdOf', () => {
  const bankLegs = planLegs(payoutId, usd('100.00'), bankOnly(usd('100.00')));
  const paidByCard = payable({
    payableId: payableIdOf(1),
    state: 'paid',
    paid: {
      method: 'card',
      at: noon,
      journalId: 'jrn_x',
      paymentId: 'pmt_1',
      byCard: usd('100.00'),
      refundedToCard: usd('0.00'),
    },
  });
  const cardLegs = planLegs(payoutId, usd('100.00'), planRefund(usd('100.00'), [paidByCard]));
  const known: BeneficiaryFacts = {
    isScreenedClear: true,
    account,
    accountSince: parseInstant('2026-11-19T12:00:00.000Z'),
    isVerified: false,
    wasPaidBefore: false,
  };
  const sale = {
    legs: bankLegs,
    purpose: 'seller_payout' as const,
    debitCode: '2040' as const,
    createdAt: noon,
  };
  const fresh = { ...known, accountSince: parseInstant('2026-11-19T12:00:00.001Z') };

  test.each([
    ['not screened', sale, { ...known, isScreenedClear: false, account: undefined }, 'screening_not_clear'],
    ['no account', sale, { ...known, account: undefined }, 'bank_account_missing'],
    ['all known, the account for three days', sale, known, undefined],
    ['the account a moment less than three days', sale, fresh, 'first_payout'],
    ['the same, confirmed by a register', sale, { ...fresh, isVerified: true }, undefined],
    ['the same, paid before', sale, { ...fresh, wasPaidBefore: true }, undefined],
    ['the same, but out of the wallet', { ...sale, debitCode: '2030' as const }, fresh, undefined],
    ['the same, but a refund', { ...sale, purpose: 'refund' as const }, fresh, undefined],
    ['a card needs no account', { ...sale, legs: cardLegs }, { ...known, account: undefined }, undefined],
    ['a repetition nobody approved', { ...sale, approval: { askedBy: 'mem_1' } }, known, 'approval_missing'],
    [
      'a repetition that is approved',
      { ...sale, approval: { askedBy: 'mem_1', approvedBy: 'mem_2' } },
      known,
      undefined,
    ],
  ])('%s', (_name, one, facts, expected) => {
    expect(holdOf(one, facts, noon)?.reason).toBe(expected);
  });

  test('where nobody knows since when the account is there, the request counts, so that the hold ends', () => {
    const unknown = { ...fresh, accountSince: undefined };
    const later = parseInstant('2026-11-25T11:59:59.999Z');
    expect(holdOf(sale, unknown, later)?.expectedReleaseAt).toBe('2026-11-25T12:00:00.000Z');
    expect(holdOf(sale, unknown, parseInstant('2026-11-25T12:00:00.000Z'))).toBeUndefined();
  });

  test('a first payout knows when it may go', () => {
    expect(holdOf(sale, fresh, noon)?.expectedReleaseAt).toBe('2026-11-22T12:00:00.001Z');
  });

  test('every hold stays in the history, with its end', () => {
    const later = parseInstant('2026-11-22T13:00:00.000Z');
    const held = heldPayout(payout(), { reason: 'bank_account_missing', heldAt: noon });
    const again = heldPayout(held, { reason: 'screening_not_clear', heldAt: later });
    expect(releasedPayout(again, later)).toMatchObject({
      reason: undefined,
      holds: [
        { reason: 'bank_account_missing', heldAt: noon, releasedAt: later },
        { reason: 'screening_not_clear', heldAt: later, releasedAt: later },
      ],
    });
  });

  test.each(holdReasons)('%s is explained in a sentence', (reason) => {
    expect(explainHold({ reason, heldAt: noon }, 'KRW').text).toMatch(/^[A-Z].{20,}\.$/);
  });
});

describe('why a payout did not arrive', () => {
  test.each([
    ['AC04', 'The account is closed.', true],
    ['RC01', 'The BIC is wrong.', true],
    ['AM04', 'The account of the house was short of funds.', false],
    ['CUST', 'The transfer was called back.', false],
    ['KTO ERLOSCHEN', 'The bank or PSP says "KTO ERLOSCHEN".', false],
    ['toString', 'The bank or PSP says "toString".', false],
  ])('%s: %s', (code, text, isAccountFault) => {
    expect(failureReasonOf(code)).toMatchObject({ code, text, isAccountFault });
  });
});

describe('a status report', () => {
  const report = (inside: string): string =>
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>${inside}</CstmrPmtStsRpt></Document>`;
  const statusesOf = (inside: string) => readBankMessage(report(inside)).statuses;
  const group = (inside: string) =>
    `<OrgnlGrpInfAndSts><OrgnlMsgId>POT-1</OrgnlMsgId>${inside}</OrgnlGrpInfAndSts>`;
  const block = (inside: string) =>
    `<OrgnlPmtInfAndSts><OrgnlPmtInfId>POT-1</OrgnlPmtInfId>${inside}</OrgnlPmtInfAndSts>`;
  const transfer = (status: string, inside = '') =>
    `<TxInfAndSts><OrgnlEndToEndId>POT-1</OrgnlEndToEndId><TxSts>${status}</TxSts>${inside}</TxInfAndSts>`;
  const because = (code: string) => `<StsRsnInf><Rsn><Cd>${code}</Cd></Rsn></StsRsnInf>`;

  test('that rejects the whole message is the status of its one transfer', () => {
    const text = writeGroupRejection({
      messageId: 'S',
      at: noon,
      originalMessageId: 'POT-1',
      reasonCode: 'AM10',
    });
    expect(readBankMessage(text).statuses).toEqual([
      { endToEndId: 'POT-1', status: 'rejected', reason: 'AM10' },
    ]);
  });

  test.each([
    [
      'a block that is rejected',
      group('') + block(`<PmtInfSts>RJCT</PmtInfSts>${because('DT01')}`),
      [['rejected', 'DT01']],
    ],
    [
      'a transfer before its message',
      group('<GrpSts>RJCT</GrpSts>') + block(transfer('ACSP')),
      [['accepted', undefined]],
    ],
    ['a reason that stands on the block', block(because('FF01') + transfer('RJCT')), [['rejected', 'FF01']]],
    ['a transfer that was cancelled', block(transfer('CANC', because('CUST'))), [['rejected', 'CUST']]],
    [
      'a reason in the bank’s own words',
      block(transfer('RJCT', '<StsRsnInf><Rsn><Prtry>X1</Prtry></Rsn></StsRsnInf>')),
      [['rejected', 'X1']],
    ],
    ['what is pending', block(transfer('PDNG')), []],
    ['what was only received', group('<GrpSts>RCVD</GrpSts>'), []],
    ['a code that begins like an acceptance', block(transfer('ACXX')), []],
  ])('%s', (_name, inside, expected) => {
    expect(statusesOf(inside).map(({ status, reason }) => [status, reason])).toEqual(expected);
  });

  test('without an id is refused', () => {
    expect(() => statusesOf('<OrgnlGrpInfAndSts><GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts>')).toThrow(
      'original id',
    );
  });
});
