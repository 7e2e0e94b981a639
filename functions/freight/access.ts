import { httpErrors } from '../../shared/http/errors.ts';
import { isOperator, type Principal } from '../../shared/http/principal.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import { type Consignment, loadOf } from './domain/consignment.ts';
import type { Load } from './domain/planning/plan-load.ts';
import type { Pool } from './domain/pool.ts';
import { freightErrors } from './errors.ts';
import type { FreightRepository } from './repository.ts';

/** Who may see and move what; unknown and forbidden look the same. */
export const createAccess = (freight: FreightRepository) => {
  /** A consignment that the company is party to. Errors: http.not_found. */
  const consignmentFor = async (
    consignmentId: string,
    principal: Principal,
  ): Promise<Entity<Consignment>> => {
    const found = await freight.findConsignment(consignmentId);
    const parties = found && [found.data.shipper.companyId, found.data.consignee.companyId];
    if (!found || !(parties?.includes(principal.companyId) || isOperator(principal)))
      throw httpErrors.not_found('No such consignment.');
    return found;
  };

  return {
    consignmentFor,

    /** A consignment that the company ships; under EXW that is the buyer. Errors: http.not_found, freight.not_the_shipper. */
    ownConsignment: async (consignmentId: string, principal: Principal): Promise<Entity<Consignment>> => {
      const found = await consignmentFor(consignmentId, principal);
      const isBuyerShipping =
        found.data.deliveryTerm.incoterm === 'EXW' && found.data.consignee.companyId === principal.companyId;
      if (found.data.shipper.companyId === principal.companyId || isBuyerShipping || isOperator(principal))
        return found;
      throw freightErrors.not_the_shipper(`${found.data.shipper.name} is the shipper.`);
    },

    /** The sides of the delivery term that the reader stands on; operators stand on both. */
    sidesOf: ({ shipper, consignee }: Consignment, principal: Principal): readonly ('seller' | 'buyer')[] => {
      if (isOperator(principal)) return ['seller', 'buyer'];
      const { companyId } = principal;
      return [
        ...(shipper.companyId === companyId ? (['seller'] as const) : []),
        ...(consignee.companyId === companyId ? (['buyer'] as const) : []),
      ];
    },

    /** A pool, for whoever has shown a right to it. Errors: http.not_found. */
    poolOf: async (poolId: string): Promise<Entity<Pool>> => {
      const found = await freight.findPool(poolId);
      if (!found) throw httpErrors.not_found('No such pool.');
      return found;
    },

    /** Ids of the members of a pool that a company is party to; an operator may see a pool without any. Errors: http.not_found. */
    ownIn: async (pool: Pool, principal: Principal): Promise<ReadonlySet<string>> => {
      const members = (await freight.findMembers(pool)).map((one) => one.data);
      const own = members.filter(({ shipper, consignee }) =>
        [shipper.companyId, consignee.companyId].includes(principal.companyId),
      );
      if (own.length === 0 && !isOperator(principal)) throw httpErrors.not_found('No such pool.');
      return new Set(own.map(({ consignmentId }) => consignmentId));
    },

    /** Everything else in a pool, as loads. */
    othersIn: async (pool: Pool, consignmentId: string): Promise<readonly Load[]> =>
      (await freight.findMembers(pool))
        .filter((one) => one.data.consignmentId !== consignmentId)
        .map((one) => loadOf(one.data)),
  };
};

export type Access = ReturnType<typeof createAccess>;
