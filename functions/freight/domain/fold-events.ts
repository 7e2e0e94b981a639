import type { Instant } from '../../../shared/kernel/instant.ts';

/** A tracking event of the carrier as it is kept; codes as in the DCSA track and trace standards 2.2 and 3. */
export interface CarrierEvent {
  readonly eventId: string;
  /** The event that this is a version of: of several the one created last counts. Absent = it is not revised. */
  readonly revisionOf?: string | undefined;
  /** This version takes the event back. */
  readonly isRetracted?: boolean | undefined;
  readonly createdAt: Instant;
  /** Set on the notice that takes another event back; such a notice says nothing else. */
  readonly retractedEventId?: string | undefined;
  readonly classifier?: 'PLN' | 'EST' | 'ACT' | undefined;
  /** ARRI DEPA LOAD DISC GTIN GTOT STUF STRP …, or POD for proof of delivery. */
  readonly type?: string | undefined;
  readonly occurredAt?: Instant | undefined;
  /** As sent, with the offset of the place. */
  readonly occurredAtLocal?: string | undefined;
  readonly isTransshipmentMove?: boolean | undefined;
  readonly isEmpty?: boolean | undefined;
  readonly location?: string | undefined;
  readonly vesselOrFlight?: string | undefined;
  /** Consignment that it is about; absent = the whole pool. */
  readonly consignmentId?: string | undefined;
  readonly reason?: string | undefined;
}

/** Milestones of a load, in the order in which they should come. */
export const milestoneCodes = [
  'gated_in',
  'on_board',
  'departed',
  'arrived',
  'discharged',
  'gated_out',
  'delivered',
] as const;
export type MilestoneCode = (typeof milestoneCodes)[number];

/** Something that was observed. */
export interface Observation {
  readonly eventId: string;
  readonly at: Instant;
  readonly atLocal: string;
  readonly place: string;
  readonly vesselOrFlight: string;
}

/** What the events together say. */
export interface Milestones {
  readonly actual: Readonly<Partial<Record<MilestoneCode, Observation>>>;
  /** Latest planned or estimated time by milestone; it informs and never moves anything. */
  readonly expected: Readonly<Partial<Record<MilestoneCode, { at: Instant; classifier: 'PLN' | 'EST' }>>>;
  readonly deliveries: ReadonlyMap<string, Observation>;
}

const milestoneOf = (
  event: CarrierEvent,
  ports: { readonly portOfLoading: string; readonly portOfDischarge: string },
): MilestoneCode | undefined => {
  const isOrigin = event.location === ports.portOfLoading;
  const isDestination = event.location === ports.portOfDischarge;
  switch (event.type) {
    case 'GTIN':
      return isOrigin && !event.isEmpty ? 'gated_in' : undefined;
    case 'LOAD':
      return isOrigin ? 'on_board' : undefined;
    case 'DEPA':
      return isOrigin ? 'departed' : undefined;
    case 'ARRI':
      return isDestination ? 'arrived' : undefined;
    case 'DISC':
      return isDestination ? 'discharged' : undefined;
    case 'GTOT':
      return isDestination && !event.isEmpty ? 'gated_out' : undefined;
    case 'POD':
      return 'delivered';
    default:
      return undefined;
  }
};

const byTime = (a: CarrierEvent, b: CarrierEvent): number => {
  const left = `${a.occurredAt}|${a.createdAt}|${a.eventId}`;
  const right = `${b.occurredAt}|${b.createdAt}|${b.eventId}`;
  return left < right ? -1 : left > right ? 1 : 0;
};

/** Name of an event, whichever version of it. */
export const nameOf = (event: CarrierEvent): string => event.revisionOf ?? event.eventId;

/** The last version of each event; which came first does not matter. */
export const latestVersions = (events: readonly CarrierEvent[]): readonly CarrierEvent[] => {
  const latest = new Map<string, CarrierEvent>();
  for (const event of events) {
    const known = latest.get(nameOf(event));
    const isNewer =
      known === undefined || `${known.createdAt}|${known.eventId}` < `${event.createdAt}|${event.eventId}`;
    if (isNewer) latest.set(nameOf(event), event);
  }
  return [...latest.values()];
};

const observationOf = (event: CarrierEvent, at: Instant): Observation => ({
  eventId: nameOf(event),
  at,
  atLocal: event.occurredAtLocal ?? at,
  place: event.location ?? '',
  vesselOrFlight: event.vesselOrFlight ?? '',
});

/**
 * Where a load is, as a fold over all events in the order of event time, then creation; what was retracted counts as never
 * said, transshipments do not count, and only ACT is an observation. The result does not depend on the order of arrival or
 * on duplicates. A milestone reported twice keeps the first observation.
 */
export const foldEvents = (
  events: readonly CarrierEvent[],
  ports: { readonly portOfLoading: string; readonly portOfDischarge: string },
): Milestones => {
  const retracted = new Set(events.flatMap((event) => event.retractedEventId ?? []));
  const standing = [...latestVersions(events)]
    .filter((event) => event.retractedEventId === undefined && !event.isRetracted)
    .filter((event) => !retracted.has(nameOf(event)))
    .filter((event) => !event.isTransshipmentMove)
    .sort(byTime);
  const actual: Partial<Record<MilestoneCode, Observation>> = {};
  const expected: Partial<Record<MilestoneCode, { at: Instant; classifier: 'PLN' | 'EST' }>> = {};
  const saidAt: Partial<Record<MilestoneCode, Instant>> = {};
  const deliveries = new Map<string, Observation>();
  for (const event of standing) {
    const code = milestoneOf(event, ports);
    if (code === undefined || event.occurredAt === undefined) continue;
    if (event.classifier === 'ACT') {
      const observation = observationOf(event, event.occurredAt);
      if (code === 'delivered' && event.consignmentId !== undefined) {
        if (!deliveries.has(event.consignmentId)) deliveries.set(event.consignmentId, observation);
      } else actual[code] ??= observation;
    } else if (event.classifier !== undefined && (saidAt[code] ?? '') <= event.createdAt) {
      saidAt[code] = event.createdAt;
      expected[code] = { at: event.occurredAt, classifier: event.classifier };
    }
  }
  return { actual, expected, deliveries };
};
