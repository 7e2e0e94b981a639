import { describe, expect, test } from 'vitest';
import { writeLodgement, writeQueryAnswer } from '../../../functions/customs/declaration-xml.ts';
import { readResponses } from '../../../functions/customs/response-xml.ts';
import { assessEntry } from '../../../functions/sandbox/customs/assessment.ts';
import { readEntry } from '../../../functions/sandbox/customs/entry.ts';
import { respondToLodgement } from '../../../functions/sandbox/customs/responses.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { findText, readXml } from '../../../shared/xml/read-xml.ts';
import { refusalOf } from '../kernel/refusal.ts';
import { lodged, now } from './examples.ts';

const callback = 'https://api.example/v1/inbound/customs?a=1&b=2';

describe('the declaration as XML', () => {
  test('survives hostile text and reads back as it was', () => {
    const nasty = {
      ...lodged,
      lines: lodged.lines.map((line) => ({ ...line, description: `Plates <b>&"'` })),
    };
    const root = readXml(writeLodgement(nasty, callback));
    expect(findText(root, 'GoodsShipment/GovernmentAgencyGoodsItem/Commodity/Description')).toBe(
      `Plates <b>&"'`,
    );
    expect(findText(root, 'Submitter/Communication/ID')).toBe(callback);
    expect(findText(root, 'FunctionalReferenceID')).toBe('dec_01K9Z3V5T8QW2M4N6P8R0S1T3V-1');
  });

  test('carries the answer to a query', () => {
    const answered = {
      ...lodged,
      query: {
        number: 1,
        text: 'Prove it',
        documentsAsked: [],
        askedAt: now,
        answer: { documents: [{ kind: 'commercial_invoice', reference: 'INV-1' }], at: now },
      },
    };
    expect(writeQueryAnswer(answered)).toContain('<TypeCode>commercial_invoice</TypeCode><ID>INV-1</ID>');
  });
});

describe('responses of the authority', () => {
  const entry = readEntry(writeLodgement({ ...lodged, direction: 'import', country: 'NL' }, callback));

  test('of the twin are read with their taxes, and both sides agree on the amounts', () => {
    const assessed = respondToLodgement(entry, now).find((one) => one.id.endsWith('-assessed'));
    const [message] = readResponses(assessed?.xml ?? '');
    expect(message).toMatchObject({ kind: 'assessed', localReference: `${lodged.declarationId}-1` });
    const total = message?.assessment?.total ?? { currency: 'EUR', amountMinor: 0n };
    // 20,000 / 1.08 = 18,518.52; 6.5 % = 1,203.70; 21 % of 19,722.22 = 4,141.67.
    expect(formatMoney(total)).toEqual({ currency: 'EUR', amount: '5345.37' });
    expect(assessEntry(entry).map((tax) => formatMoney(tax.amount).amount)).toEqual(['1203.70', '4141.67']);
  });

  test('with a document type, of another shape or without a reference are refused', () => {
    expect(
      refusalOf(() => readResponses('<!DOCTYPE x [<!ENTITY a "b">]><Response>&a;</Response>')).code,
    ).toBe('xml.forbidden');
    expect(refusalOf(() => readResponses('<Invoice/>')).code).toBe('customs.bad_message');
    expect(refusalOf(() => readResponses('<Response><FunctionCode>01</FunctionCode></Response>')).code).toBe(
      'customs.bad_message',
    );
  });

  test.each([
    ['NEVER', ['received']],
    ['REJECT', ['received', 'rejected']],
    ['QUERY', ['received', 'accepted', 'documents']],
    ['HOLD', ['received', 'accepted', 'controlled', 'assessed']],
  ] as const)('follow the magic word %s', (word, kinds) => {
    const answers = respondToLodgement({ ...entry, magic: [word] }, now);
    expect(answers.map((one) => one.id.split('-').at(-1))).toEqual(kinds);
  });

  test('that are lost are never sent, but told when asked', () => {
    const answers = respondToLodgement({ ...entry, magic: ['LOST'] }, now);
    expect(answers.every((one) => one.sendAt === undefined)).toBe(true);
  });
});
