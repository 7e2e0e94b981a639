import { describe, expect, test } from 'vitest';
import { readDailyRates, readHistory } from '../../../functions/fx/ecb.ts';
import { writeDailyRates, writeHistory } from '../../../functions/sandbox/ecb/document.ts';
import { lastPublicationDay, publicationDays, ratesOn } from '../../../functions/sandbox/ecb/rates.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';

const document = (cubes: string, time = '2026-11-20'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube><Cube time='${time}'>${cubes}</Cube></Cube>
</gesmes:Envelope>`;

const codeOf = (text: string): string => {
  try {
    readDailyRates(text);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'none';
};

describe('readDailyRates', () => {
  test('reads the format of the ECB', () => {
    const read = readDailyRates(
      document("<Cube currency='USD' rate='1.0812'/><Cube currency='KRW' rate='1512.40'/>"),
    );
    expect(read).toEqual({
      source: 'ECB',
      publishedOn: '2026-11-20',
      rates: { USD: '1.0812', KRW: '1512.40' },
    });
  });

  test('leaves out currencies that are withdrawn', () => {
    const read = readDailyRates(
      document("<Cube currency='USD' rate='1.0812'/><Cube currency='HRK' rate='7.5'/>"),
    );
    expect(Object.keys(read.rates)).toEqual(['USD']);
  });

  test.each([
    [
      'an external entity',
      '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
      'xml.forbidden',
    ],
    [
      'a billion laughs',
      '<!DOCTYPE r [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;">]><Envelope>&b;</Envelope>',
      'xml.forbidden',
    ],
    ['a page of the web', '<html><body>Service unavailable</body></html>', 'fx.unreadable_rates'],
    ['no rates', document(''), 'fx.unreadable_rates'],
    ['no date', document("<Cube currency='USD' rate='1.08'/>", 'today'), 'fx.unreadable_rates'],
    [
      'a day that does not exist',
      document("<Cube currency='USD' rate='1.08'/>", '2026-02-30'),
      'fx.unreadable_rates',
    ],
    ['a rate of zero', document("<Cube currency='USD' rate='0.000'/>"), 'fx.unreadable_rates'],
    ['a negative rate', document("<Cube currency='USD' rate='-1.08'/>"), 'fx.unreadable_rates'],
    ['a rate in scientific form', document("<Cube currency='USD' rate='1e5'/>"), 'fx.unreadable_rates'],
    ['no number', document("<Cube currency='USD' rate='N/A'/>"), 'fx.unreadable_rates'],
    [
      'a currency twice',
      document("<Cube currency='USD' rate='1.08'/><Cube currency='USD' rate='1.09'/>"),
      'fx.unreadable_rates',
    ],
    [
      'the history of many days',
      `<E><Cube><Cube time="2026-11-19"><Cube currency="USD" rate="1"/></Cube><Cube time="2026-11-20"><Cube currency="USD" rate="1"/></Cube></Cube></E>`,
      'fx.unreadable_rates',
    ],
  ])('refuses %s', (_name, text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});

describe('the files as the ECB writes them', () => {
  // Layout, quotes, line ends and order of the published files; the figures are of the sandbox.
  const daily = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
\t<gesmes:subject>Reference rates</gesmes:subject>
\t<gesmes:Sender>
\t\t<gesmes:name>European Central Bank</gesmes:name>
\t</gesmes:Sender>
\t<Cube>
\t\t<Cube time='2026-11-20'>
\t\t\t<Cube currency='USD' rate='1.0812'/>
\t\t\t<Cube currency='JPY' rate='163.42'/>
\t\t\t<Cube currency='KRW' rate='1512.40'/>
\t\t</Cube>
\t</Cube>
</gesmes:Envelope>`;
  const history = `<?xml version="1.0" encoding="UTF-8"?><gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><gesmes:subject>Reference rates</gesmes:subject><gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender><Cube><Cube time="2026-11-20"><Cube currency="USD" rate="1.0812"/><Cube currency="BGN" rate="1.9558"/></Cube><Cube time="2026-11-19"><Cube currency="USD" rate="1.0799"/></Cube></Cube></gesmes:Envelope>`;

  test('daily', () => {
    expect(readDailyRates(daily)).toEqual({
      source: 'ECB',
      publishedOn: '2026-11-20',
      rates: { USD: '1.0812', JPY: '163.42', KRW: '1512.40' },
    });
    expect(readDailyRates(`\ufeff${daily.replaceAll('\n', '\r\n')}`).publishedOn).toBe('2026-11-20');
  });

  test('of ninety days, the newest first, a currency that was withdrawn left out', () => {
    expect(readHistory(history)).toEqual([
      { source: 'ECB', publishedOn: '2026-11-20', rates: { USD: '1.0812' } },
      { source: 'ECB', publishedOn: '2026-11-19', rates: { USD: '1.0799' } },
    ]);
  });

  test('of ninety days by the twin: 65 publications in one file of the size that is read', () => {
    const days = publicationDays(parseInstant('2026-11-22T12:00:00.000Z'), 90);
    expect(readHistory(writeHistory(days))).toHaveLength(65);
  });
});

describe('the ECB twin', () => {
  test('publishes plausible rates that the adapter reads', () => {
    const read = readDailyRates(writeDailyRates(parseBusinessDate('2026-11-20')));
    expect(read.publishedOn).toBe('2026-11-20');
    expect(read.rates).toMatchObject({ USD: '1.0812', CNY: '7.6765', KRW: '1512.40', JPY: '163.42' });
  });

  test('drifts a little, the same for the same day', () => {
    const day = parseBusinessDate('2027-03-02');
    expect(ratesOn(day)).toEqual(ratesOn(day));
    const usd = Number(new Map(ratesOn(day)).get('USD'));
    expect(usd).toBeGreaterThan(1.0812 * 0.997 - 0.0001);
    expect(usd).toBeLessThan(1.0812 * 1.003 + 0.0001);
  });

  test.each([
    ['on a Friday before 16:00 in Frankfurt', '2026-11-20T14:59:59.999Z', '2026-11-19'],
    ['on a Friday at 16:00', '2026-11-20T15:00:00.000Z', '2026-11-20'],
    ['on Sunday', '2026-11-22T12:00:00.000Z', '2026-11-20'],
    ['on Monday morning', '2026-11-23T08:00:00.000Z', '2026-11-20'],
    ['on the second day of Christmas', '2026-12-26T18:00:00.000Z', '2026-12-24'],
    ['in summer time', '2026-07-01T14:00:00.000Z', '2026-07-01'],
  ])('%s the last publication counts', (_name, now, expected) => {
    expect(lastPublicationDay(parseInstant(now))).toBe(expected);
  });
});
