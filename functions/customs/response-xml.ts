import { parseInstant } from '../../shared/kernel/instant.ts';
import { addMoney, type Money, parseMoney } from '../../shared/kernel/money.ts';
import {
  childrenOf,
  findElement,
  findText,
  needText,
  readXml,
  type XmlElement,
} from '../../shared/xml/read-xml.ts';
import type { AssessedTax, Assessment, AuthorityMessage, MessageKind } from './domain/authority-message.ts';
import { customsErrors } from './errors.ts';

/** Function codes of a response, as the EU's customs systems number them. */
const kindByCode: Readonly<Record<string, MessageKind>> = {
  '01': 'accepted',
  '02': 'received',
  '03': 'rejected',
  '05': 'controlled',
  '06': 'documents_requested',
  '09': 'released',
  '13': 'assessed',
  '16': 'exited',
};

const moneyAt = (element: XmlElement, path: string): Money => {
  const found = findElement(element, path);
  return parseMoney(
    { currency: found?.attributes.currencyID ?? '', amount: needText(element, path) },
    { allowZero: true },
  );
};

const taxOf = (element: XmlElement): AssessedTax => ({
  typeCode: needText(element, 'TypeCode'),
  rate: needText(element, 'TaxRateNumeric'),
  base: moneyAt(element, 'AdValoremTaxBaseAmount'),
  amount: moneyAt(element, 'Payment/TaxAssessedAmount'),
});

const assessmentOf = (
  declaration: XmlElement,
  issuedAt: AuthorityMessage['issuedAt'],
): Assessment | undefined => {
  const taxes = childrenOf(declaration, 'DutyTaxFee').map(taxOf);
  const [first, ...rest] = taxes;
  if (!first) return undefined;
  return { taxes, total: rest.reduce((sum, tax) => addMoney(sum, tax.amount), first.amount), at: issuedAt };
};

const messageOf = (response: XmlElement): AuthorityMessage => {
  const code = needText(response, 'FunctionCode');
  const kind = kindByCode[code];
  if (!kind) throw customsErrors.bad_message(`The function code ${code.slice(0, 10)} is not known.`);
  const declaration = findElement(response, 'Declaration');
  if (!declaration) throw customsErrors.bad_message('The response names no declaration.');
  const issuedAt = parseInstant(needText(response, 'IssueDateTime'));
  const notes = [...childrenOf(response, 'Error'), ...childrenOf(response, 'AdditionalInformation')];
  return {
    messageId: needText(response, 'FunctionalReferenceID'),
    localReference: needText(declaration, 'FunctionalReferenceID'),
    kind,
    issuedAt,
    mrn: findText(declaration, 'ID'),
    reasons: notes
      .flatMap((note) => findText(note, 'Description') ?? [])
      .map((text) => text.slice(0, 300))
      .slice(0, 20),
    documentsAsked: childrenOf(response, 'AdditionalDocument').flatMap(
      (one) => findText(one, 'TypeCode') ?? [],
    ),
    assessment: kind === 'assessed' ? assessmentOf(declaration, issuedAt) : undefined,
  };
};

/**
 * One response, or several in a `Responses` element (the answer to a status query), oldest first.
 * Errors: xml.malformed, xml.forbidden, xml.too_large, customs.bad_message, instant.malformed, money.*.
 */
export const readResponses = (text: string): readonly AuthorityMessage[] => {
  const root = readXml(text);
  if (root.name === 'Response') return [messageOf(root)];
  if (root.name !== 'Responses')
    throw customsErrors.bad_message(`${root.name.slice(0, 40)} is not a response.`);
  return childrenOf(root, 'Response')
    .map(messageOf)
    .sort((a, b) => (a.issuedAt < b.issuedAt ? -1 : a.issuedAt > b.issuedAt ? 1 : 0));
};
