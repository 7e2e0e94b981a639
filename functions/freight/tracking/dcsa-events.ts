import type { Consignment } from '../domain/consignment.ts';
import { type CarrierEvent, latestVersions, nameOf } from '../domain/fold-events.ts';
import type { Pool } from '../domain/pool.ts';

const transportTypes = ['ARRI', 'DEPA'];

const typeCodeOf = ({ type }: CarrierEvent) => {
  if (type === 'POD') return 'SHIPMENT' as const;
  return transportTypes.includes(type ?? '') ? ('TRANSPORT' as const) : ('EQUIPMENT' as const);
};

const codesOf = (event: CarrierEvent) => {
  switch (typeCodeOf(event)) {
    case 'SHIPMENT':
      return { shipmentEventTypeCode: 'RECE' };
    case 'TRANSPORT':
      return { transportEventTypeCode: event.type };
    case 'EQUIPMENT':
      return { equipmentEventTypeCode: event.type };
  }
};

/** The bill that a party knows the goods by, and no reference of the load that it shares. */
const ownBill = ({ houseBillNumber, consignmentId }: Consignment, event: CarrierEvent) => {
  if (event.type === 'POD') return { typeCode: 'POD', reference: consignmentId };
  return { typeCode: 'TRD', reference: houseBillNumber ?? consignmentId };
};

const laden = (event: CarrierEvent) => (event.isEmpty ? ('EMPTY' as const) : ('LADEN' as const));

const event30 = (event: CarrierEvent, consignment: Consignment, pool: Pool) => ({
  eventID: nameOf(event),
  eventDateTime: event.occurredAtLocal ?? event.occurredAt,
  eventUpdatedDateTime: event.createdAt,
  eventLocation: { UNLocationCode: event.location },
  reason: event.reason,
  eventClassification: {
    eventTypeCode: typeCodeOf(event),
    eventClassifierCode: event.classifier,
    ...codesOf(event),
  },
  shipmentDetails: {
    documentReference: ownBill(consignment, event),
    shipmentReferences: [{ typeCode: 'CR', reference: consignment.consignmentId }],
  },
  transportDetails: {
    transportCall: {
      modeOfTransport: pool.sailing.mode === 'air' ? 'AIR' : 'VESSEL',
      exportVoyageNumberOrReference: { carrierVoyageNumber: pool.sailing.voyage },
      vesselTransport: {
        vesselIMONumber: pool.sailing.vesselImo,
        vesselName: event.vesselOrFlight ?? pool.sailing.vesselOrFlight,
      },
    },
  },
  ...(typeCodeOf(event) === 'EQUIPMENT'
    ? {
        equipmentDetails: {
          emptyIndicatorCode: laden(event),
          transportPhase: event.isTransshipmentMove
            ? 'TRANSSHIPMENT'
            : event.location === pool.sailing.portOfLoading
              ? 'EXPORT'
              : 'IMPORT',
        },
      }
    : {}),
});

const event22 = (event: CarrierEvent, consignment: Consignment, pool: Pool) => ({
  eventID: nameOf(event),
  eventCreatedDateTime: event.createdAt,
  eventType: typeCodeOf(event),
  eventClassifierCode: event.classifier,
  eventDateTime: event.occurredAtLocal ?? event.occurredAt,
  ...codesOf(event),
  ...(event.type === 'POD' ? { documentTypeCode: 'POD', documentID: consignment.consignmentId } : {}),
  ...(typeCodeOf(event) === 'EQUIPMENT' ? { emptyIndicatorCode: laden(event) } : {}),
  transportCall: {
    carrierVoyageNumber: pool.sailing.voyage,
    UNLocationCode: event.location,
    modeOfTransport: pool.sailing.mode === 'air' ? 'AIR' : 'VESSEL',
    vessel: {
      vesselIMONumber: pool.sailing.vesselImo,
      vesselName: event.vesselOrFlight ?? pool.sailing.vesselOrFlight,
    },
  },
  documentReferences: [
    {
      documentReferenceType: ownBill(consignment, event).typeCode,
      documentReferenceValue: ownBill(consignment, event).reference,
    },
  ],
  references: [{ referenceType: 'CR', referenceValue: consignment.consignmentId }],
});

/**
 * The carrier's events of a consignment in DCSA's Track and Trace, by when they were created. In 3.0 what the carrier took back is
 * there with `isRetracted`; 2.2 has no word for that, so it is left out. Events of other consignments are not in it.
 */
export const dcsaEvents = (
  events: readonly CarrierEvent[],
  consignment: Consignment,
  pool: Pool,
  version: '2.2' | '3.0',
) => {
  const notices = new Map(events.map((event) => [event.retractedEventId, event]));
  const isForeign = ({ consignmentId }: CarrierEvent): boolean =>
    consignmentId !== undefined && consignmentId !== consignment.consignmentId;
  const foreign = new Set(events.filter(isForeign).map(nameOf));
  const own = latestVersions(events)
    .filter((event) => event.retractedEventId === undefined && !foreign.has(nameOf(event)))
    .sort((a, b) => (`${a.createdAt}|${nameOf(a)}` < `${b.createdAt}|${nameOf(b)}` ? -1 : 1));
  return own.flatMap((event): readonly Record<string, unknown>[] => {
    const notice = event.isRetracted ? event : notices.get(nameOf(event));
    if (notice && version === '2.2') return [];
    if (notice)
      return [{ eventID: nameOf(event), isRetracted: true, eventUpdatedDateTime: notice.createdAt }];
    if (event.type === undefined) return [];
    return [version === '2.2' ? event22(event, consignment, pool) : event30(event, consignment, pool)];
  });
};
