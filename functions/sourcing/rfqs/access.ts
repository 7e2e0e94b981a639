import { httpErrors } from '../../../shared/http/errors.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import type { RfqDecision } from '../domain/decide-rfq.ts';
import type { Rfq } from '../domain/rfq.ts';
import { sourcingErrors } from '../errors.ts';
import type { SourcingRepository } from '../repository.ts';
import type { StoredRfq } from './rows.ts';

/** The request after a move, or the refusal as an error. */
export const rfqAfter = <Kept extends Rfq>(decision: RfqDecision<Kept>): Kept => {
  if (decision.kind === 'moved') return decision.rfq;
  const { code, detail, field } = decision;
  throw sourcingErrors[code](detail, field === undefined ? {} : { pointer: `/${field}` });
};

/**
 * The request if that company may see it: its buyer, those invited, those that have quoted, and everybody while a public one
 * takes quotes. Unknown and hidden look the same. Errors: http.not_found.
 */
export const visibleRfq = async (
  sourcing: SourcingRepository,
  rfqId: string,
  viewerId: string,
): Promise<Entity<StoredRfq>> => {
  const found = await sourcing.findRfq(rfqId);
  if (found) {
    const { buyerId, visibility, state, invitedSupplierIds = [] } = found.data;
    const isOpenToAll = visibility === 'public' && state === 'open';
    const isInvited = state !== 'draft' && invitedSupplierIds.includes(viewerId);
    if (isOpenToAll || viewerId === buyerId || isInvited) return found;
    if (await sourcing.findQuoteBy(rfqId, viewerId)) return found;
  }
  throw httpErrors.not_found('No such request.');
};
