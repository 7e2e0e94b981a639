import { describe, expect, test } from 'vitest';
import { isValidIban } from '../../../functions/parties/domain/iban.ts';
import { readBankMessage } from '../../../functions/payments/bank/messages.ts';
import { houseAccountFor } from '../../../functions/payments/domain/house-accounts.ts';
import { partnerAccountOf } from '../../../functions/payments/domain/partner-accounts.ts';
import { writeNotification, writeStatusReport } from '../../../functions/sandbox/bank/messages.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { noon } from './samples.ts';

const codeOf = (text: string): string => {
  try {
    readBankMessage(text);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'none';
};

const notification = (entry: string): string =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn>${entry}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
const entry = (parts: {
  amount?: string;
  currency?: string;
  side?: string;
  status?: string;
  reference?: string;
  date?: string;
}): string =>
  notification(
    `<Ntry>${parts.reference ?? '<NtryRef>E1</NtryRef>'}<Amt Ccy="${parts.currency ?? 'USD'}">${parts.amount ?? '14815.00'}</Amt><CdtDbtInd>${parts.side ?? 'CRDT'}</CdtDbtInd><Sts><Cd>${parts.status ?? 'BOOK'}</Cd></Sts><BookgDt>${parts.date ?? '<Dt>2026-11-22</Dt>'}</BookgDt></Ntry>`,
  );

const one = entry({}).slice(entry({}).indexOf('<Ntry>'), entry({}).indexOf('</Ntry>') + 7);

describe('readBankMessage', () => {
  test('reads a credit with its structured reference', () => {
    const text = writeNotification({
      entryId: 'bank-1',
      side: 'CRDT',
      amount: { currency: 'USD', amount: '14815.00' },
      bookedAt: noon,
      reference: 'RF18539007547034',
      debtorName: 'Vermeer & Zn. <Licht>',
      debtorAccount: 'NL66SNDB0000000011',
    });
    expect(readBankMessage(text)).toEqual({
      entries: [
        {
          entryId: expect.stringMatching(/^bke_/),
          side: 'credit',
          amount: { currency: 'USD', amount: '14815.00' },
          bookedAt: '2026-11-22T12:00:00.000Z',
          endToEndId: undefined,
          remittance: 'RF18539007547034',
          debtorName: 'Vermeer & Zn. <Licht>',
          returnReason: undefined,
          debtorAccount: 'NL66SNDB0000000011',
          debtorBic: undefined,
        },
      ],
      statuses: [],
    });
  });

  test('gives the same entry the same id, whichever message tells of it', () => {
    const [one, two] = [entry({}), entry({ date: '<DtTm>2026-11-22T09:30:00+01:00</DtTm>' })].map(
      (text) => readBankMessage(text).entries[0],
    );
    expect(one?.entryId).toBe(two?.entryId);
    expect(two?.bookedAt).toBe('2026-11-22T08:30:00.000Z');
  });

  test.each([
    ['USD', '14815', '14815.00'],
    ['USD', '14815.5', '14815.50'],
    ['USD', '014815.50000', '14815.50'],
    ['KRW', '1512.00', '1512'],
    ['KWD', '12.345', '12.345'],
  ])('reads %s %s as %s', (currency, amount, expected) => {
    expect(readBankMessage(entry({ currency, amount })).entries[0]?.amount).toEqual({
      currency,
      amount: expected,
    });
  });

  test('skips what is not booked yet', () => {
    expect(readBankMessage(entry({ status: 'PDNG' })).entries).toEqual([]);
  });

  test('reads free text where there is no structured reference, and each detail of a collective entry', () => {
    const text = notification(
      `<Ntry><AcctSvcrRef>A9</AcctSvcrRef><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-22</Dt></BookgDt><NtryDtls><TxDtls><Amt Ccy="EUR">10.00</Amt><RmtInf><Ustrd>inv RF18 5390 0754 7034</Ustrd></RmtInf></TxDtls><TxDtls><Amt Ccy="EUR">20.00</Amt></TxDtls></NtryDtls></Ntry>`,
    );
    const { entries } = readBankMessage(text);
    expect(entries.map((one) => [one.amount.amount, one.remittance])).toEqual([
      ['10.00', 'inv RF18 5390 0754 7034'],
      ['20.00', undefined],
    ]);
    expect(new Set(entries.map((one) => one.entryId)).size).toBe(2);
  });

  const collective = (details: string) =>
    readBankMessage(
      notification(
        `<Ntry><AcctSvcrRef>A9</AcctSvcrRef><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-22</Dt></BookgDt><NtryDtls>${details}</NtryDtls></Ntry>`,
      ),
    ).entries.map(({ amount }) => amount.amount);

  test('reads amounts of details where camt.054.001.02 has them', () => {
    const detail = (amount: string) =>
      `<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls></TxDtls>`;
    expect(collective(detail('10.00') + detail('20.00'))).toEqual(['10.00', '20.00']);
  });

  test.each([
    ['name no amount', '<TxDtls/><TxDtls/>'],
    [
      'sum to another amount',
      '<TxDtls><Amt Ccy="EUR">30.00</Amt></TxDtls><TxDtls><Amt Ccy="EUR">30.00</Amt></TxDtls>',
    ],
    [
      'are in another currency',
      '<TxDtls><Amt Ccy="USD">10.00</Amt></TxDtls><TxDtls><Amt Ccy="USD">20.00</Amt></TxDtls>',
    ],
  ])('takes a collective entry once, as a whole, whose details %s', (_, details) => {
    expect(collective(details)).toEqual(['30.00']);
  });

  test('reads money that comes back', () => {
    const text = writeNotification({
      entryId: 'back-1',
      side: 'CRDT',
      amount: { currency: 'USD', amount: '100.00' },
      bookedAt: noon,
      endToEndId: 'POT-01K9Z3V5T8QW2M4N6P8R0S1T3V-1',
      returnReason: 'AC04',
    });
    expect(readBankMessage(text).entries[0]).toMatchObject({
      endToEndId: 'POT-01K9Z3V5T8QW2M4N6P8R0S1T3V-1',
      returnReason: 'AC04',
    });
  });

  const back = (inEntry: string, inDetail = '') =>
    readBankMessage(
      notification(
        `<Ntry><AcctSvcrRef>A7</AcctSvcrRef><Amt Ccy="USD">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>${inEntry}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>POT-01K9Z3V5T8QW2M4N6P8R0S1T3V-1</EndToEndId></Refs>${inDetail}</TxDtls></NtryDtls></Ntry>`,
      ),
    ).entries[0]?.returnReason;
  const returnCode =
    '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>';

  test.each([
    [
      'an own code of the bank',
      back('', '<RtrInf><Rsn><Prtry>KTO ERLOSCHEN</Prtry></Rsn></RtrInf>'),
      'KTO ERLOSCHEN',
    ],
    ['a booking that the bank takes back', back('<RvslInd>true</RvslInd>'), 'reversed_by_bank'],
    ['a return without a reason', back(returnCode), 'returned_without_reason'],
    ['a return told in the detail', back('', returnCode), 'returned_without_reason'],
    ['a credit that only bears our id', back(''), undefined],
  ])('knows money that comes back by %s', (_name, reason, expected) => {
    expect(reason).toBe(expected);
  });

  test.each([
    ['ACCP', undefined, { status: 'accepted', reason: undefined }],
    ['RJCT', 'AC04', { status: 'rejected', reason: 'AC04' }],
  ] as const)('reads a pain.002 that says %s', (status, reasonCode, expected) => {
    const endToEndId = 'POT-01K9Z3V5T8QW2M4N6P8R0S1T3V-1';
    const text = writeStatusReport({
      messageId: 'S1',
      at: noon,
      originalMessageId: endToEndId,
      endToEndId,
      status,
      reasonCode,
    });
    expect(readBankMessage(text)).toEqual({ entries: [], statuses: [{ endToEndId, ...expected }] });
  });

  test.each([
    [
      'an external entity',
      '<!DOCTYPE D [<!ENTITY x SYSTEM "file:///etc/passwd">]><D>&x;</D>',
      'xml.forbidden',
    ],
    ['a billion laughs', '<!DOCTYPE D [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><D>&b;</D>', 'xml.forbidden'],
    ['another message', '<Document><BkToCstmrStmt/></Document>', 'xml.malformed'],
    ['no side', entry({ side: 'BOTH' }), 'xml.malformed'],
    ['no reference of the bank', entry({ reference: '' }), 'xml.malformed'],
    ['no date', entry({ date: '' }), 'xml.malformed'],
    ['a date that is none', entry({ date: '<Dt>soon</Dt>' }), 'instant.malformed'],
    ['half a cent', entry({ amount: '0.005' }), 'xml.malformed'],
    ['nothing', entry({ amount: '0.00' }), 'money.not_positive'],
    ['less than nothing', entry({ amount: '-5.00' }), 'money.not_positive'],
    ['no number', entry({ amount: 'NaN' }), 'money.malformed'],
    ['scientific form', entry({ amount: '1e309' }), 'money.malformed'],
    ['a currency that is none', entry({ currency: 'XYZ' }), 'currency.unknown'],
    [
      'more than 256 KiB',
      entry({ reference: `<NtryRef>E1</NtryRef><X>${'9'.repeat(263_000)}</X>` }),
      'xml.too_large',
    ],
    ['nesting without end', '<a>'.repeat(5_000) + '</a>'.repeat(5_000), 'xml.malformed'],
    ['nesting over forty levels', notification('<a>'.repeat(41) + '</a>'.repeat(41)), 'xml.malformed'],
    ['more than eighty entries', notification('<Ntry/>'.repeat(0) + one.repeat(81)), 'xml.too_large'],
    ['a parameter entity', '<!DOCTYPE D [<!ENTITY % x SYSTEM "http://h/x.dtd">%x;]><D/>', 'xml.forbidden'],
    ['an entity of no kind', notification('<Ntry>&boom;</Ntry>'), 'xml.forbidden'],
    ['a reference to NUL', notification('<Ntry>&#0;</Ntry>'), 'xml.forbidden'],
    ['two roots', '<Document/><Document/>', 'xml.malformed'],
    ['a picture', '\u0089PNG\r\n\u001a\n', 'xml.malformed'],
    ['nothing at all', '', 'xml.malformed'],
    ['cut off in the middle', notification('<Ntry>').slice(0, 120), 'xml.malformed'],
  ])('refuses %s', (_name, text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});

test('our own and the partners’ accounts have right check digits', () => {
  const numbers = [
    ...['EUR', 'USD', 'CNY'].map((currency) => houseAccountFor(currency).accountNumber),
    ...['partner:carrier', 'partner:customs', 'partner:tax_office'].map(
      (partner) => partnerAccountOf(partner)?.accountNumber ?? '',
    ),
  ];
  expect(numbers.filter((number) => !isValidIban(number))).toEqual([]);
});
