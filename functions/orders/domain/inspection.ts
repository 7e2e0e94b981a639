import { invariant } from '../../../shared/kernel/invariant.ts';
import { compareRates, parseRate } from '../../../shared/kernel/rate.ts';
import type { ContractTerms } from '../../sourcing/contract.ts';
import {
  codeLetterTable,
  type InspectionLevel,
  inspectionLevels,
  masterTable,
  samplingPlanSource,
} from './sampling-plans.ts';

/** What an inspector found: units of the sample that do not conform, each counted once at its most serious defect. */
export interface InspectionReport {
  readonly lotSize: number;
  readonly sampleSize: number;
  readonly critical: number;
  readonly major: number;
  readonly minor: number;
}

/** How many units are inspected, and how many nonconforming ones still accept (Ac) or already reject (Re) the lot. */
export interface SamplingPlan {
  readonly aql: string;
  readonly codeLetter: string;
  readonly sampleSize: number;
  readonly accept: number;
  readonly reject: number;
  readonly source: string;
}

/** The AQL of each class of defect. */
export interface AgreedAqls {
  /** Sizes the sample only: no critical defect is ever accepted. */
  readonly critical: string;
  readonly major: string;
  readonly minor: string;
}

/** The verdict on a lot, with the numbers that it rests on. */
export interface InspectionResult extends InspectionReport {
  readonly isPassed: boolean;
  /** One sentence for people. */
  readonly finding: string;
  readonly criticalPlan?: SamplingPlan | undefined;
  readonly majorPlan?: SamplingPlan | undefined;
  readonly minorPlan?: SamplingPlan | undefined;
}

const rowsOf = (table: string): readonly (readonly string[])[] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));

const [, ...letterRows] = rowsOf(codeLetterTable);
const [header = [], ...planRows] = rowsOf(masterTable);
const aqls = header.slice(1);

const letterOf = (lotSize: number, level: InspectionLevel): string => {
  const row = letterRows.find(([lotMax = '']) => lotMax === 'over' || lotSize <= Number(lotMax));
  const letter = row?.[1 + inspectionLevels.indexOf(level)];
  invariant(letter !== undefined, 'orders.no_code_letter', { lotSize, level });
  return letter;
};

/** Column of the table for an AQL; between two preferred values the stricter one applies, below the first the first. */
const columnOf = (aql: string): number => {
  const wanted = parseRate(aql);
  const above = aqls.findIndex((one) => compareRates(parseRate(one), wanted) > 0);
  return Math.max(0, above < 0 ? aqls.length - 1 : above - 1);
};

/** Follows the arrows of a column to a plan. */
const rowWithPlan = (start: number, column: number): number => {
  let row = start;
  for (let moved = 0; moved < planRows.length; moved += 1) {
    const cell = planRows[row]?.[2 + column];
    if (cell !== 'v' && cell !== '^') return row;
    row += cell === 'v' ? 1 : -1;
  }
  invariant(false, 'orders.no_sampling_plan', { start, column });
};

/** The plan for a lot of one unit or more and an AQL; defined for every decimal. */
export const samplingPlanFor = (
  lotSize: number,
  aql: string,
  level: InspectionLevel = 'II',
): SamplingPlan => {
  const column = columnOf(aql);
  const letter = letterOf(lotSize, level);
  const start = planRows.findIndex(([own]) => own === letter);
  const [codeLetter, size, ...cells] = planRows[rowWithPlan(start, column)] ?? [];
  const accept = Number(cells[column]);
  invariant(codeLetter !== undefined && Number.isInteger(accept), 'orders.no_sampling_plan', {
    lotSize,
    aql,
  });
  return {
    aql: aqls[column] ?? aql,
    codeLetter,
    // A sample as large as the lot is an inspection of every unit.
    sampleSize: Math.min(Number(size), lotSize),
    accept,
    reject: accept + 1,
    source: `${samplingPlanSource}, level ${level}`,
  };
};

/** The AQLs that a contract agrees, each class its own; a class without one takes that for major defects. */
export const agreedAqlsOf = (
  terms: Pick<ContractTerms, 'inspectionAql' | 'inspectionMinorAql' | 'inspectionCriticalAql'>,
): AgreedAqls | undefined => {
  const major = terms.inspectionAql;
  return major === undefined
    ? undefined
    : {
        critical: terms.inspectionCriticalAql ?? major,
        major,
        minor: terms.inspectionMinorAql ?? major,
      };
};

const plansFor = (lotSize: number, agreed: AgreedAqls) => {
  const critical = samplingPlanFor(lotSize, agreed.critical);
  return {
    criticalPlan: { ...critical, accept: 0, reject: 1 },
    majorPlan: samplingPlanFor(lotSize, agreed.major),
    minorPlan: samplingPlanFor(lotSize, agreed.minor),
  };
};

const numbersOf = (plan: SamplingPlan): string =>
  `AQL ${plan.aql}: sample ${plan.sampleSize} (${plan.codeLetter}), Ac ${plan.accept} / Re ${plan.reject}`;

/**
 * Judges a report against the agreed AQLs: one critical unit rejects the lot; major and minor units are each held against their
 * own AQL. Without an AQL nothing was agreed and the report passes as it is.
 */
export const judgeInspection = (
  report: InspectionReport,
  agreed: AgreedAqls | undefined,
): InspectionResult => {
  const found = `found ${report.critical} critical, ${report.major} major, ${report.minor} minor in ${report.sampleSize} of ${report.lotSize}`;
  if (agreed === undefined) return { ...report, isPassed: true, finding: `No AQL was agreed; ${found}.` };
  const plans = plansFor(report.lotSize, agreed);
  const { majorPlan, minorPlan } = plans;
  const isPassed =
    report.critical === 0 && report.major <= majorPlan.accept && report.minor <= minorPlan.accept;
  const verdict = isPassed ? 'Passed' : 'Failed';
  const limits = `critical 0; major at ${numbersOf(majorPlan)}; minor at ${numbersOf(minorPlan)}`;
  return { ...report, isPassed, finding: `${verdict}: ${found}. Limits: ${limits}.`, ...plans };
};

/** Units that the agreed AQLs make the inspector look at: the largest sample of the three classes. */
export const sampleSizeNeeded = (lotSize: number, agreed: AgreedAqls): number =>
  Math.max(...Object.values(plansFor(lotSize, agreed)).map(({ sampleSize }) => sampleSize));
