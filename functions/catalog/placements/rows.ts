import { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { Placement } from '../domain/placement.ts';

const placementsRow = z.object({
  supplierId: z.string(),
  placements: z.array(
    z.object({
      placementId: z.string(),
      validFrom: z.string(),
      validTo: z.string(),
      markedAt: z.string(),
      endedAt: z.string().optional(),
    }),
  ),
});
/** The placements of one supplier, oldest first. */
export interface SupplierPlacements {
  readonly supplierId: string;
  readonly placements: readonly Placement[];
}

const key = (supplierId: string) => ({ pk: `SUPPLIER#${supplierId}`, sk: 'PLACEMENTS' });
const read = (data: unknown): SupplierPlacements => placementsRow.parse(data);

/** Rows: SUPPLIER#id/PLACEMENTS when a supplier pays for being shown. */
export const createPlacementRows = (store: Store) => ({
  find: (supplierId: string) => store.get(key(supplierId), read),

  /** Rows of up to 100 suppliers; those that never paid are left out. */
  findMany: async (supplierIds: readonly string[]): Promise<readonly SupplierPlacements[]> =>
    (await store.getMany(supplierIds.map(key), read)).map(({ data }) => data),

  /** Refused as stale when the row was changed since, or came into being. */
  save: (found: Entity<SupplierPlacements> | undefined, next: SupplierPlacements, now: Instant): Write =>
    found
      ? store.updateIfVersion(found, next, now)
      : store.insertIfAbsent(key(next.supplierId), 'placements', next, now),
});
/** See {@link createPlacementRows}. */
export type PlacementRows = ReturnType<typeof createPlacementRows>;
