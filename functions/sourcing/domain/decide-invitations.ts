import { invariant } from '../../../shared/kernel/invariant.ts';
import { limitsOf } from './decide-rfq.ts';
import type { Rfq } from './rfq.ts';

/** A supplier that matching named, as far as inviting asks. */
interface Candidate {
  readonly supplierId: string;
  readonly isPaidPlacement: boolean;
  readonly isExploration: boolean;
}

/** What became of a candidate; `named_twice` is a repeat within one answer. */
export type InvitationOutcome =
  | 'invited'
  | 'already_invited'
  | 'self_dealing'
  | 'named_twice'
  | 'no_place_left'
  | 'request_closed';

/** A candidate with what became of it. */
export type JudgedCandidate<Kept extends Candidate> = Kept & { readonly outcome: InvitationOutcome };

/** The request with its new invitations, and each candidate with its outcome, in the order of the ranking. */
export interface Invitations<KeptRfq extends Rfq, KeptCandidate extends Candidate> {
  readonly rfq: KeptRfq;
  readonly candidates: readonly JudgedCandidate<KeptCandidate>[];
}

/**
 * Invites the candidates of one matching in the order in which they were ranked, as far as there are places. Payment for placement
 * neither helps nor harms: it is shown. `related` are suppliers that have an owner in common with the buyer. A request that takes no quotes any more invites nobody, and says so.
 */
export function decideInvitations<KeptRfq extends Rfq, KeptCandidate extends Candidate>(
  rfq: KeptRfq,
  candidates: readonly KeptCandidate[],
  related: ReadonlySet<string>,
): Invitations<KeptRfq, KeptCandidate> {
  const before = rfq.invitedSupplierIds ?? [];
  const invited = [...before];
  const seen = new Set<string>();
  const { invitationsMax } = limitsOf(rfq);
  const outcomeOf = ({ supplierId }: KeptCandidate): InvitationOutcome => {
    if (supplierId === rfq.buyerId || related.has(supplierId)) return 'self_dealing';
    if (seen.has(supplierId)) return 'named_twice';
    if (before.includes(supplierId)) return 'already_invited';
    if (rfq.state !== 'open') return 'request_closed';
    return invited.length < invitationsMax ? 'invited' : 'no_place_left';
  };
  const judged = candidates.map((candidate) => {
    const outcome = outcomeOf(candidate);
    seen.add(candidate.supplierId);
    if (outcome === 'invited') invited.push(candidate.supplierId);
    return { ...candidate, outcome };
  });
  invariant(invited.length <= Math.max(invitationsMax, before.length), 'sourcing.too_many_invitations', {
    rfqId: rfq.rfqId,
    invited: invited.length,
  });
  return {
    rfq: { ...rfq, matchings: rfq.matchings + 1, invitedSupplierIds: invited },
    candidates: judged,
  };
}
