import { deterministicId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { passedDeadline } from './deadlines.ts';
import { type MoneyRequest, type Sample, type Side, sideOf } from './sample.ts';
import { nextSampleState, type SampleMove } from './transitions.ts';

/** Codes of the catalogue that a decision may end in; `not_a_party` looks like an unknown id outside. */
export type RefusalCode =
  | 'not_a_party'
  | 'wrong_state'
  | 'too_late'
  | 'quote_not_current'
  | 'validity_out_of_range'
  | 'mixed_currencies'
  | 'nothing_to_pay'
  | 'courier_is_buyers'
  | 'customs_value_too_low'
  | 'credit_expired'
  | 'specification_unknown'
  | 'too_many_rounds'
  | 'not_missing_yet';

/** What becomes of a sample. `unchanged`: what was asked or observed has no effect now. */
export type Decision =
  | { readonly kind: 'moved'; readonly sample: Sample }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly detail: string };

/** Nothing follows. */
export const unchanged: Decision = { kind: 'unchanged' };

/** A refusal; `detail` is read by the caller. */
export const refuse = (code: RefusalCode, detail: string): Decision => ({ kind: 'refused', code, detail });

/** The sample after a move that its state knows; InvariantViolation `samples.no_such_move` otherwise. */
export const move = (sample: Sample, made: SampleMove, change: Partial<Sample> = {}): Decision => {
  const state = nextSampleState(sample.state, made);
  invariant(state !== undefined, 'samples.no_such_move', {
    sampleId: sample.sampleId,
    state: sample.state,
    made,
  });
  return { kind: 'moved', sample: { ...sample, ...change, state } };
};

/** The refusal of a move that this side cannot make now, or undefined. */
export const refusalOf = (
  sample: Sample,
  made: SampleMove,
  by: { readonly side: Side; readonly companyId: string; readonly now: Instant },
): Decision | undefined => {
  if (sideOf(sample, by.companyId) !== by.side) return refuse('not_a_party', 'No such sample.');
  if (nextSampleState(sample.state, made) === undefined) {
    return refuse('wrong_state', `The sample is ${sample.state}.`);
  }
  const passed = passedDeadline(sample, by.now);
  return passed && refuse('too_late', `The time for that ended at ${passed}.`);
};

/** The next request to escrow; its id follows from sample and attempt, so that a repeat asks for the same thing. */
export const askMoney = (
  sample: Sample,
  kind: MoneyRequest['kind'],
  reason: string,
  askedAt: Instant,
): MoneyRequest => {
  const attempt = (sample.money?.attempt ?? 0) + 1;
  const requestId = deterministicId(kind === 'release' ? 'rel' : 'rfd', sample.sampleId, String(attempt));
  return { kind, requestId, attempt, reason, askedAt };
};
