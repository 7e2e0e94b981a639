import type { Handlers } from '../../../shared/http/call.ts';
import type { Access } from '../access.ts';
import { freightErrors } from '../errors.ts';
import type { FreightRepository } from '../repository.ts';
import type { chargeOperations } from './operations.ts';
import { viewShare } from './share-view.ts';
import { viewFreightCharges } from './views.ts';

/** What a consignment is charged, and how its share of the pool's cost came about. */
export const chargeHandlers = (
  freight: FreightRepository,
  { consignmentFor, poolOf, sidesOf }: Pick<Access, 'consignmentFor' | 'poolOf' | 'sidesOf'>,
): Handlers<typeof chargeOperations> => ({
  getFreightCharges: async ({ params, principal }) => {
    const { data } = await consignmentFor(params.consignmentId, principal);
    const pool = await poolOf(data.poolId);
    return { status: 200, body: viewFreightCharges(data, pool.data, sidesOf(data, principal)) };
  },

  getFreightShare: async ({ params, principal }) => {
    const { data } = await consignmentFor(params.consignmentId, principal);
    const pool = await poolOf(data.poolId);
    const members = (await freight.findMembers(pool.data)).map((one) => one.data);
    const share = viewShare(pool.data, members, data.consignmentId);
    if (!share) throw freightErrors.not_split(`The pool is ${pool.data.state.replaceAll('_', ' ')}.`);
    return { status: 200, body: share };
  },
});
