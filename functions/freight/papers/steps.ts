import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { Step, StepResult } from '../../../shared/workflow/steps.ts';
import type { Carrier } from '../carrier/carrier.ts';
import { houseBillIssued } from '../contract.ts';
import type { Consignment } from '../domain/consignment.ts';
import type { CarrierEvent } from '../domain/fold-events.ts';
import { billUnitOf, houseBillNumberOf } from '../domain/papers/bill-units.ts';
import { amendmentOf, movePool, type Pool } from '../domain/pool.ts';
import { audienceOf, changePool, joinEffects, referenceOf } from '../freight-effects.ts';
import { more, pageOf } from '../pools/member-pages.ts';
import type { FreightRepository } from '../repository.ts';
import type { Papers } from './issue-papers.ts';

interface Parts {
  readonly store: Store;
  readonly freight: FreightRepository;
  readonly carrier: Carrier;
  readonly papers: Papers;
}

/** What a step knows how to load. */
interface Loaders {
  readonly load: (poolId: string) => Promise<Entity<Pool>>;
  readonly stateOf: (pool: Pool) => { readonly state: string };
}

/** True while the bill of a member was not looked at since the booking was last amended. */
const isUnbilled =
  (pool: Pool) =>
  ({ data }: Entity<Consignment>): boolean =>
    data.billedAmendment !== amendmentOf(pool) ||
    data.issuedUnder !== billUnitOf(pool, data.consignmentId).masterBillNumber;

/**
 * Steps that write the papers of a pool and send them. What is sent was stored before: a step that finds papers due stores them and is
 * entered again.
 */
export const createPaperSteps = (parts: Parts, { load, stateOf }: Loaders) => {
  const { store, freight, carrier, papers } = parts;
  const unchanged = (pool: Pool): StepResult => ({ output: stateOf(pool) });
  const membersOf = async (pool: Pool): Promise<readonly Consignment[]> =>
    (await freight.findMembers(pool)).map(({ data }) => data);

  const again = (entity: Entity<Pool>, effects: readonly Effect[]): StepResult => ({
    output: more,
    ...joinEffects([{ writes: [store.checkVersion(entity)] }, ...effects]),
  });

  /** The bill of one member. Under another master bill it is issued anew and told of; else only a version that says something new is. */
  const bill = async (
    one: Entity<Consignment>,
    pool: Pool,
    events: readonly CarrierEvent[],
    now: Instant,
  ): Promise<Effect> => {
    const { consignmentId } = one.data;
    const masterBillNumber = billUnitOf(pool, consignmentId).masterBillNumber;
    const isNew = one.data.issuedUnder !== masterBillNumber;
    const houseBillNumber = houseBillNumberOf(consignmentId, pool.poolId);
    const issuedAt = isNew ? now : (one.data.issuedAt ?? now);
    const billed: Consignment = {
      ...one.data,
      sailingId: pool.sailing.sailingId,
      houseBillNumber,
      issuedUnder: masterBillNumber,
      issuedAt,
      billedAmendment: amendmentOf(pool),
    };
    const told = houseBillIssued.create({
      subject: consignmentId,
      audience: audienceOf(one.data),
      data: { ...referenceOf(one.data), houseBillNumber, masterBillNumber, issuedAt },
    });
    return {
      writes: [
        freight.updateConsignment(one, billed, now),
        ...(await papers.houseBill(billed, pool, events, now)),
      ],
      events: isNew ? [{ ...told, correlationId: one.data.correlationId }] : [],
    };
  };

  /** A page of the bills that are due, or undefined when none is. */
  const billPage = async (entity: Entity<Pool>, now: Instant): Promise<StepResult | undefined> => {
    const pool = entity.data;
    const { page } = pageOf((await freight.findMembers(pool)).filter(isUnbilled(pool)));
    if (page.length === 0) return undefined;
    const events = await freight.findEvents(pool.poolId);
    return again(entity, await Promise.all(page.map((one) => bill(one, pool, events, now))));
  };

  const stored = (entity: Entity<Pool>, writes: readonly Write[]): StepResult | undefined =>
    writes.length === 0 ? undefined : again(entity, [{ writes }]);

  const instruct = async (pool: Pool): Promise<void> =>
    carrier.instruct(pool, {
      instructions: await papers.texts(pool.poolId, 'shipping-instructions'),
      masses: await papers.texts(pool.poolId, 'verified-mass'),
    });

  const requestOf = async (pool: Pool): Promise<string> => {
    const [text] = await papers.texts(pool.poolId, 'booking-request');
    if (text === undefined) throw new Error(`The pool ${pool.poolId} has no booking request`);
    return text;
  };

  // The state is written before the call: the confirmation may come back before the call returns.
  const recordBooking: Step = async ({ subject, now }) => {
    const entity = await load(subject);
    if (entity.data.state !== 'planned') return unchanged(entity.data);
    const booking = { ...entity.data.booking, requestedAt: now, refusal: undefined };
    const after = movePool(entity.data, 'booked', { booking });
    const request = await papers.bookingRequest(after, await membersOf(after), now);
    return {
      output: stateOf(after),
      ...joinEffects([changePool(store, freight, entity, after, now), { writes: request }]),
    };
  };

  const sendBooking: Step = async ({ subject }) => {
    const { data } = await load(subject);
    if (data.state === 'booked') {
      const request = await requestOf(data);
      if ((data.revision ?? 0) === 0) await carrier.book(data, request);
      else await carrier.rebook(data, request);
    }
    return unchanged(data);
  };

  const issueDocuments: Step = async ({ subject, now }) => {
    const entity = await load(subject);
    const pool = entity.data;
    if (pool.state !== 'allocated') return unchanged(pool);
    const bills = await billPage(entity, now);
    if (bills) return bills;
    const members = await membersOf(pool);
    const due = stored(entity, await papers.dueOfPool(pool, members, now));
    if (due) return due;
    await papers.assertAgreement(pool);
    const after = movePool(pool, 'documented');
    return { output: stateOf(after), ...changePool(store, freight, entity, after, now) };
  };

  const instructCarrier: Step = async ({ subject }) => {
    const { data } = await load(subject);
    if (data.state === 'documented') {
      if (data.dispute?.state === 'open') await carrier.dispute(data, data.dispute);
      await instruct(data);
    }
    return unchanged(data);
  };

  // Members learn of the later departure with their bills; then the carrier does, and the pool goes on.
  const amendBooking: Step = async ({ subject, now }) => {
    const entity = await load(subject);
    const pool = entity.data;
    if (pool.state !== 'rolled') return unchanged(pool);
    const bills = await billPage(entity, now);
    if (bills) return bills;
    const members = await membersOf(pool);
    const request = await papers.bookingRequest(pool, members, now);
    const due = stored(entity, [...request, ...(await papers.dueOfPool(pool, members, now))]);
    if (due) return due;
    await papers.assertAgreement(pool);
    await carrier.rebook(pool, await requestOf(pool));
    await instruct(pool);
    const after = movePool(pool, 'documented');
    return { output: stateOf(after), ...changePool(store, freight, entity, after, now) };
  };

  return { recordBooking, sendBooking, issueDocuments, instructCarrier, amendBooking };
};
