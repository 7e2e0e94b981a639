import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';

/** Refund rate of the goods under a heading; the longest prefix that fits a code decides. */
export interface RefundRate {
  readonly hsPrefix: string;
  /** Percent, e.g. "13". */
  readonly percent: string;
}

const dateBasis = 'export_declaration_date';
const general =
  'MoF/STA Announcement 39/2019, continued by Announcement 11/2026: rate as the VAT rate of the goods';
const announcement2 = 'MoF/STA Announcement 2/2026 on photovoltaic products and batteries';

const dated = (
  hsPrefix: string,
  percent: string,
  source: string,
  from: string,
  to?: string,
): EffectiveDated<RefundRate> => ({
  value: { hsPrefix, percent },
  validFrom: parseBusinessDate(from),
  ...(to === undefined ? {} : { validTo: parseBusinessDate(to) }),
  source,
  dateBasis,
});

/** Refund rates of China by heading and export date. Illustrative beyond the headings named; load the STA catalogue before use. */
export const chinaRefundRates: readonly EffectiveDated<RefundRate>[] = [
  dated('', '13', general, '2019-04-01'),
  dated('0', '9', general, '2019-04-01'),
  dated('10', '9', general, '2019-04-01'),
  dated('12', '9', general, '2019-04-01'),
  dated('4901', '9', general, '2019-04-01'),
  // Photovoltaic cells and modules: 13, then 9 from 1 Dec 2024, 0 from 1 Apr 2026.
  ...['854142', '854143'].flatMap((heading) => [
    dated(heading, '13', general, '2019-04-01', '2024-12-01'),
    dated(heading, '9', 'MoF/STA Announcement 15/2024', '2024-12-01', '2026-04-01'),
    dated(heading, '0', announcement2, '2026-04-01'),
  ]),
  // Batteries: 9, 6 from 1 Apr 2026, 0 from 1 Jan 2027.
  ...['850650', '850760'].flatMap((heading) => [
    dated(heading, '13', general, '2019-04-01', '2024-12-01'),
    dated(heading, '9', 'MoF/STA Announcement 15/2024', '2024-12-01', '2026-04-01'),
    dated(heading, '6', announcement2, '2026-04-01', '2027-01-01'),
    dated(heading, '0', announcement2, '2027-01-01'),
  ]),
  // Aluminium products and flat-rolled steel: cancelled.
  dated('7604', '0', 'MoF/STA Announcement 15/2024', '2024-12-01'),
  dated('7208', '0', 'MoF/STA Announcement 16/2021', '2021-05-01'),
];

const byHeading: ReadonlyMap<string, readonly EffectiveDated<RefundRate>[]> = Map.groupBy(
  chinaRefundRates,
  ({ value }) => value.hsPrefix,
);
for (const list of byHeading.values()) assertNoOverlap(list);

/** The rate of a code on its export date. DomainError `rates.none_in_force` before 1 April 2019. */
export const refundRateOn = (hsCode: string, exportOn: BusinessDate): EffectiveDated<RefundRate> => {
  for (let length = hsCode.length; length > 0; length -= 1) {
    const list = byHeading.get(hsCode.slice(0, length));
    const isKnown = list?.some(({ validFrom }) => validFrom <= exportOn);
    if (list && isKnown) return effectiveOn(list, exportOn);
  }
  return effectiveOn(byHeading.get('') ?? [], exportOn);
};

/** The day from which the rate of a code changes next, and to what; undefined while no change is announced. */
export const nextRateChange = (
  hsCode: string,
  exportOn: BusinessDate,
): { readonly on: BusinessDate; readonly percent: string } | undefined => {
  const on = refundRateOn(hsCode, exportOn).validTo;
  return on === undefined ? undefined : { on, percent: refundRateOn(hsCode, on).value.percent };
};
