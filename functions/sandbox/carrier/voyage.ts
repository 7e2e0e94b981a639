import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import type { TwinBooking } from './booking.ts';
import type { Departure } from './schedule.ts';
import { type Told, trackingWords } from './tracking-wire.ts';

/** An event of the voyage, when it is told and how often. */
export interface VoyageEvent {
  readonly eventId: string;
  readonly tellAt: Instant;
  readonly copies: number;
  /** Of one lot and not of the voyage. */
  readonly isDelivery: boolean;
  readonly body: unknown;
}

const teller = (booking: TwinBooking, departure: Departure) => {
  const words = trackingWords(booking, departure);
  const idOf = (suffix: string): string => `${booking.reference}-${booking.amendment}-${suffix}`;
  const lateBy = booking.magic.includes('LATE') ? { hours: 24 } : { hours: 0 };
  const event = (told: Told): VoyageEvent => {
    const tellAt = addDuration(told.tellAt, lateBy);
    const body = { messageType: 'EVENT', event: words.event(idOf(told.suffix), { ...told, tellAt }) };
    const isDelivery = told.type === 'POD';
    return { eventId: idOf(told.suffix), tellAt, copies: told.copies ?? 1, isDelivery, body };
  };
  const retraction = (suffix: string, of: string, at: Instant): readonly VoyageEvent[] => {
    const tellAt = addDuration(at, lateBy);
    const said = words.retraction?.(idOf(suffix), idOf(of), tellAt);
    if (said === undefined) return [];
    return [
      {
        eventId: idOf(suffix),
        tellAt,
        copies: 1,
        isDelivery: false,
        body: { messageType: 'EVENT', event: said },
      },
    ];
  };
  return { event, retraction };
};

const hub = 'SGSIN';

/** Cargo that is not handed out before its delivery order has come. */
export const waits = (lot: TwinBooking['cargoes'][number]): boolean =>
  lot.shipperReference?.includes('WAITS') ?? false;

/** The proof of delivery of one lot, when its delivery order has come. */
export const deliveryOf = (
  booking: TwinBooking,
  departure: Departure,
  { cargoReference }: TwinBooking['cargoes'][number],
  at: Instant,
): VoyageEvent =>
  teller(booking, departure).event({
    suffix: `pod-${cargoReference}`,
    type: 'POD',
    classifier: 'ACT',
    place: departure.service.to,
    at,
    tellAt: at,
    cargoReference,
  });

/** Everything the carrier tells of a voyage, once it has the verified mass; by the magic words of the booking. */
export const voyageEvents = (
  booking: TwinBooking,
  departure: Departure,
  now: Instant,
): readonly VoyageEvent[] => {
  const { event, retraction } = teller(booking, departure);
  const { etd, eta, service } = departure;
  const { from, to } = service;
  const hours = (at: Instant, count: number): Instant => addDuration(at, { hours: count });
  const told = (
    suffix: string,
    type: Told['type'],
    classifier: Told['classifier'],
    place: string,
    at: Instant,
    more: Partial<Told> = {},
  ): VoyageEvent => event({ suffix, type, classifier, place, at, tellAt: at, ...more });

  const planned = [
    told('pln-depa', 'DEPA', 'PLN', from, etd, { tellAt: now }),
    told('pln-arri', 'ARRI', 'PLN', to, eta, { tellAt: now }),
    told('pln-load', 'LOAD', 'PLN', from, hours(etd, -6), { tellAt: now }),
    told('pln-disc', 'DISC', 'PLN', to, hours(eta, 12), { tellAt: now }),
  ];
  // Told as an estimate only: money must not move by it.
  const gateIn = [
    told('gtin', 'GTIN', 'ACT', from, hours(etd, -12)),
    told('est-load', 'LOAD', 'EST', from, hours(etd, -5), { tellAt: hours(etd, -11) }),
  ];
  if (booking.magic.includes('NEVER-SAILS')) return [...planned, ...gateIn];

  const load = told('load', 'LOAD', 'ACT', from, hours(etd, -6));
  const reload = booking.magic.includes('RETRACT')
    ? [
        ...retraction('load-retracted', 'load', hours(etd, -4)),
        told('load-again', 'LOAD', 'ACT', from, hours(etd, -2)),
      ]
    : [];
  const middle = addDuration(etd, { hours: Math.floor(service.transitHours / 2) });
  const hubMoves = booking.magic.includes('TRANSSHIP')
    ? [
        told('hub-disc', 'DISC', 'ACT', hub, middle, { isTransshipmentMove: true }),
        told('hub-load', 'LOAD', 'ACT', hub, hours(middle, 24), { isTransshipmentMove: true }),
      ]
    : [];
  // A second load an hour earlier, and a departure that is estimated after it was observed.
  const contradictions = booking.magic.includes('CONTRADICT')
    ? [
        told('load-other', 'LOAD', 'ACT', from, hours(etd, -7), { tellAt: hours(etd, -1) }),
        told('est-depa', 'DEPA', 'EST', from, hours(etd, 5), { tellAt: hours(etd, 1) }),
      ]
    : [];
  const arrival = hours(eta, 3);
  return [
    ...planned,
    ...gateIn,
    load,
    ...reload,
    ...contradictions,
    told('depa', 'DEPA', 'ACT', from, etd, { copies: 2 }),
    told('est-arri', 'ARRI', 'EST', to, arrival, { tellAt: middle }),
    ...hubMoves,
    // Out of order: the arrival is told after the discharge that follows it.
    told('disc', 'DISC', 'ACT', to, hours(arrival, 9)),
    told('arri', 'ARRI', 'ACT', to, arrival, { tellAt: hours(arrival, 11) }),
    told('gtot', 'GTOT', 'ACT', to, hours(arrival, 48)),
    ...booking.cargoes
      .filter((lot) => !waits(lot))
      .map((lot) =>
        told(`pod-${lot.cargoReference}`, 'POD', 'ACT', to, hours(arrival, 72), {
          cargoReference: lot.cargoReference,
        }),
      ),
  ];
};
