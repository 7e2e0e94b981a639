import type { Handlers } from '../../../shared/http/call.ts';
import { isOperator } from '../../../shared/http/principal.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { Access } from '../access.ts';
import type { Carrier } from '../carrier/carrier.ts';
import { endDispute } from '../charges/invoice-disputes.ts';
import { viewInvoiceDispute } from '../charges/views.ts';
import { resumePool } from '../domain/decide-pool.ts';
import { shippingInstructionsDrafts, verifiedMassDrafts } from '../domain/papers/drafts.ts';
import type { PaperDraft } from '../domain/papers/paper.ts';
import type { Pool } from '../domain/pool.ts';
import { decideWeighing } from '../domain/verified-mass.ts';
import { freightErrors } from '../errors.ts';
import { changePool, joinEffects, sendOn } from '../freight-effects.ts';
import { viewPool } from '../freight-view.ts';
import type { Papers } from '../papers/issue-papers.ts';
import type { FreightRepository } from '../repository.ts';
import { viewLoading, viewOwnPieces, viewUnits } from './load-plan-view.ts';
import { type ReadLoadPlan, unpackLoadPlan } from './load-plans.ts';
import type { poolOperations } from './operations.ts';

interface Parts {
  readonly store: Store;
  readonly freight: FreightRepository;
  readonly carrier: Carrier;
  readonly papers: Papers;
}

/** Shared loads: what their shippers see, and what the station and operators do. */
export const poolHandlers = (
  { store, freight, carrier, papers }: Parts,
  { ownIn, poolOf }: Pick<Access, 'ownIn' | 'poolOf'>,
): Handlers<typeof poolOperations> => {
  /** The load of a pool as it was planned. Errors: freight.no_load_plan. */
  const loadPlanOf = async (pool: Pool): Promise<ReadLoadPlan> => {
    const hash = pool.plan?.loadPlanHash;
    if (hash === undefined)
      throw freightErrors.no_load_plan('Nothing of this pool is stowed in units of ours.');
    return unpackLoadPlan(await freight.findLoadPlan(pool.poolId, hash), hash);
  };

  /** Tells the carrier of a box that was weighed and sealed after it had been declared; what is told is what is stored. */
  const declareAnew = async (pool: Pool, unit: number, now: Instant): Promise<readonly Write[]> => {
    const members = (await freight.findMembers(pool)).map(({ data }) => data);
    const next = async (drafts: readonly PaperDraft[], name: string) => {
      const draft = drafts.find((one) => one.name === `${name}-${unit}`);
      const found = draft && (await papers.prepare(pool.poolId, draft, now));
      return found ? { texts: [found.text], writes: found.writes } : { texts: [], writes: [] };
    };
    const instructed = await next(shippingInstructionsDrafts(pool, members), 'shipping-instructions');
    const declared = await next(verifiedMassDrafts(pool, members), 'verified-mass');
    await carrier.instruct(pool, { instructions: instructed.texts, masses: declared.texts });
    return [...instructed.writes, ...declared.writes];
  };

  return {
    getPool: async ({ params, principal }) => {
      const pool = await poolOf(params.poolId);
      const ownIds = await ownIn(pool.data, principal);
      const members = (await freight.findMembers(pool.data)).map((one) => one.data);
      const own = members.filter(({ consignmentId }) => ownIds.has(consignmentId));
      return { status: 200, version: pool.version, body: viewPool(pool.data, own) };
    },

    getLoadPlan: async ({ params, query, principal }) => {
      const { data } = await poolOf(params.poolId);
      const ownIds = await ownIn(data, principal);
      const load = await loadPlanOf(data);
      const loading = query.unit === undefined ? undefined : viewLoading(load, Number(query.unit));
      const isStation = isOperator(principal);
      if (isStation && query.unit !== undefined && !loading)
        throw freightErrors.no_load_plan(`The pool has no unit ${query.unit}.`);
      return {
        status: 200,
        body: {
          poolId: data.poolId,
          hash: data.plan?.loadPlanHash ?? '',
          yourPieces: viewOwnPieces(load, ownIds),
          ...(isStation ? { units: viewUnits(load), loading } : {}),
        },
      };
    },

    weighUnit: async ({ params, body, now }) => {
      const found = await poolOf(params.poolId);
      const decision = decideWeighing(found.data, body, now);
      if (decision.kind === 'refused') throw freightErrors[decision.code](decision.detail);
      const { pool: after } = decision;
      // What was declared already is declared anew; told twice is told once.
      const declared = after.state === 'documented' ? await declareAnew(after, body.unit, now) : [];
      return {
        status: 200,
        version: found.version + 1,
        body: viewPool(after, []),
        ...joinEffects([changePool(store, freight, found, after, now), { writes: declared }]),
      };
    },

    resumePool: async ({ params, now }) => {
      const found = await poolOf(params.poolId);
      const after = resumePool(found.data, now);
      if (!after) throw freightErrors.wrong_state('The pool is not on hold.');
      return {
        status: 200,
        version: found.version + 1,
        body: viewPool(after, []),
        ...sendOn({ store, freight }, found, after, now),
      };
    },

    getInvoiceDispute: async ({ params }) => {
      const { data } = await poolOf(params.poolId);
      if (!data.dispute)
        throw freightErrors.no_dispute('The invoice is as it was quoted, or has not come yet.');
      return { status: 200, body: viewInvoiceDispute(data.dispute) };
    },

    decideInvoiceDispute: async ({ params, body, now }) => {
      const found = await poolOf(params.poolId);
      const { dispute } = found.data;
      if (!dispute) throw freightErrors.no_dispute('The invoice is as it was quoted, or has not come yet.');
      const ended = endDispute(store, found.data, body.outcome, body.reason, now);
      if (!ended?.pool.dispute) throw freightErrors.dispute_over(`It was ${dispute.state}.`);
      return {
        status: 200,
        body: viewInvoiceDispute(ended.pool.dispute),
        ...joinEffects([changePool(store, freight, found, ended.pool, now), ended.effect]),
      };
    },
  };
};
