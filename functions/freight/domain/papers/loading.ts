import type { Consignment } from '../consignment.ts';
import { type CarrierEvent, foldEvents, nameOf } from '../fold-events.ts';
import type { Pool } from '../pool.ts';
import type { Loading } from './transport-document.ts';

const isLoad = (event: CarrierEvent, port: string): boolean =>
  event.type === 'LOAD' && event.classifier === 'ACT' && event.location === port;

const retractedNames = (events: readonly CarrierEvent[]): ReadonlySet<string> =>
  new Set(
    events.flatMap((event) => event.retractedEventId ?? (event.isRetracted === true ? nameOf(event) : [])),
  );

/** True when the carrier has reported loading at the port and taken it back. */
const isTakenBack = (events: readonly CarrierEvent[], port: string): boolean => {
  const retracted = retractedNames(events);
  return events.some((event) => isLoad(event, port) && retracted.has(nameOf(event)));
};

const notLoaded = (events: readonly CarrierEvent[], port: string): Loading => ({
  kind: isTakenBack(events, port) ? 'taken_back' : 'received',
});

/** What a consignment's bill says of the loading: by the very event that counts for the goods, as it was told last. */
export const loadingOfConsignment = (
  { onBoardEventId, state }: Consignment,
  { sailing }: Pool,
  events: readonly CarrierEvent[],
): Loading => {
  const port = sailing.portOfLoading;
  const seen = events
    .filter((event) => nameOf(event) === onBoardEventId && event.occurredAt !== undefined)
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
    .at(-1);
  if (seen?.occurredAt === undefined || state === 'held') return notLoaded(events, port);
  const atLocal = seen.occurredAtLocal ?? seen.occurredAt;
  return { kind: 'on_board', seen: { atLocal, vesselOrFlight: seen.vesselOrFlight ?? '' } };
};

/** What the master bills of a pool say of the loading. */
export const loadingOfPool = ({ sailing }: Pool, events: readonly CarrierEvent[]): Loading => {
  const seen = foldEvents(events, sailing).actual.on_board;
  return seen ? { kind: 'on_board', seen } : notLoaded(events, sailing.portOfLoading);
};
