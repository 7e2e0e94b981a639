import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';

/** How long a difference of each kind is a matter of time, in calendar days, before it is a break. */
export interface Patience {
  /** A line of ours that no statement has. Own transfers wait for the next day on which the rail runs. */
  readonly missingOutsideDays: number;
  /** An entry that we do not know. */
  readonly unknownToUsDays: number;
  /** An open break older than this is raised again with each run. */
  readonly agedDays: number;
}

const rules: readonly EffectiveDated<Patience>[] = [
  {
    value: { missingOutsideDays: 5, unknownToUsDays: 1, agedDays: 10 },
    validFrom: parseBusinessDate('2026-01-01'),
    source:
      'Entrepôt reconciliation policy 2026; after FCA CASS 7.15 (daily, breaks looked into at once) and EBA/GL/2017/17',
    dateBasis: 'reconciliation_date',
  },
];

/** The policy of that day. */
export const patienceOn = (on: BusinessDate): Patience => effectiveOn(rules, on).value;
