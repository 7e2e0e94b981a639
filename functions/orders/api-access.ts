import { httpErrors } from '../../shared/http/errors.ts';
import { isOperator, type Principal } from '../../shared/http/principal.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Dispute } from './domain/dispute.ts';
import type { Order } from './domain/order.ts';
import type { Repository } from './repository.ts';

/** What a company is in an order. */
export type Side = 'buyer' | 'supplier' | 'operator';

interface Parties {
  readonly buyerId: string;
  readonly supplierId: string;
}

const sidesOf = ({ buyerId, supplierId }: Parties, principal: Principal): readonly Side[] => [
  ...(principal.companyId === buyerId ? (['buyer'] as const) : []),
  ...(principal.companyId === supplierId ? (['supplier'] as const) : []),
  ...(isOperator(principal) ? (['operator'] as const) : []),
];

/**
 * Finds things for those who may see them; to everybody else, and for another side than the one that may act, they do not
 * exist. Errors: http.not_found.
 */
export const createAccess = (repository: Repository) => {
  const hasSide = (parties: Parties, principal: Principal, sides: readonly Side[]): boolean =>
    sidesOf(parties, principal).some((side) => sides.includes(side));

  return {
    order: async (
      orderId: string,
      principal: Principal,
      sides: readonly Side[] = ['buyer', 'supplier', 'operator'],
    ): Promise<Entity<Order>> => {
      const found = await repository.findOrder(orderId);
      if (!found || !hasSide(found.data.terms, principal, sides))
        throw httpErrors.not_found('No such order.');
      return found;
    },
    dispute: async (
      disputeId: string,
      principal: Principal,
      sides: readonly Side[] = ['buyer', 'supplier', 'operator'],
    ): Promise<Entity<Dispute>> => {
      const found = await repository.findDispute(disputeId);
      if (!found || !hasSide(found.data, principal, sides)) throw httpErrors.not_found('No such dispute.');
      return found;
    },
    /** The side on which a company speaks in a dispute; parties before operators. */
    sideIn: (parties: Parties, principal: Principal): Side => sidesOf(parties, principal)[0] ?? 'operator',
    mayRead: (parties: Parties, principal: Principal): boolean => sidesOf(parties, principal).length > 0,
  };
};
/** What the handlers look things up with. */
export type Access = ReturnType<typeof createAccess>;
