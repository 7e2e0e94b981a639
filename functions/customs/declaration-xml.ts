import { formatMoney, type Money } from '../../shared/kernel/money.ts';
import { formatKg } from '../../shared/kernel/quantity.ts';
import { writeXml, type XmlNode, xml, xmlIf } from '../../shared/xml/write-xml.ts';
import {
  type Declaration,
  type DeclarationParty,
  localReferenceOf,
  orderIdsOf,
} from './domain/declaration.ts';

/** Namespace of the WCO Data Model's declaration; the shape here is a small part of it. */
export const declarationNamespace = 'urn:wco:datamodel:WCO:DEC-DMS:2';

/** Function codes of UN/EDIFACT 1225 that we send: original, additional information, payment. */
export const functionCodes = { original: '9', answer: '13', payment: '46' } as const;

const amount = (name: string, value: Money | undefined): XmlNode | undefined => {
  if (!value) return undefined;
  const wire = formatMoney(value);
  return xml(name, wire.amount, { currencyID: wire.currency });
};

const party = (name: string, { name: title, country, number }: DeclarationParty): XmlNode =>
  xml(name, [xml('Name', title), xmlIf('ID', number), xml('Address', [xml('CountryCode', country)])]);

const item = (line: Declaration['lines'][number], index: number): XmlNode =>
  xml('GovernmentAgencyGoodsItem', [
    xml('SequenceNumeric', String(index + 1)),
    amount('CustomsValueAmount', line.value),
    xml('Commodity', [
      xml('Description', line.description),
      xml('Classification', [xml('ID', line.hsCode), xml('IdentificationTypeCode', 'HS')]),
      xml('GoodsMeasure', [
        xml('GrossMassMeasure', formatKg(line.grossWeightGrams), { unitCode: 'KGM' }),
        xml('NetNetWeightMeasure', formatKg(line.netWeightGrams), { unitCode: 'KGM' }),
        xml('TariffQuantity', line.quantity.value, { unitCode: line.quantity.unit }),
      ]),
    ]),
    xml('Origin', [xml('CountryCode', line.originCountry)]),
    xml('Packaging', [xml('QuantityQuantity', String(line.packages))]),
    ...(line.seller ? [party('Seller', line.seller)] : []),
  ]);

const submitter = (callbackUrl: string): XmlNode =>
  xml('Submitter', [xml('Communication', [xml('ID', callbackUrl), xml('TypeCode', 'AH')])]);

const head = (declaration: Declaration, functionCode: string): readonly XmlNode[] => [
  xml('FunctionCode', functionCode),
  xml('FunctionalReferenceID', localReferenceOf(declaration)),
  xml('TypeCode', declaration.direction === 'export' ? 'EX' : 'IM'),
];

const document = (children: readonly (XmlNode | undefined)[]): string =>
  writeXml(xml('Declaration', children, { xmlns: declarationNamespace }));

/** The lodgement of a declaration; `callbackUrl` is where the authority sends its answers. */
export const writeLodgement = (declaration: Declaration, callbackUrl: string): string => {
  const isExport = declaration.direction === 'export';
  const [exporter, importer] = isExport
    ? [declaration.declarant, declaration.counterparty]
    : [declaration.counterparty, declaration.declarant];
  const { charges, deliveryTerm } = declaration;
  return document([
    ...head(declaration, functionCodes.original),
    amount('InvoiceAmount', declaration.invoiceTotal),
    xml('GoodsItemQuantity', String(declaration.lines.length)),
    xml('DeclarationOfficeCountryCode', declaration.country),
    submitter(callbackUrl),
    party('Declarant', declaration.declarant),
    xml('BorderTransportMeans', [xml('ModeCode', declaration.transportMode)]),
    xmlIf('ExportDateTime', declaration.exportOn),
    xml('GoodsShipment', [
      // Of several sellers each stands at its own item.
      declaration.otherOrderIds === undefined ? party('Exporter', exporter) : undefined,
      party('Importer', importer),
      xml('TradeTerms', [
        xml('ConditionCode', deliveryTerm.incoterm),
        xml('LocationName', deliveryTerm.place),
      ]),
      xml('CustomsValuation', [
        amount('FreightChargeAmount', charges.freight),
        amount('InsuranceAmount', charges.insurance),
        xmlIf('InsuranceRate', charges.insuranceRate),
        amount('InlandFreightAmount', charges.inlandFreight),
      ]),
      ...orderIdsOf(declaration).map((orderId) => xml('UCR', [xml('ID', orderId)])),
      ...declaration.lines.map(item),
    ]),
  ]);
};

/** The answer to a query: the documents that were asked for and a statement. */
export const writeQueryAnswer = (declaration: Declaration): string =>
  document([
    ...head(declaration, functionCodes.answer),
    xmlIf('ID', declaration.mrn),
    xml('QueryNumber', String(declaration.query?.number ?? 0)),
    xmlIf('StatementDescription', declaration.query?.answer?.statement),
    ...(declaration.query?.answer?.documents ?? []).map((one) =>
      xml('AdditionalDocument', [
        xml('TypeCode', one.kind),
        xml('ID', one.reference),
        xmlIf('IssueDateTime', one.issuedOn),
      ]),
    ),
  ]);

/** Notice that the assessed amount is on its way, with our payment reference. */
export const writePaymentNotice = (declaration: Declaration): string =>
  document([
    ...head(declaration, functionCodes.payment),
    xmlIf('ID', declaration.mrn),
    xml('DutyTaxFee', [
      xml('Payment', [
        amount('PaymentAmount', declaration.duty?.amount),
        xmlIf('ReferenceID', declaration.duty?.payoutId),
      ]),
    ]),
  ]);
