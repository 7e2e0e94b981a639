import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isPayableName,
  type TransferOrder,
  writePaymentOrder,
} from '../../../functions/payments/bank/payment-order.ts';
import { houseAccountFor } from '../../../functions/payments/domain/house-accounts.ts';
import { railOf } from '../../../functions/payments/domain/rails.ts';
import { readPaymentOrder } from '../../../functions/sandbox/bank/messages.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { readXml, type XmlElement } from '../../../shared/xml/read-xml.ts';
import { noon, usd } from './samples.ts';

const endToEndId = 'POT-01K9Z3V5T8QW2M4N6P8R0S1T3V-1';
const day = parseBusinessDate('2026-11-23');

const order = (overrides: Partial<TransferOrder> = {}): TransferOrder => ({
  endToEndId,
  amount: usd('100.00'),
  description: 'Payout on request',
  to: {
    holderName: 'Łódź Świetlna & Søn ApS',
    accountNumber: '6222020200001234567',
    bic: 'ICBKCNBJ',
    bankCountry: 'CN',
  },
  from: houseAccountFor('USD'),
  rail: railOf(overrides.amount?.currency ?? 'USD', day),
  executeOn: day,
  ...overrides,
});

/** Paths of all elements in document order, as the schema lists them. */
const pathsOf = (element: XmlElement, above = ''): readonly string[] => {
  const path = above === '' ? element.name : `${above}/${element.name}`;
  return [path, ...element.children.flatMap((child) => pathsOf(child, path))];
};

describe('a payment order', () => {
  test('has the elements of pain.001.001.09 in the order of its schema, counts and sums on both levels', () => {
    const text = writePaymentOrder(order(), noon);
    expect(text).toContain('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">');
    const [, , ...paths] = pathsOf(readXml(text)).map((path) =>
      path.replace('Document/CstmrCdtTrfInitn/', ''),
    );
    expect(paths).toEqual([
      'GrpHdr',
      'GrpHdr/MsgId',
      'GrpHdr/CreDtTm',
      'GrpHdr/NbOfTxs',
      'GrpHdr/CtrlSum',
      'GrpHdr/InitgPty',
      'GrpHdr/InitgPty/Nm',
      'PmtInf',
      'PmtInf/PmtInfId',
      'PmtInf/PmtMtd',
      'PmtInf/NbOfTxs',
      'PmtInf/CtrlSum',
      'PmtInf/PmtTpInf',
      'PmtInf/PmtTpInf/SvcLvl',
      'PmtInf/PmtTpInf/SvcLvl/Cd',
      'PmtInf/ReqdExctnDt',
      'PmtInf/ReqdExctnDt/Dt',
      'PmtInf/Dbtr',
      'PmtInf/Dbtr/Nm',
      'PmtInf/DbtrAcct',
      'PmtInf/DbtrAcct/Id',
      'PmtInf/DbtrAcct/Id/IBAN',
      'PmtInf/DbtrAcct/Ccy',
      'PmtInf/DbtrAgt',
      'PmtInf/DbtrAgt/FinInstnId',
      'PmtInf/DbtrAgt/FinInstnId/BICFI',
      'PmtInf/ChrgBr',
      'PmtInf/CdtTrfTxInf',
      'PmtInf/CdtTrfTxInf/PmtId',
      'PmtInf/CdtTrfTxInf/PmtId/InstrId',
      'PmtInf/CdtTrfTxInf/PmtId/EndToEndId',
      'PmtInf/CdtTrfTxInf/Amt',
      'PmtInf/CdtTrfTxInf/Amt/InstdAmt',
      'PmtInf/CdtTrfTxInf/CdtrAgt',
      'PmtInf/CdtTrfTxInf/CdtrAgt/FinInstnId',
      'PmtInf/CdtTrfTxInf/CdtrAgt/FinInstnId/BICFI',
      'PmtInf/CdtTrfTxInf/Cdtr',
      'PmtInf/CdtTrfTxInf/Cdtr/Nm',
      'PmtInf/CdtTrfTxInf/CdtrAcct',
      'PmtInf/CdtTrfTxInf/CdtrAcct/Id',
      'PmtInf/CdtTrfTxInf/CdtrAcct/Id/Othr',
      'PmtInf/CdtTrfTxInf/CdtrAcct/Id/Othr/Id',
      'PmtInf/CdtTrfTxInf/RmtInf',
      'PmtInf/CdtTrfTxInf/RmtInf/Ustrd',
    ]);
  });

  test('is read by the bank as it was meant', () => {
    expect(readPaymentOrder(writePaymentOrder(order(), noon))).toEqual({
      messageId: endToEndId,
      transfers: [
        {
          endToEndId,
          amount: { currency: 'USD', amount: '100.00' },
          creditorName: 'Lodz Swietlna + Son ApS',
          creditorAccount: '6222020200001234567',
          debtorAccount: 'NL90SNDB0000000840',
          executeOn: '2026-11-23',
        },
      ],
      fault: undefined,
    });
  });

  test('of euros goes by the rules of SEPA: service level, charges shared by level, names of seventy characters', () => {
    const to = {
      ...order().to,
      holderName: 'Verwaltungsgesellschaft '.repeat(4),
      accountNumber: 'NL66SNDB0000000011',
    };
    const text = writePaymentOrder(
      order({ amount: parseMoney({ currency: 'EUR', amount: '9.90' }), to }),
      noon,
    );
    expect(text).toContain('<SvcLvl><Cd>SEPA</Cd></SvcLvl>');
    expect(text).toContain('<ChrgBr>SLEV</ChrgBr>');
    expect(text).toContain('<Id><IBAN>NL66SNDB0000000011</IBAN></Id>');
    expect(readPaymentOrder(text).transfers[0]?.creditorName).toHaveLength(70);
  });

  test.each([
    ['HUF', '1234.00', '1234.00'],
    ['KWD', '12.340', '12.340'],
    ['ISK', '1234', '1234'],
  ])('carries %s %s', (currency, amount, written) => {
    expect(
      readPaymentOrder(writePaymentOrder(order({ amount: parseMoney({ currency, amount }) }), noon)),
    ).toMatchObject({
      transfers: [{ amount: { currency, amount: written } }],
    });
  });

  test.each([
    [
      'an amount that the rail does not carry',
      { amount: parseMoney({ currency: 'HUF', amount: '12.50' }) },
      'payments.not_on_rail',
    ],
    [
      'an id of over 35 characters',
      { endToEndId: `POT-${'1'.repeat(32)}` },
      'payments.malformed_end_to_end_id',
    ],
    ['an id with a blank slash', { endToEndId: '/POT-1' }, 'payments.malformed_end_to_end_id'],
    ['no BIC', { to: { ...order().to, bic: 'BANK' } }, 'payments.malformed_bic'],
    [
      'a name in letters that banks do not carry',
      { to: { ...order().to, holderName: '深圳明亮照明有限公司' } },
      'payments.name_not_representable',
    ],
  ])('is never written with %s', (_name, overrides, code) => {
    expect(() => writePaymentOrder(order(overrides), noon)).toThrow(code);
  });

  test('is well-formed and within the characters of banks, whatever people write into names and descriptions', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({ unit: 'binary', maxLength: 300 }),
        (name, description) => {
          const to = { ...order().to, holderName: `Firm ${name}` };
          fc.pre(isPayableName(to));
          const { transfers, fault } = readPaymentOrder(writePaymentOrder(order({ to, description }), noon));
          expect(fault).toBeUndefined();
          expect(transfers[0]?.creditorName).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]{1,140}$/);
        },
      ),
      { numRuns: 100 },
    );
  }, 30_000);
});

describe('the bank checks what it gets', () => {
  const tampered = (from: string, to: string) =>
    readPaymentOrder(writePaymentOrder(order(), noon).replace(from, to)).fault;

  test.each([
    ['a count that does not fit', '<NbOfTxs>1</NbOfTxs>', '<NbOfTxs>2</NbOfTxs>', 'AM18'],
    ['a control sum that does not fit', '<CtrlSum>100.00</CtrlSum>', '<CtrlSum>100.01</CtrlSum>', 'AM10'],
    ['an amount that does not fit its sum', 'Ccy="USD">100.00<', 'Ccy="USD">900.00<', 'AM10'],
    ['no number', '<CtrlSum>100.00</CtrlSum>', '<CtrlSum>NaN</CtrlSum>', 'FF01'],
    ['an umlaut in a name', 'Lodz Swietlna', 'Łódź', 'FF01'],
  ])('%s: %s becomes %s', (_name, from, to, fault) => {
    expect(tampered(from, to)).toBe(fault);
  });
});
