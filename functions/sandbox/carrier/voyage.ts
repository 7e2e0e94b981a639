import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import type { TwinBooking } from './booking.ts';
import type { Departure } from './schedule.ts';

/** An event of the voyage, when it is told and how often. */
export interface VoyageEvent {
  readonly eventId: string;
  readonly tellAt: Instant;
  readonly copies: number;
  readonly body: unknown;
}

type Classifier = 'PLN' | 'EST' | 'ACT';

interface Told {
  readonly suffix: string;
  readonly type: 'ARRI' | 'DEPA' | 'LOAD' | 'DISC' | 'GTIN' | 'GTOT' | 'POD';
  readonly classifier: Classifier;
  readonly at: Instant;
  readonly tellAt: Instant;
  readonly place: string;
  readonly copies?: number;
  readonly cargoReference?: string;
  readonly isTransshipmentMove?: boolean;
}

const offsets: Readonly<Record<string, string>> = { CN: '+08:00', KR: '+09:00', VN: '+07:00' };

/** The instant as clocks at the place would show it; Europe and America are told in UTC. */
const atPlace = (at: Instant, place: string): string => {
  const offset = offsets[place.slice(0, 2)];
  if (offset === undefined) return at;
  const local = addDuration(at, { hours: Number(offset.slice(0, 3)) });
  return `${local.slice(0, 19)}${offset}`;
};

const typeFields = (type: Told['type']): Record<string, string> => {
  if (type === 'POD')
    return { eventType: 'SHIPMENT', shipmentEventTypeCode: 'RECE', documentTypeCode: 'POD' };
  if (type === 'ARRI' || type === 'DEPA') return { eventType: 'TRANSPORT', transportEventTypeCode: type };
  return { eventType: 'EQUIPMENT', equipmentEventTypeCode: type, emptyIndicatorCode: 'LADEN' };
};

const teller = (booking: TwinBooking, departure: Departure) => {
  const idOf = (suffix: string): string => `${booking.reference}-${booking.amendment}-${suffix}`;
  const event = (told: Told): VoyageEvent => ({
    eventId: idOf(told.suffix),
    tellAt: told.tellAt,
    copies: told.copies ?? 1,
    body: {
      messageType: 'EVENT',
      event: {
        metadata: { eventID: idOf(told.suffix), eventCreatedDateTime: told.tellAt },
        payload: {
          ...typeFields(told.type),
          eventDateTime: atPlace(told.at, told.place),
          eventClassifierCode: told.classifier,
          ...(told.type === 'LOAD' || told.type === 'DISC'
            ? { isTransshipmentMove: told.isTransshipmentMove ?? false }
            : {}),
          transportCall: {
            UNLocationCode: told.place,
            vesselName: departure.vesselName,
            carrierVoyageNumber: departure.carrierVoyageNumber,
          },
          documentReferences: [{ documentReferenceType: 'CBR', documentReferenceValue: booking.reference }],
          ...(told.cargoReference === undefined
            ? {}
            : { references: [{ referenceType: 'CR', referenceValue: told.cargoReference }] }),
        },
      },
    },
  });
  const retraction = (suffix: string, of: string, tellAt: Instant): VoyageEvent => ({
    eventId: idOf(suffix),
    tellAt,
    copies: 1,
    body: {
      messageType: 'EVENT',
      event: {
        metadata: {
          eventID: idOf(suffix),
          eventCreatedDateTime: tellAt,
          retractedEventID: idOf(of),
        },
      },
    },
  });
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
    classifier: Classifier,
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
        retraction('load-retracted', 'load', hours(etd, -4)),
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
  const arrival = hours(eta, 3);
  return [
    ...planned,
    ...gateIn,
    load,
    ...reload,
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
