import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import type { TwinBooking } from './booking.ts';
import type { Departure } from './schedule.ts';

/** Something that the carrier tells of a voyage. */
export interface Told {
  readonly suffix: string;
  readonly type: 'ARRI' | 'DEPA' | 'LOAD' | 'DISC' | 'GTIN' | 'GTOT' | 'POD';
  readonly classifier: 'PLN' | 'EST' | 'ACT';
  readonly at: Instant;
  readonly tellAt: Instant;
  readonly place: string;
  readonly copies?: number;
  readonly cargoReference?: string;
  readonly isTransshipmentMove?: boolean;
}

/** Words of one version of Track and Trace; 2.2 cannot take anything back. */
export interface TrackingWords {
  readonly event: (eventId: string, told: Told) => unknown;
  readonly retraction: ((eventId: string, of: string, tellAt: Instant) => unknown) | undefined;
}

const offsets: Readonly<Record<string, string>> = { CN: '+08:00', KR: '+09:00', VN: '+07:00' };

/** The instant as clocks at the place would show it; Europe and America are told in UTC. */
const atPlace = (at: Instant, place: string): string => {
  const offset = offsets[place.slice(0, 2)];
  if (offset === undefined) return at;
  const local = addDuration(at, { hours: Number(offset.slice(0, 3)) });
  return `${local.slice(0, 19)}${offset}`;
};

const codesOf = (type: Told['type']): Record<string, string> => {
  if (type === 'POD') return { shipmentEventTypeCode: 'RECE' };
  return type === 'ARRI' || type === 'DEPA'
    ? { transportEventTypeCode: type }
    : { equipmentEventTypeCode: type };
};

const kindOf = (type: Told['type']): 'SHIPMENT' | 'TRANSPORT' | 'EQUIPMENT' => {
  if (type === 'POD') return 'SHIPMENT';
  return type === 'ARRI' || type === 'DEPA' ? 'TRANSPORT' : 'EQUIPMENT';
};

const legacyCodes = (told: Told) => ({
  eventType: kindOf(told.type),
  ...codesOf(told.type),
  ...(told.type === 'POD' ? { documentTypeCode: 'POD' } : {}),
  ...(kindOf(told.type) === 'EQUIPMENT' ? { emptyIndicatorCode: 'LADEN' } : {}),
  ...(told.type === 'LOAD' || told.type === 'DISC'
    ? { isTransshipmentMove: told.isTransshipmentMove ?? false }
    : {}),
  eventDateTime: atPlace(told.at, told.place),
  eventClassifierCode: told.classifier,
});

const legacyReferences = (booking: TwinBooking, told: Told) => ({
  documentReferences: [{ documentReferenceType: 'CBR', documentReferenceValue: booking.reference }],
  ...(told.cargoReference === undefined
    ? {}
    : { references: [{ referenceType: 'CR', referenceValue: told.cargoReference }] }),
});

const trial = (booking: TwinBooking, departure: Departure): TrackingWords => ({
  event: (eventID, told) => ({
    metadata: { eventID, eventCreatedDateTime: told.tellAt },
    payload: {
      ...legacyCodes(told),
      transportCall: {
        UNLocationCode: told.place,
        vesselName: departure.vesselName,
        carrierVoyageNumber: departure.carrierVoyageNumber,
      },
      ...legacyReferences(booking, told),
    },
  }),
  retraction: (eventID, retractedEventID, tellAt) => ({
    metadata: { eventID, eventCreatedDateTime: tellAt, retractedEventID },
  }),
});

const version22 = (booking: TwinBooking, departure: Departure): TrackingWords => ({
  event: (eventID, told) => ({
    eventID,
    eventCreatedDateTime: told.tellAt,
    ...legacyCodes(told),
    transportCall: {
      carrierVoyageNumber: departure.carrierVoyageNumber,
      UNLocationCode: told.place,
      modeOfTransport: 'VESSEL',
      vessel: { vesselIMONumber: departure.vesselIMONumber, vesselName: departure.vesselName },
    },
    ...legacyReferences(booking, told),
  }),
  retraction: undefined,
});

const version30 = (booking: TwinBooking, departure: Departure): TrackingWords => ({
  event: (eventID, told) => ({
    eventID,
    eventUpdatedDateTime: told.tellAt,
    eventDateTime: atPlace(told.at, told.place),
    eventLocation: { UNLocationCode: told.place },
    eventClassification: {
      eventTypeCode: kindOf(told.type),
      eventClassifierCode: told.classifier,
      ...codesOf(told.type),
    },
    shipmentDetails: {
      documentReference: { typeCode: 'CBR', reference: booking.reference },
      ...(told.type === 'POD'
        ? { additionalDocumentReferences: [{ typeCode: 'POD', reference: told.cargoReference ?? '' }] }
        : {}),
      ...(told.cargoReference === undefined
        ? {}
        : { shipmentReferences: [{ typeCode: 'CR', reference: told.cargoReference }] }),
    },
    transportDetails: {
      transportCall: {
        exportVoyageNumberOrReference: { carrierVoyageNumber: departure.carrierVoyageNumber },
        vesselTransport: { vesselName: departure.vesselName },
      },
    },
    ...(kindOf(told.type) === 'EQUIPMENT'
      ? {
          equipmentDetails: {
            emptyIndicatorCode: 'LADEN',
            transportPhase: told.isTransshipmentMove
              ? 'TRANSSHIPMENT'
              : told.place === departure.service.from
                ? 'EXPORT'
                : 'IMPORT',
          },
        }
      : {}),
  }),
  retraction: (_, eventID, tellAt) => ({ eventID, isRetracted: true, eventUpdatedDateTime: tellAt }),
});

/** The version that the booking's magic words ask for. */
export const trackingWords = (booking: TwinBooking, departure: Departure): TrackingWords => {
  if (booking.magic.includes('TNT22')) return version22(booking, departure);
  return booking.magic.includes('TNT30') ? version30(booking, departure) : trial(booking, departure);
};
