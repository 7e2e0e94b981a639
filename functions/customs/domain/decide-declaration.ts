import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { compareMoney, isZeroMoney, type Money } from '../../../shared/kernel/money.ts';
import { holdCheckHours } from './decide-authority-message.ts';
import type { Declaration, SupportingDocument } from './declaration.ts';
import { canMove, type DeclarationState } from './transitions.ts';

/** Status queries without any news after which an operator takes over. */
export const statusQueriesMax = 5;

/** Hours until we ask where the answer is, by state; absent = nothing is waited for. */
const patienceHours: Readonly<Partial<Record<DeclarationState, number>>> = {
  lodged: 24,
  accepted: 72,
  queried: 120,
  // Ten working days of 19 CFR 142.12 and the usual deferral elsewhere.
  duties_assessed: 14 * 24,
  // Proof of exit is owed 60 days after release; then the export VAT exemption is in danger.
  released: 60 * 24,
};

export type Decision =
  | { readonly kind: 'moved'; readonly declaration: Declaration }
  | { readonly kind: 'refused'; readonly detail: string };

const move = (declaration: Declaration, to: DeclarationState, change: Partial<Declaration>): Declaration => {
  invariant(canMove(declaration.direction, declaration.state, to), 'customs.forbidden_transition', {
    declarationId: declaration.declarationId,
    from: declaration.state,
    to,
  });
  return { ...declaration, ...change, state: to };
};

const refused = (declaration: Declaration, what: string): Decision => ({
  kind: 'refused',
  detail: `The declaration is ${declaration.state.replaceAll('_', ' ')}; ${what}`,
});

/** When to ask for news of a declaration in its state; undefined when nothing is waited for. */
export const nextCheckOf = (declaration: Declaration, now: Instant): Instant | undefined => {
  if (declaration.hold) return declaration.hold.nextCheckAt;
  if (declaration.direction === 'import' && declaration.state === 'released') return undefined;
  const hours = patienceHours[declaration.state];
  return hours === undefined ? undefined : addDuration(now, { hours });
};

/** The declaration went out to the authority; a no-op when an earlier try of the step got there. */
export const decideLodged = (declaration: Declaration): Declaration =>
  declaration.state === 'prepared' ? move(declaration, 'lodged', { reason: undefined }) : declaration;

/** The declarant answers a query. */
export const decideAnswer = (
  declaration: Declaration,
  answer: { readonly documents: readonly SupportingDocument[]; readonly statement?: string | undefined },
  now: Instant,
): Decision => {
  const { query } = declaration;
  if (declaration.state !== 'queried' || !query) return refused(declaration, 'there is no open query.');
  const given = answer.documents.map((document) => document.kind);
  const missing = query.documentsAsked.filter((kind) => !given.includes(kind));
  if (missing.length > 0)
    return { kind: 'refused', detail: `The authority asked for ${missing.join(', ')} as well.` };
  return {
    kind: 'moved',
    declaration: move(declaration, 'accepted', {
      query: { ...query, answer: { ...answer, at: now } },
      reason: 'query_answered',
      isOverdue: false,
      statusQueries: 0,
    }),
  };
};

/** A rejected declaration starts again as a new revision with what was corrected. */
export const decideCorrection = (
  declaration: Declaration,
  corrected: Pick<Declaration, 'lines' | 'declarant' | 'charges' | 'quote' | 'warnings' | 'exportOn'>,
  reason: string,
): Decision => {
  if (declaration.state !== 'rejected')
    return refused(declaration, 'only a rejected declaration is corrected.');
  return {
    kind: 'moved',
    declaration: move(declaration, 'prepared', {
      ...corrected,
      revision: declaration.revision + 1,
      legNumber: 1,
      reason,
      mrn: undefined,
      query: undefined,
      hold: undefined,
      lastMessageAt: undefined,
      isOverdue: false,
      statusQueries: 0,
    }),
  };
};

/** Taken back before the authority has accepted anything. */
export const decideCancellation = (declaration: Declaration, reason: string): Decision => {
  if (!canMove(declaration.direction, declaration.state, 'cancelled') || declaration.mrn !== undefined)
    return refused(declaration, 'the authority has it; ask the authority to invalidate it.');
  return {
    kind: 'moved',
    declaration: move(declaration, 'cancelled', { reason, hold: undefined, isOverdue: false }),
  };
};

/** The check fell due without news. */
export const decideOverdue = (declaration: Declaration): Declaration => ({ ...declaration, isOverdue: true });

/** Only the authority takes a release back: one whose proof of exit is missing is asked about again, and stays released. */
const canPark = ({ direction, state }: Declaration): boolean =>
  state !== 'released' && canMove(direction, state, 'held');

/** The status was asked: wait again, or after too many times without news hand it to an operator. */
export const decideStatusAsked = (declaration: Declaration, now: Instant): Declaration => {
  const statusQueries = declaration.statusQueries + 1;
  const isExhausted = statusQueries >= statusQueriesMax;
  if (isExhausted && canPark(declaration)) {
    return decidePark(
      { ...declaration, statusQueries },
      `No answer after ${statusQueries} status queries.`,
      now,
    );
  }
  const hold = declaration.hold && {
    ...declaration.hold,
    nextCheckAt: addDuration(now, { hours: holdCheckHours }),
  };
  return { ...declaration, isOverdue: false, statusQueries, ...(hold ? { hold } : {}) };
};

/** Hands the declaration to an operator with the reason; the next message of the authority takes it on from there. */
export const decidePark = (declaration: Declaration, reason: string, now: Instant): Declaration => {
  const hold = {
    reason,
    owner: 'operator' as const,
    since: now,
    nextCheckAt: addDuration(now, { days: 7 }),
  };
  if (declaration.state === 'held') return { ...declaration, hold, isOverdue: false };
  if (!canPark(declaration)) return declaration;
  return move(declaration, 'held', { hold, reason, isOverdue: false });
};

/** An operator sends a parked declaration on: another run of the leg asks the authority again from where it stood. */
export const decideResume = (declaration: Declaration, reason: string): Decision => {
  if (declaration.hold?.owner !== 'operator') return refused(declaration, 'no operator has it.');
  const isAssessed = declaration.direction === 'import' && declaration.assessment !== undefined;
  const change = {
    hold: undefined,
    reason,
    isOverdue: false,
    statusQueries: 0,
    legNumber: declaration.legNumber + 1,
  };
  return {
    kind: 'moved',
    declaration: move(declaration, isAssessed ? 'duties_assessed' : 'lodged', change),
  };
};

/** How far the assessment is from our own quote; undefined where there is nothing to compare. */
export const comparisonOf = (
  declaration: Declaration,
): { readonly quoted: Money; readonly assessed: Money; readonly agrees: boolean } | undefined => {
  const { quote, assessment } = declaration;
  if (quote?.kind !== 'quoted' || !assessment || quote.total.currency !== assessment.total.currency)
    return undefined;
  const agrees = compareMoney(quote.total, assessment.total) === 0;
  return { quoted: quote.total, assessed: assessment.total, agrees };
};

/** What must be collected from the declarant before the authority releases: nothing when the assessment is zero. */
export const payableOf = (declaration: Declaration): Money | undefined => {
  const total = declaration.assessment?.total;
  return total && !isZeroMoney(total) ? total : undefined;
};

/** The declarant has paid the assessed amount; one that was parked for want of it goes on. */
export const decidePaid = (declaration: Declaration, now: Instant): Declaration => {
  const { duty } = declaration;
  invariant(duty !== undefined, 'customs.paid_without_duty', { declarationId: declaration.declarationId });
  const paid = { ...declaration, duty: { ...duty, paidAt: now }, isOverdue: false, statusQueries: 0 };
  if (declaration.hold?.owner !== 'operator') return paid;
  return move(paid, 'duties_assessed', {
    hold: undefined,
    reason: 'duty_paid',
    legNumber: declaration.legNumber + 1,
  });
};
