import { z } from 'zod';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { type Money, parseMoney } from '../../../shared/kernel/money.ts';
import {
  childrenOf,
  findElement,
  findText,
  needText,
  readXml,
  type XmlElement,
} from '../../../shared/xml/read-xml.ts';

const money: z.ZodType<Money> = z.object({ currency: z.string(), amountMinor: z.bigint() });
const instant = z.custom<Instant>((value) => typeof value === 'string');

/** Magic words in the description of the goods. */
export const magicWords = [
  'QUERY',
  'HOLD',
  'REJECT',
  'TWICE',
  'LATE',
  'NEVER',
  'LOST',
  'REORDER',
  'OVERASSESS',
  'WITHDRAW',
] as const;

/** A lodgement as the authority keeps it, with all it has decided to say. */
export const entryRow = z.object({
  localReference: z.string(),
  type: z.enum(['EX', 'IM']),
  country: z.string(),
  mrn: z.string(),
  callbackUrl: z.string(),
  incoterm: z.string(),
  transportMode: z.string(),
  invoice: money,
  freight: money.optional(),
  insurance: money.optional(),
  insuranceRate: z.string().optional(),
  inlandFreight: money.optional(),
  items: z.array(z.object({ hsCode: z.string(), origin: z.string(), value: money })),
  magic: z.array(z.enum(magicWords)),
  /** What was said or will be, in order; `at` is when it becomes known. */
  responses: z.array(z.object({ id: z.string(), at: instant, xml: z.string() })),
});
export type CustomsEntry = z.output<typeof entryRow>;

const moneyAt = (element: XmlElement | undefined, name: string): Money | undefined => {
  const found = element && findElement(element, name);
  return found && parseMoney({ currency: found.attributes.currencyID ?? '', amount: found.text });
};

const itemOf = (item: XmlElement) => ({
  hsCode: needText(item, 'Commodity/Classification/ID'),
  origin: needText(item, 'Origin/CountryCode'),
  value: moneyAt(item, 'CustomsValueAmount') ?? { currency: 'USD', amountMinor: 0n },
});

/** Reads a lodgement. Errors: xml.*, money.*. */
export const readEntry = (text: string): CustomsEntry => {
  const root = readXml(text);
  const shipment = findElement(root, 'GoodsShipment');
  const items = shipment ? childrenOf(shipment, 'GovernmentAgencyGoodsItem') : [];
  const valuation = shipment && findElement(shipment, 'CustomsValuation');
  const words = items.map((item) => findText(item, 'Commodity/Description') ?? '').join(' ');
  const localReference = needText(root, 'FunctionalReferenceID');
  const country = needText(root, 'DeclarationOfficeCountryCode');
  return {
    localReference,
    type: needText(root, 'TypeCode') === 'EX' ? 'EX' : 'IM',
    country,
    // Year, country and 14 characters, as an MRN of the EU is built; made from the reference, so that it never changes.
    mrn: `26${country}${deterministicId('mrn', localReference).slice(-14)}`,
    callbackUrl: needText(root, 'Submitter/Communication/ID'),
    incoterm: findText(root, 'GoodsShipment/TradeTerms/ConditionCode') ?? '',
    transportMode: findText(root, 'BorderTransportMeans/ModeCode') ?? '',
    invoice: moneyAt(root, 'InvoiceAmount') ?? { currency: 'USD', amountMinor: 0n },
    freight: moneyAt(valuation, 'FreightChargeAmount'),
    insurance: moneyAt(valuation, 'InsuranceAmount'),
    insuranceRate: valuation && findText(valuation, 'InsuranceRate'),
    inlandFreight: moneyAt(valuation, 'InlandFreightAmount'),
    items: items.map(itemOf),
    magic: magicWords.filter((word) => new RegExp(`\\b${word}\\b`).test(words)),
    responses: [],
  };
};
