import type { Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import { isOperator } from '../../../shared/http/principal.ts';
import { businessDateIn } from '../../../shared/kernel/business-date.ts';
import { decideEndPlacement, decidePlacement, type PlacementDecision } from '../domain/placement.ts';
import { catalogErrors } from '../errors.ts';
import type { RecordRepository } from '../matching/record-rows.ts';
import type { placementOperations } from './operations.ts';
import type { PlacementRows } from './rows.ts';

const moved = (decision: PlacementDecision) => {
  if (decision.kind === 'moved') return decision;
  throw catalogErrors[decision.code](decision.detail);
};

/** Handlers of the operations on placements. */
export const createPlacementHandlers = (
  rows: PlacementRows,
  records: Pick<RecordRepository, 'find'>,
): Handlers<typeof placementOperations> => {
  /** The placements of a company that the house knows; there is a record of each from its screening on. */
  const placementsOf = async (supplierId: string) => {
    const found = await rows.find(supplierId);
    if (!found && !(await records.find(supplierId))) throw httpErrors.not_found('No such supplier.');
    return found;
  };

  return {
    markPlacement: async ({ params: { supplierId }, body, now, newId }) => {
      const found = await placementsOf(supplierId);
      const fresh = { ...body, placementId: newId('plc'), markedAt: now };
      const { placements, placement } = moved(
        decidePlacement(found?.data.placements ?? [], fresh, businessDateIn(now, 'UTC')),
      );
      return { status: 201, body: placement, writes: [rows.save(found, { supplierId, placements }, now)] };
    },

    endPlacement: async ({ params: { supplierId, placementId }, now }) => {
      const found = await placementsOf(supplierId);
      const at = { now, today: businessDateIn(now, 'UTC') };
      const decision = decideEndPlacement(found?.data.placements ?? [], placementId, at);
      if (!decision) throw httpErrors.not_found('The supplier has no such placement.');
      const { placements, placement } = moved(decision);
      return { status: 200, body: placement, writes: [rows.save(found, { supplierId, placements }, now)] };
    },

    listPlacements: async ({ params: { supplierId }, principal }) => {
      if (supplierId !== principal.companyId && !isOperator(principal))
        throw httpErrors.not_found('No such supplier.');
      return { status: 200, body: { items: (await placementsOf(supplierId))?.data.placements ?? [] } };
    },
  };
};
