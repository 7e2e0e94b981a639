import { z } from 'zod';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { RowKey, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';

const ownersRow = z.object({ companyId: z.string(), ownerKeys: z.array(z.string()) });
const key = (companyId: string): RowKey => ({ pk: `COMPANY#${companyId}`, sk: 'OWNERS' });

/** Rows of who owns a company, as parties told it: COMPANY#id/OWNERS pseudonyms of persons. */
export const createOwnerRows = (store: Store) => {
  const read = (data: unknown) => ownersRow.parse(data);
  return {
    /** What an older event told is left out. */
    putOwners: async (
      companyId: string,
      ownerKeys: readonly string[],
      sequence: number,
      now: Instant,
    ): Promise<readonly Write[]> => {
      const found = await store.get(key(companyId), read);
      if (found && found.version >= sequence) return [];
      return [store.putProjection(key(companyId), 'owners', { companyId, ownerKeys }, now, sequence)];
    },

    /** Those of up to 99 companies that have an owner in common with a company; who has told no owners is related to nobody. */
    relatedTo: async (companyId: string, others: readonly string[]): Promise<ReadonlySet<string>> => {
      if (others.length === 0) return new Set();
      const asked = [...new Set([companyId, ...others])];
      const rows = (await store.getMany(asked.map(key), read)).map(({ data }) => data);
      const own = new Set(rows.find((one) => one.companyId === companyId)?.ownerKeys);
      const related = rows.filter(
        (one) => one.companyId !== companyId && one.ownerKeys.some((each) => own.has(each)),
      );
      return new Set(related.map((one) => one.companyId));
    },
  };
};
