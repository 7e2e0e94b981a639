import { z } from 'zod';
import { type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import type { CarrierEvent } from '../domain/fold-events.ts';

const dateTime = z.string().max(40);
const locode = z.string().length(5);
const classifier = z.enum(['PLN', 'EST', 'ACT']);
const code = z.string().max(4);

const legacyReferences = {
  documentReferences: z
    .array(z.object({ documentReferenceType: z.string(), documentReferenceValue: z.string().max(100) }))
    .max(20),
  references: z
    .array(z.object({ referenceType: z.string(), referenceValue: z.string().max(100) }))
    .max(40)
    .optional(),
};

const legacyCodes = {
  eventType: z.enum(['TRANSPORT', 'EQUIPMENT', 'SHIPMENT']),
  eventDateTime: dateTime,
  eventClassifierCode: classifier,
  transportEventTypeCode: z.enum(['ARRI', 'DEPA']).optional(),
  equipmentEventTypeCode: code.optional(),
  shipmentEventTypeCode: code.optional(),
  documentTypeCode: code.optional(),
  emptyIndicatorCode: z.enum(['EMPTY', 'LADEN']).optional(),
  isTransshipmentMove: z.boolean().optional(),
  delayReasonCode: z.string().max(3).optional(),
  changeRemark: z.string().max(250).optional(),
};

const eventId = z.string().min(1).max(100);

/** Track and Trace 2.2: all fields on one level; what was said cannot be taken back. */
const event22 = z.object({
  eventID: eventId,
  eventCreatedDateTime: dateTime,
  ...legacyCodes,
  ...legacyReferences,
  transportCall: z
    .object({
      UNLocationCode: locode.optional(),
      location: z.object({ UNLocationCode: locode.optional() }).optional(),
      vessel: z.object({ vesselName: z.string().max(60).optional() }).optional(),
    })
    .optional(),
  eventLocation: z.object({ UNLocationCode: locode.optional() }).optional(),
});

/** Track and Trace 3.0 as first published for trial: an envelope, and a notice of its own that takes an event back. */
const enveloped = z
  .object({
    metadata: z.object({
      eventID: eventId,
      eventCreatedDateTime: dateTime,
      retractedEventID: z.string().max(100).optional(),
    }),
    payload: z
      .object({
        ...legacyCodes,
        ...legacyReferences,
        transportCall: z
          .object({ UNLocationCode: locode, vesselName: z.string().max(60).optional() })
          .optional(),
      })
      .optional(),
  })
  .refine(({ metadata, payload }) => (metadata.retractedEventID === undefined) === (payload !== undefined), {
    message: 'An event has a payload, or a retractedEventID and no payload',
  });

const document = z.object({ typeCode: z.string().max(10), reference: z.string().max(100) });

/** Track and Trace 3.0: the same eventID with a later update overrides what was said; `isRetracted` takes all of it back. */
const event30 = z
  .object({
    eventID: eventId,
    isRetracted: z.boolean().optional(),
    eventDateTime: dateTime.optional(),
    eventUpdatedDateTime: dateTime.optional(),
    eventLocation: z.object({ UNLocationCode: locode.optional() }).optional(),
    reason: z.string().max(250).optional(),
    eventClassification: z
      .object({
        eventTypeCode: z.enum(['SHIPMENT', 'TRANSPORT', 'EQUIPMENT', 'IOT', 'REEFER']),
        eventClassifierCode: classifier,
        shipmentEventTypeCode: code.optional(),
        transportEventTypeCode: code.optional(),
        equipmentEventTypeCode: code.optional(),
      })
      .optional(),
    shipmentDetails: z
      .object({
        documentReference: document.optional(),
        additionalDocumentReferences: z.array(document).max(20).optional(),
        shipmentReferences: z.array(document).max(40).optional(),
      })
      .optional(),
    transportDetails: z
      .object({
        delayReasonCodes: z.array(z.string().max(10)).max(10).optional(),
        transportCall: z
          .object({ vesselTransport: z.object({ vesselName: z.string().max(60).optional() }).optional() })
          .optional(),
      })
      .optional(),
    equipmentDetails: z
      .object({
        emptyIndicatorCode: z.enum(['EMPTY', 'LADEN']).optional(),
        transportPhase: z.enum(['EXPORT', 'IMPORT', 'TRANSSHIPMENT']).optional(),
      })
      .optional(),
  })
  .refine(
    (event) =>
      event.isRetracted === true ||
      (event.eventClassification !== undefined &&
        event.eventDateTime !== undefined &&
        event.eventUpdatedDateTime !== undefined),
    { message: 'An event is retracted, or has eventClassification, eventDateTime and eventUpdatedDateTime' },
  );

/** An event of the carrier in any of the versions that carriers speak. */
export const eventWire = z.union([enveloped, event22, event30]);
export type EventWire = z.output<typeof eventWire>;

type Enveloped = z.output<typeof enveloped>;
type Event22 = z.output<typeof event22>;
type Event30 = z.output<typeof event30>;

const isEnveloped = (wire: EventWire): wire is Enveloped => 'metadata' in wire;
const is22 = (wire: EventWire): wire is Event22 => 'eventType' in wire;

const bookingIn = (references: Event22['documentReferences']): string | undefined =>
  references.find((one) => one.documentReferenceType === 'CBR')?.documentReferenceValue;

const documentsOf = ({ shipmentDetails }: Event30) => [
  ...(shipmentDetails?.documentReference ? [shipmentDetails.documentReference] : []),
  ...(shipmentDetails?.additionalDocumentReferences ?? []),
];

/** The pool named in an event by our booking request reference, or undefined. */
export const poolIdIn = (wire: EventWire): string | undefined => {
  if (isEnveloped(wire)) return wire.payload && bookingIn(wire.payload.documentReferences);
  if (is22(wire)) return bookingIn(wire.documentReferences);
  return documentsOf(wire).find((one) => one.typeCode === 'CBR')?.reference;
};

type Codes = Pick<
  Event22,
  | 'eventType'
  | 'transportEventTypeCode'
  | 'equipmentEventTypeCode'
  | 'shipmentEventTypeCode'
  | 'documentTypeCode'
>;

// Proof of delivery is a document of ours with the carrier: DCSA has no code for it.
const typeOf = (codes: Codes): string | undefined => {
  if (codes.eventType !== 'SHIPMENT') return codes.transportEventTypeCode ?? codes.equipmentEventTypeCode;
  return codes.documentTypeCode === 'POD' && codes.shipmentEventTypeCode === 'RECE' ? 'POD' : undefined;
};

const customersIn = (references: Event22['references']): string | undefined =>
  references?.find((one) => one.referenceType === 'CR')?.referenceValue;

const legacyFacts = (
  wire: Omit<Event22, 'eventID' | 'eventCreatedDateTime' | 'transportCall' | 'eventLocation'>,
  place: { readonly location: string | undefined; readonly vessel: string | undefined },
): Partial<CarrierEvent> => ({
  classifier: wire.eventClassifierCode,
  type: typeOf(wire),
  occurredAt: parseInstant(wire.eventDateTime),
  occurredAtLocal: wire.eventDateTime,
  isTransshipmentMove: wire.isTransshipmentMove,
  isEmpty: wire.emptyIndicatorCode === 'EMPTY',
  location: place.location,
  vesselOrFlight: place.vessel,
  consignmentId: customersIn(wire.references),
  reason: wire.changeRemark ?? wire.delayReasonCode,
});

const fromEnveloped = ({ metadata, payload }: Enveloped): CarrierEvent => {
  const call = payload?.transportCall;
  return {
    eventId: metadata.eventID,
    createdAt: parseInstant(metadata.eventCreatedDateTime),
    retractedEventId: metadata.retractedEventID,
    ...(payload && legacyFacts(payload, { location: call?.UNLocationCode, vessel: call?.vesselName })),
  };
};

const from22 = (wire: Event22): CarrierEvent => {
  const call = wire.transportCall;
  const location =
    wire.eventLocation?.UNLocationCode ?? call?.UNLocationCode ?? call?.location?.UNLocationCode;
  return {
    eventId: wire.eventID,
    createdAt: parseInstant(wire.eventCreatedDateTime),
    ...legacyFacts(wire, { location, vessel: call?.vessel?.vesselName }),
  };
};

const typeOf30 = (wire: Event30): string | undefined => {
  const codes = wire.eventClassification;
  if (codes?.eventTypeCode !== 'SHIPMENT')
    return codes?.transportEventTypeCode ?? codes?.equipmentEventTypeCode;
  const isProof = documentsOf(wire).some((one) => one.typeCode === 'POD');
  return isProof && codes.shipmentEventTypeCode === 'RECE' ? 'POD' : undefined;
};

const from30 = (wire: Event30, now: Instant): CarrierEvent => {
  const updatedAt = wire.eventUpdatedDateTime === undefined ? now : parseInstant(wire.eventUpdatedDateTime);
  const envelope = {
    eventId: `${wire.eventID}@${wire.isRetracted ? 'retracted-' : ''}${updatedAt}`,
    revisionOf: wire.eventID,
    createdAt: updatedAt,
  };
  if (wire.isRetracted) return { ...envelope, isRetracted: true };
  return {
    ...envelope,
    classifier: wire.eventClassification?.eventClassifierCode,
    type: typeOf30(wire),
    occurredAt: wire.eventDateTime === undefined ? undefined : parseInstant(wire.eventDateTime),
    occurredAtLocal: wire.eventDateTime,
    isTransshipmentMove: wire.equipmentDetails?.transportPhase === 'TRANSSHIPMENT',
    isEmpty: wire.equipmentDetails?.emptyIndicatorCode === 'EMPTY',
    location: wire.eventLocation?.UNLocationCode,
    vesselOrFlight: wire.transportDetails?.transportCall?.vesselTransport?.vesselName,
    consignmentId: wire.shipmentDetails?.shipmentReferences?.find((one) => one.typeCode === 'CR')?.reference,
    reason: wire.reason ?? wire.transportDetails?.delayReasonCodes?.[0],
  };
};

/** The event in our words; a retraction without a time counts from when it came. DomainError instant.malformed. */
export const toCarrierEvent = (wire: EventWire, now: Instant): CarrierEvent => {
  if (isEnveloped(wire)) return fromEnveloped(wire);
  return is22(wire) ? from22(wire) : from30(wire, now);
};
