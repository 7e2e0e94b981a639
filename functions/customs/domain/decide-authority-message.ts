import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import type { AuthorityMessage, MessageKind } from './authority-message.ts';
import type { Declaration, Hold, Query } from './declaration.ts';
import { canMove, type DeclarationState } from './transitions.ts';

/** How long until a hold is looked at again, in hours. */
export const holdCheckHours = 48;

export type MessageDecision =
  | { readonly kind: 'moved'; readonly declaration: Declaration; readonly reason?: string | undefined }
  /** It changes no state but fills in what was missing, or only stops the clock. */
  | { readonly kind: 'recorded'; readonly declaration: Declaration }
  | { readonly kind: 'ignored'; readonly why: string };

const stateAfter: Readonly<Record<MessageKind, DeclarationState | undefined>> = {
  received: undefined,
  accepted: 'accepted',
  rejected: 'rejected',
  controlled: 'held',
  documents_requested: 'queried',
  assessed: 'duties_assessed',
  released: 'released',
  exited: 'exited',
};

const queryFrom = (declaration: Declaration, message: AuthorityMessage): Query => ({
  number: (declaration.query?.number ?? 0) + 1,
  text: message.reasons.join('; ') || 'The authority asks for documents.',
  documentsAsked: message.documentsAsked,
  askedAt: message.issuedAt,
});

const holdFrom = (message: AuthorityMessage): Hold => ({
  reason: message.reasons.join('; ') || 'Control by the authority.',
  owner: 'authority',
  since: message.issuedAt,
  nextCheckAt: addDuration(message.issuedAt, { hours: holdCheckHours }),
});

const factsOf = (declaration: Declaration, message: AuthorityMessage): Declaration => ({
  ...declaration,
  mrn: declaration.mrn ?? message.mrn,
  isOverdue: false,
  statusQueries: 0,
});

const isOlder = (message: AuthorityMessage, applied: Instant | undefined): boolean =>
  applied !== undefined && message.issuedAt < applied;

/**
 * An acceptance ends neither an open query nor a hold that came with or after it. A release is taken back only by what was issued
 * after it: of two answers of one second the release counts, whichever comes first.
 */
const isOvertaken = (declaration: Declaration, message: AuthorityMessage): boolean => {
  if (message.kind === 'controlled' && declaration.state === 'released')
    return declaration.lastMessageAt !== undefined && message.issuedAt <= declaration.lastMessageAt;
  if (message.kind !== 'accepted') return false;
  if (declaration.state === 'queried') return true;
  return declaration.hold?.owner === 'authority' && message.issuedAt <= declaration.hold.since;
};

const withState = (
  declaration: Declaration,
  to: DeclarationState,
  message: AuthorityMessage,
): Declaration => {
  const wasParked = declaration.hold?.owner === 'operator';
  return {
    ...factsOf(declaration, message),
    state: to,
    lastMessageAt: message.issuedAt,
    reason: message.reasons.length > 0 ? message.reasons.join('; ') : undefined,
    hold: to === 'held' ? holdFrom(message) : undefined,
    query: to === 'queried' ? queryFrom(declaration, message) : declaration.query,
    assessment: message.assessment ?? declaration.assessment,
    legNumber: declaration.legNumber + (wasParked && to !== 'held' ? 1 : 0),
  };
};

/**
 * What an answer of the authority means for a declaration. Answers come late, twice and out of order: one that is older than
 * the newest applied, or that would go backwards, never changes the state; one to an earlier revision is ignored.
 */
export const decideAuthorityMessage = (
  declaration: Declaration,
  message: AuthorityMessage,
  revision: number,
): MessageDecision => {
  if (revision !== declaration.revision) return { kind: 'ignored', why: 'It answers another revision.' };
  const to = stateAfter[message.kind];
  if (to === undefined || isOlder(message, declaration.lastMessageAt)) {
    return { kind: 'recorded', declaration: factsOf(declaration, message) };
  }
  // Said again later, it counts from then on: what was issued in between is older.
  if (to === declaration.state) {
    const again = { ...factsOf(declaration, message), lastMessageAt: message.issuedAt };
    return { kind: 'recorded', declaration: again };
  }
  if (!canMove(declaration.direction, declaration.state, to) || isOvertaken(declaration, message)) {
    return { kind: 'recorded', declaration: factsOf(declaration, message) };
  }
  // Without an amount there is nothing to pay: the assessment would be a state without content.
  if (to === 'duties_assessed' && !message.assessment)
    return { kind: 'ignored', why: 'An assessment without amounts.' };
  return { kind: 'moved', declaration: withState(declaration, to, message), reason: message.reasons[0] };
};
