import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import type { Duration } from '../../../shared/kernel/instant.ts';

/** How a partner that does not answer is asked: after which waits, and how often before people take over. */
export interface QuestionPlan {
  /** Wait before each question, the last one repeated. */
  readonly waits: readonly Duration[];
  /** Questions after which the thing is held for an operator. */
  readonly questionsMax: number;
}

const plans: readonly EffectiveDated<QuestionPlan>[] = [
  {
    value: { waits: [{ minutes: 10 }, { hours: 1 }], questionsMax: 72 },
    validFrom: parseBusinessDate('2026-01-01'),
    source:
      'Entrepôt operations manual 2026: a silent PSP is asked after 10 minutes, then hourly for three days',
    dateBasis: 'question_date',
  },
];

/** The plan of that day. */
export const questionPlanOn = (on: BusinessDate): QuestionPlan => effectiveOn(plans, on).value;

/** Wait before the next question when so many were asked; undefined when that was the last. */
export const waitAfter = ({ waits, questionsMax }: QuestionPlan, asked: number): Duration | undefined =>
  asked >= questionsMax ? undefined : waits[Math.min(asked, waits.length - 1)];
