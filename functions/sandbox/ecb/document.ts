import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { writeXml, xml } from '../../../shared/xml/write-xml.ts';
import { ratesOn } from './rates.ts';

const cubeOf = (day: BusinessDate) =>
  xml(
    'Cube',
    ratesOn(day).map(([currency, rate]) => xml('Cube', '', { currency, rate })),
    { time: day },
  );

/** The reference rates of several days in the ECB's own format, one Cube a day. */
export const writeHistory = (days: readonly BusinessDate[]): string =>
  writeXml(
    xml(
      'gesmes:Envelope',
      [
        xml('gesmes:subject', 'Reference rates'),
        xml('gesmes:Sender', [xml('gesmes:name', 'European Central Bank')]),
        xml('Cube', days.map(cubeOf)),
      ],
      {
        'xmlns:gesmes': 'http://www.gesmes.org/xml/2002-08-01',
        xmlns: 'http://www.ecb.int/vocabulary/2002-08-01/eurofxref',
      },
    ),
  );

/** The reference rates of one day: the daily file is a history of one. */
export const writeDailyRates = (day: BusinessDate): string => writeHistory([day]);
