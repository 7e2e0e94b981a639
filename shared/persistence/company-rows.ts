import { z } from 'zod';
import type { Instant } from '../kernel/instant.ts';
import type { RowKey, Store } from './store.ts';
import type { Write } from './write.ts';

const companyRow = z.object({ companyId: z.string(), roles: z.array(z.string()) });
const ownersRow = z.object({ companyId: z.string(), ownerKeys: z.array(z.string()) });
const companyKey = (companyId: string): RowKey => ({ pk: `COMPANY#${companyId}`, sk: 'COMPANY' });
const ownersKey = (companyId: string): RowKey => ({ pk: `COMPANY#${companyId}`, sk: 'OWNERS' });

/**
 * A context's own picture of companies, as parties told it. Rows: COMPANY#id/COMPANY that it joined and as what; COMPANY#id/OWNERS
 * pseudonyms of the persons who own it.
 */
export const createCompanyRows = (store: Store) => {
  const readCompany = (data: unknown) => companyRow.parse(data);
  const readOwners = (data: unknown) => ownersRow.parse(data);
  return {
    /** Notes that a company joined; what an older event told is left out. */
    putCompany: async (
      companyId: string,
      roles: readonly string[],
      sequence: number,
      now: Instant,
    ): Promise<readonly Write[]> => {
      const found = await store.get(companyKey(companyId), readCompany);
      if (found && found.version >= sequence) return [];
      return [store.putProjection(companyKey(companyId), 'company', { companyId, roles }, now, sequence)];
    },

    /** Those of up to 100 ids that are no supplier that is known here, in their order. */
    notSuppliers: async (companyIds: readonly string[]): Promise<readonly string[]> => {
      const asked = [...new Set(companyIds)];
      const rows = asked.length === 0 ? [] : await store.getMany(asked.map(companyKey), readCompany);
      const suppliers = new Set(
        rows.filter(({ data }) => data.roles.includes('exporter')).map(({ data }) => data.companyId),
      );
      return asked.filter((companyId) => !suppliers.has(companyId));
    },

    /** Notes who owns a company; what an older event told is left out. */
    putOwners: async (
      companyId: string,
      ownerKeys: readonly string[],
      sequence: number,
      now: Instant,
    ): Promise<readonly Write[]> => {
      const found = await store.get(ownersKey(companyId), readOwners);
      if (found && found.version >= sequence) return [];
      return [store.putProjection(ownersKey(companyId), 'owners', { companyId, ownerKeys }, now, sequence)];
    },

    /** Those of up to 99 companies that have an owner in common with a company; who has told no owners is related to nobody. */
    relatedTo: async (companyId: string, others: readonly string[]): Promise<ReadonlySet<string>> => {
      if (others.length === 0) return new Set();
      const asked = [...new Set([companyId, ...others])];
      const rows = (await store.getMany(asked.map(ownersKey), readOwners)).map(({ data }) => data);
      const own = new Set(rows.find((one) => one.companyId === companyId)?.ownerKeys);
      const related = rows.filter(
        (one) => one.companyId !== companyId && one.ownerKeys.some((each) => own.has(each)),
      );
      return new Set(related.map((one) => one.companyId));
    },
  };
};
