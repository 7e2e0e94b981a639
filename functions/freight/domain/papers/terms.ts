import type { BusinessDate } from '../../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../../shared/kernel/instant.ts';
import type { BillParty, Consignment } from '../consignment.ts';
import type { Sailing } from '../sailing.ts';

/** When a version of a paper is made out, and which it is. */
export interface Stamp {
  readonly version: number;
  readonly issuedAt: Instant;
  /** The day at the port of loading. */
  readonly issuedOn: BusinessDate;
}

/** At most so many characters, none of them cut in half. */
export const cut = (text: string, most: number): string => [...text.trim()].slice(0, most).join('').trim();

/** Text in lines of at most 35 characters, as bills print it. */
export const linesOf = (text: string): readonly string[] => {
  const characters = [...text.trim()];
  const lines = Array.from({ length: Math.ceil(characters.length / 35) }, (_, index) =>
    characters
      .slice(index * 35, (index + 1) * 35)
      .join('')
      .trim(),
  );
  return lines.filter((line) => line !== '');
};

/** Kilograms; exact, because grams have at most three decimals of one. */
export const kilograms = (grams: bigint) => ({ value: Number(grams) / 1_000, unit: 'KGM' as const });

/** Cubic metres; exact for anything that floats, because mm³ have nine decimals of one. */
export const cubicMetresOf = (mm3: bigint) => ({
  value: Number(mm3) / 1_000_000_000,
  unit: 'MTQ' as const,
});

/** A company as papers name it. Of its address the country alone is known; `ZZZ` is a code that the parties have agreed. */
export const partyOf = ({ companyId, name, country }: BillParty) => ({
  partyName: cut(name, 70),
  addressLines: [country],
  identifyingCodes: [{ codeListProvider: 'ZZZ', partyCode: companyId }],
});

/**
 * The house as consolidator: shipper and consignee of master bills, carrier of house bills. The sandbox's own, as its invoices
 * name it; a live stage needs its own company and carrier code (SCAC of NMFTA) here before it opens.
 */
export const house = {
  party: {
    partyName: 'Entrepôt Sandbox B.V.',
    address: {
      street: 'Keizersgracht',
      streetNumber: '1',
      postCode: '1015 CJ',
      city: 'Amsterdam',
      countryCode: 'NL',
    },
    identifyingCodes: [{ codeListProvider: 'ZZZ', partyCode: 'entrepot' }],
  },
  contacts: [{ name: 'Freight desk', email: 'freight@entrepot.example' }],
  carrier: { carrierCode: 'ENTS', carrierCodeListProvider: 'NMFTA' as const },
  terms:
    'Carried under the house terms of the issuing party. Not negotiable: delivered to the consignee named.',
} as const;

/** Code of the carrier that sails, where its schedule gives one. */
export const carrierOf = ({ carrierCode }: Sailing) =>
  carrierCode === undefined ? {} : { carrierCode, carrierCodeListProvider: 'NMFTA' as const };

/** An air waybill is never to order, as a sea waybill is not: DCSA has no word of its own for it. */
export const documentTypeOf = ({ mode }: Pick<Sailing, 'mode'>) =>
  mode === 'air' ? ('SWB' as const) : ('BOL' as const);

/** HS codes in the form that papers take: six to ten digits. */
export const hsCodesOf = ({ hsCode }: Consignment): readonly string[] =>
  hsCode !== undefined && /^\d{6,10}$/.test(hsCode) ? [hsCode] : [];

/** Movement reference number of the export declaration. */
export const customsReferencesOf = ({ mrn, shipper }: Consignment) =>
  mrn === undefined
    ? {}
    : { customsReferences: [{ type: 'MRN', countryCode: shipper.country, values: [mrn] }] };

/** European Union, Norway, Switzerland and Northern Ireland: where cargo needs an entry summary (ICS2). */
const ics2Zone: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK NO CH XI'.split(' '),
);

/** True when the port is in the zone of the EU's Import Control System 2. */
export const isInIcs2Zone = (locode: string): boolean => ics2Zone.has(locode.slice(0, 2));
