import { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { type BookingWire, toBookingAnswer } from '../carrier/carrier-messages.ts';
import type { Consignment } from '../domain/consignment.ts';
import { zoneOf } from '../domain/cut-offs.ts';
import type { CarrierEvent } from '../domain/fold-events.ts';
import { assertBillsAgree, type StatedCargo } from '../domain/papers/agreement.ts';
import { billUnitsOf } from '../domain/papers/bill-units.ts';
import {
  bookingConfirmationDraft,
  bookingRequestDraft,
  houseBillDraft,
  masterBillDrafts,
  shippingInstructionsDrafts,
  verifiedMassDrafts,
  voidDraft,
} from '../domain/papers/drafts.ts';
import { loadingOfConsignment, loadingOfPool } from '../domain/papers/loading.ts';
import { nextVersion, type Paper, type PaperDraft } from '../domain/papers/paper.ts';
import { amendmentOf, type Pool } from '../domain/pool.ts';
import type { FreightRepository } from '../repository.ts';
import { createPaperRepository } from './repository.ts';

/** Most rows of papers that one transaction writes beside what it is about. */
const writesMax = 60;

const measure = z.object({ value: z.number() });
const statedCargo: z.ZodType<StatedCargo> = z.object({
  consignmentItems: z.array(
    z.object({
      cargoItems: z.array(
        z.object({
          cargoGrossWeight: measure,
          cargoGrossVolume: measure,
          outerPackaging: z.object({ numberOfPackages: z.number() }),
        }),
      ),
    }),
  ),
});

/** Papers as effects: a version is written only when it would say something else than the last one. */
export const createPapers = (store: Store, freight: FreightRepository) => {
  const papers = createPaperRepository(store);

  /** The next version of a paper with its text; undefined when there is nothing new to say. */
  const prepare = async (subject: string, draft: PaperDraft, now: Instant) => {
    const next = nextVersion(draft, await papers.findLast(subject, draft.name), now);
    return next && { text: next.text, writes: papers.insert(subject, next, now) };
  };

  /** The next version of a paper; nothing when there is nothing new to say. */
  const issue = async (subject: string, draft: PaperDraft, now: Instant): Promise<readonly Write[]> =>
    (await prepare(subject, draft, now))?.writes ?? [];

  const issueSome = async (
    subject: string,
    drafts: readonly PaperDraft[],
    now: Instant,
  ): Promise<readonly Write[]> => {
    const writes: Write[] = [];
    for (const draft of drafts) {
      const next = await issue(subject, draft, now);
      if (writes.length > 0 && writes.length + next.length > writesMax) break;
      writes.push(...next);
    }
    return writes;
  };

  const latest = async (subject: string): Promise<readonly Paper[]> => [
    ...new Map((await papers.list(subject)).map((paper) => [paper.name, paper])).values(),
  ];

  /** Ends of papers whose units are not in the load any more. */
  const ends = async (pool: Pool, drafts: readonly PaperDraft[]): Promise<readonly PaperDraft[]> => {
    const [kinds, names] = [new Set(drafts.map(({ kind }) => kind)), new Set(drafts.map(({ name }) => name))];
    const gone = (await latest(pool.poolId)).filter(
      ({ kind, name, state }) => kinds.has(kind) && !names.has(name) && state === 'valid',
    );
    return Promise.all(
      gone.map(async (paper) =>
        voidDraft(
          paper,
          await papers.read(pool.poolId, paper),
          'Nothing is packed in this unit any more',
          zoneOf(pool.sailing.portOfLoading),
        ),
      ),
    );
  };

  const poolDrafts = async (pool: Pool, members: readonly Consignment[]): Promise<readonly PaperDraft[]> => {
    const loading = loadingOfPool(pool, await freight.findEvents(pool.poolId));
    return [
      ...shippingInstructionsDrafts(pool, members),
      ...masterBillDrafts(pool, members, loading),
      ...verifiedMassDrafts(pool, members),
    ];
  };

  const houseBill = async (
    member: Consignment,
    pool: Pool,
    events: readonly CarrierEvent[],
    now: Instant,
  ): Promise<readonly Write[]> => {
    const loading = loadingOfConsignment(member, pool, events);
    return issue(member.consignmentId, houseBillDraft(member, pool, loading), now);
  };

  const statedBy = async (subject: string, name: string): Promise<StatedCargo> => {
    const last = await papers.findLast(subject, name);
    invariant(last !== undefined, 'freight.paper_missing', { subject, name });
    return statedCargo.parse(await papers.read(subject, last));
  };

  const voidBill = async (
    consignmentId: string,
    last: Paper,
    pool: Pool,
    now: Instant,
  ): Promise<readonly Write[]> => {
    if (last.state === 'void') return [];
    const said = await papers.read(consignmentId, last);
    const zone = zoneOf(pool.sailing.portOfLoading);
    return issue(consignmentId, voidDraft(last, said, 'The goods have left the load', zone), now);
  };

  return {
    repository: papers,
    prepare,
    issue,

    /** What the carrier is asked for, once it is planned or rolled. */
    bookingRequest: (pool: Pool, members: readonly Consignment[], now: Instant) =>
      issue(pool.poolId, bookingRequestDraft(pool, members), now),

    /** What the carrier has said to the booking, as it came in; nothing when it speaks of an earlier amendment. */
    confirmation: async (pool: Pool, received: BookingWire, now: Instant): Promise<readonly Write[]> => {
      const { amendment = amendmentOf(pool) } = toBookingAnswer(received);
      if (amendment < amendmentOf(pool)) return [];
      const reference = received.carrierBookingReference ?? pool.poolId;
      return issue(pool.poolId, bookingConfirmationDraft(pool, received, reference), now);
    },

    /**
     * Shipping instructions, master bills and verified masses that say something new, and the ends of those that are gone: as many as
     * go into one transaction, none when all are out.
     */
    dueOfPool: async (
      pool: Pool,
      members: readonly Consignment[],
      now: Instant,
    ): Promise<readonly Write[]> => {
      const drafts = await poolDrafts(pool, members);
      return issueSome(pool.poolId, [...drafts, ...(await ends(pool, drafts))], now);
    },

    /** ΣHBL = MBL over the bills that were issued, as they are kept. InvariantViolation `freight.bills_differ`. */
    assertAgreement: async (pool: Pool): Promise<void> => {
      const units = await Promise.all(
        billUnitsOf(pool).map(async ({ number, consignmentIds }) => ({
          master: await statedBy(pool.poolId, `master-bill-${number}`),
          houses: await Promise.all(consignmentIds.map((id) => statedBy(id, 'house-bill'))),
        })),
      );
      assertBillsAgree(units, pool.booked);
    },

    /** The master bills again, after the carrier has loaded or taken that back. */
    reviewMasterBills: async (poolId: string, now: Instant): Promise<Effect> => {
      const pool = await freight.findPool(poolId);
      if (pool?.data.booking === undefined) return {};
      const members = (await freight.findMembers(pool.data)).map(({ data }) => data);
      const loading = loadingOfPool(pool.data, await freight.findEvents(poolId));
      const writes = await issueSome(poolId, masterBillDrafts(pool.data, members, loading), now);
      return writes.length === 0 ? {} : { writes: [store.checkVersion(pool), ...writes] };
    },

    /** The house bill of a member that has its number, as the events of its pool say. */
    houseBill,

    /** The house bill again, after its goods were loaded, were not, or have left the load. */
    reviewHouseBill: async (consignmentId: string, now: Instant): Promise<Effect> => {
      const [found, last] = await Promise.all([
        freight.findConsignment(consignmentId),
        papers.findLast(consignmentId, 'house-bill'),
      ]);
      const pool = found && last && (await freight.findPool(found.data.poolId));
      if (!pool) return {};
      const writes =
        found.data.houseBillNumber === undefined
          ? await voidBill(consignmentId, last, pool.data, now)
          : await houseBill(found.data, pool.data, await freight.findEvents(found.data.poolId), now);
      return writes.length === 0 ? {} : { writes: [store.checkVersion(found), ...writes] };
    },

    /** The texts to send: of each paper of a kind the last version, of masses those that were taken back too. */
    texts: async (poolId: string, kind: Paper['kind']): Promise<readonly string[]> => {
      const list = (await latest(poolId)).filter(
        (paper) => paper.kind === kind && (paper.state === 'valid' || kind === 'verified-mass'),
      );
      const documents = await Promise.all(list.map((paper) => papers.read(poolId, paper)));
      return documents.map((document) => JSON.stringify(document));
    },
  };
};
export type Papers = ReturnType<typeof createPapers>;
