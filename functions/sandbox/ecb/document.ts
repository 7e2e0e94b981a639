import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { writeXml, xml } from '../../../shared/xml/write-xml.ts';
import { ratesOn } from './rates.ts';

/** The reference rates of one day in the ECB's own format. */
export const writeDailyRates = (day: BusinessDate): string =>
  writeXml(
    xml(
      'gesmes:Envelope',
      [
        xml('gesmes:subject', 'Reference rates'),
        xml('gesmes:Sender', [xml('gesmes:name', 'European Central Bank')]),
        xml('Cube', [
          xml(
            'Cube',
            ratesOn(day).map(([currency, rate]) => xml('Cube', '', { currency, rate })),
            { time: day },
          ),
        ]),
      ],
      {
        'xmlns:gesmes': 'http://www.gesmes.org/xml/2002-08-01',
        xmlns: 'http://www.ecb.int/vocabulary/2002-08-01/eurofxref',
      },
    ),
  );
