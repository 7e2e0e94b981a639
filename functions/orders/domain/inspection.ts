import { invariant } from '../../../shared/kernel/invariant.ts';
import { compareRates, parseRate } from '../../../shared/kernel/rate.ts';
import {
  aqlColumns,
  cellsFromZeroPlan,
  codeLetterRows,
  type PlanCell,
  sampleSizes,
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

/** The verdict on a lot, with the numbers that it rests on. */
export interface InspectionResult extends InspectionReport {
  readonly isPassed: boolean;
  /** One sentence for people. */
  readonly finding: string;
  readonly majorPlan?: SamplingPlan | undefined;
  readonly minorPlan?: SamplingPlan | undefined;
}

const columnAt = (index: number) => {
  const column = aqlColumns[Math.max(0, Math.min(index, aqlColumns.length - 1))];
  invariant(column !== undefined, 'orders.no_aql_column', { index });
  return column;
};

/** Position of the column for an AQL; between two preferred values the stricter one applies, below the first the first. */
const columnIndexOf = (aql: string): number => {
  const wanted = parseRate(aql);
  const above = aqlColumns.findIndex((column) => compareRates(parseRate(column.aql), wanted) > 0);
  return Math.max(0, above < 0 ? aqlColumns.length - 1 : above - 1);
};

const cellAt = (zeroPlanAt: number, row: number): PlanCell => {
  const step = row - zeroPlanAt;
  if (step < 0) return 'down';
  return cellsFromZeroPlan[step] ?? 'up';
};

/** Follows the arrows of the table to a plan; an arrow up that finds none turns down. */
const followArrows = (
  zeroPlanAt: number,
  start: number,
): { readonly row: number; readonly accept: number } => {
  let row = start;
  let direction = 0;
  for (let moved = 0; moved <= 2 * sampleSizes.length; moved += 1) {
    const cell = cellAt(zeroPlanAt, row);
    if (typeof cell === 'number') return { row, accept: cell };
    if (direction === 0) direction = cell === 'up' ? -1 : 1;
    if (row + direction < 0) direction = 1;
    if (row + direction >= sampleSizes.length) direction = -1;
    row += direction;
  }
  invariant(false, 'orders.no_sampling_plan', { zeroPlanAt, start });
};

const planInColumn = (column: { aql: string; zeroPlanAt: number }, lotSize: number): SamplingPlan => {
  const letter = codeLetterRows.find((row) => lotSize <= row.lotMax)?.letter;
  const start = sampleSizes.findIndex((one) => one.letter === letter);
  const { row, accept } = followArrows(column.zeroPlanAt, start);
  const plan = sampleSizes[row];
  invariant(plan !== undefined, 'orders.no_sampling_plan', { lotSize, aql: column.aql });
  return {
    aql: column.aql,
    codeLetter: plan.letter,
    // A sample as large as the lot is an inspection of every unit.
    sampleSize: Math.min(plan.sampleSize, lotSize),
    accept,
    reject: accept + 1,
    source: samplingPlanSource,
  };
};

/** The plan for a lot of one unit or more and an AQL in percent nonconforming; defined for every decimal. */
export const samplingPlanFor = (lotSize: number, aql: string): SamplingPlan =>
  planInColumn(columnAt(columnIndexOf(aql)), lotSize);

/**
 * The plan for minor defects: one step looser than the agreed AQL, as in the customary pair 2.5 major and 4.0 minor. Our
 * default, because contracts name one AQL only.
 */
export const minorPlanFor = (lotSize: number, aql: string): SamplingPlan =>
  planInColumn(columnAt(columnIndexOf(aql) + 1), lotSize);

const numbersOf = (plan: SamplingPlan): string =>
  `AQL ${plan.aql}: sample ${plan.sampleSize} (${plan.codeLetter}), Ac ${plan.accept} / Re ${plan.reject}`;

/**
 * Judges a report against the agreed AQL: one critical unit rejects the lot, major units are held against the agreed AQL and
 * minor ones against the next looser. Without an AQL nothing was agreed and the report passes as it is.
 */
export const judgeInspection = (report: InspectionReport, aql: string | undefined): InspectionResult => {
  const found = `found ${report.critical} critical, ${report.major} major, ${report.minor} minor in ${report.sampleSize} of ${report.lotSize}`;
  if (aql === undefined) return { ...report, isPassed: true, finding: `No AQL was agreed; ${found}.` };
  const majorPlan = samplingPlanFor(report.lotSize, aql);
  const minorPlan = minorPlanFor(report.lotSize, aql);
  const isPassed =
    report.critical === 0 && report.major <= majorPlan.accept && report.minor <= minorPlan.accept;
  const verdict = isPassed ? 'Passed' : 'Failed';
  const limits = `critical 0; major at ${numbersOf(majorPlan)}; minor at ${numbersOf(minorPlan)}`;
  return { ...report, isPassed, finding: `${verdict}: ${found}. Limits: ${limits}.`, majorPlan, minorPlan };
};

/** Units that the agreed AQL makes the inspector look at: the larger of both plans. */
export const sampleSizeNeeded = (lotSize: number, aql: string): number =>
  Math.max(samplingPlanFor(lotSize, aql).sampleSize, minorPlanFor(lotSize, aql).sampleSize);
