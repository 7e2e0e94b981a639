import { currencyOf } from '../kernel/currency.ts';
import { deterministicId } from '../kernel/ids.ts';
import { type Instant, parseInstant } from '../kernel/instant.ts';
import { formatMoney, type MoneyWire, type ParseMoneyOptions, parseMoney } from '../kernel/money.ts';
import { childrenOf, findText, needText, type XmlElement } from '../xml/read-xml.ts';
import { xmlErrors } from '../xml/xml-errors.ts';

/** One booked entry of our account. */
export interface BankEntry {
  readonly entryId: string;
  readonly side: 'credit' | 'debit';
  readonly amount: MoneyWire;
  readonly bookedAt: Instant;
  readonly endToEndId?: string | undefined;
  readonly remittance?: string | undefined;
  readonly debtorName?: string | undefined;
  readonly returnReason?: string | undefined;
  readonly debtorAccount?: string | undefined;
  readonly debtorBic?: string | undefined;
}

const cut = (text: string | undefined, lengthMax: number): string | undefined => text?.slice(0, lengthMax);

/** An amount element with its currency. Errors: xml.malformed, those of parseMoney. */
export const readCamtAmount = (
  element: XmlElement | undefined,
  options: ParseMoneyOptions = {},
): MoneyWire => {
  const currency = element?.attributes.Ccy ?? '';
  // ISO 20022 amounts have up to five decimals and may be padded: 14815.5 and 14815.50000 are one amount.
  const [whole = '', fraction = ''] = (element?.text ?? '').split('.');
  const { exponent } = currencyOf(currency);
  const kept = fraction.slice(0, exponent).padEnd(exponent, '0');
  if (!/^0*$/.test(fraction.slice(exponent)))
    throw xmlErrors.malformed(`The amount has more decimals than ${currency} has.`);
  const digits = whole.replace(/^0+(?=\d)/, '');
  return formatMoney(
    parseMoney({ currency, amount: exponent === 0 ? digits : `${digits}.${kept}` }, options),
  );
};

/** Amount of one detail of several: where it stands depends on the version of the message. */
const detailAmount = (detail: XmlElement): XmlElement | undefined =>
  childrenOf(detail, 'Amt')[0] ??
  childrenOf(detail, 'AmtDtls')
    .flatMap((one) => childrenOf(one, 'TxAmt'))
    .flatMap((one) => childrenOf(one, 'Amt'))[0];

/** Whether each detail names its amount, in the entry's currency, and all of them sum to the entry. */
const doAddUp = (entry: XmlElement, details: readonly XmlElement[]): boolean => {
  const amounts = details.map(detailAmount);
  if (amounts.includes(undefined)) return false;
  const whole = parseMoney(readCamtAmount(childrenOf(entry, 'Amt')[0]));
  const parts = amounts.map((amount) => parseMoney(readCamtAmount(amount)));
  return (
    parts.every(({ currency }) => currency === whole.currency) &&
    parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) === whole.amountMinor
  );
};

/**
 * Details of an entry, or the entry itself where the bank gives none or they do not add up to it: what was booked is money once,
 * and an operator says whose it is.
 */
const detailsOf = (entry: XmlElement): readonly XmlElement[] => {
  const details = childrenOf(entry, 'NtryDtls').flatMap((one) => childrenOf(one, 'TxDtls'));
  if (details.length === 0 || (details.length > 1 && !doAddUp(entry, details))) return [entry];
  return details;
};

const instantOf = (entry: XmlElement): Instant => {
  const date = childrenOf(entry, 'BookgDt')[0];
  const moment = date && findText(date, 'DtTm');
  if (moment) return parseInstant(moment);
  return parseInstant(`${date ? needText(date, 'Dt') : needText(entry, 'BookgDt')}T00:00:00Z`);
};

const remittanceOf = (detail: XmlElement): string | undefined => {
  const structured = childrenOf(detail, 'RmtInf').flatMap((one) => childrenOf(one, 'Strd'));
  const reference = structured.map((one) => findText(one, 'CdtrRefInf/Ref')).find((text) => text);
  return reference ?? findText(detail, 'RmtInf/Ustrd');
};

const debtorOf = (detail: XmlElement): string | undefined =>
  findText(detail, 'RltdPties/Dbtr/Pty/Nm') ?? findText(detail, 'RltdPties/Dbtr/Nm');

/**
 * Why money of ours came back: the reason of the return, or that the bank itself took a booked debit back (reversal indicator) or
 * books under the code for returns (bank transaction code sub-family RRTN) without saying why.
 */
const returnReasonOf = (entry: XmlElement, detail: XmlElement): string | undefined => {
  const said = findText(detail, 'RtrInf/Rsn/Cd') ?? findText(detail, 'RtrInf/Rsn/Prtry');
  if (said) return said;
  if (findText(entry, 'CdtDbtInd') !== 'CRDT') return undefined;
  if (findText(entry, 'RvslInd') === 'true' || findText(entry, 'RvslInd') === '1') return 'reversed_by_bank';
  const codes = [entry, detail].map((one) => findText(one, 'BkTxCd/Domn/Fmly/SubFmlyCd'));
  return codes.includes('RRTN') ? 'returned_without_reason' : undefined;
};

const debtorAccountOf = (detail: XmlElement): string | undefined =>
  findText(detail, 'RltdPties/DbtrAcct/Id/IBAN') ?? findText(detail, 'RltdPties/DbtrAcct/Id/Othr/Id');

const debtorBicOf = (detail: XmlElement): string | undefined =>
  findText(detail, 'RltdAgts/DbtrAgt/FinInstnId/BICFI') ??
  findText(detail, 'RltdAgts/DbtrAgt/FinInstnId/BIC');

/**
 * The booked entries that one `Ntry` of a camt.052, .053 or .054 stands for: one for each detail where the details add up to it, else
 * one. The id follows from the bank's own reference, so that notification and statement speak of the same entry by the same id.
 * Errors: xml.malformed, and those of parseMoney for an amount that is none.
 */
export const readCamtEntry = (entry: XmlElement): readonly BankEntry[] => {
  // Only what is booked is money; pending entries are told again when they are booked.
  const status = findText(entry, 'Sts/Cd') ?? findText(entry, 'Sts');
  if (status !== 'BOOK') return [];
  const direction = needText(entry, 'CdtDbtInd');
  if (direction !== 'CRDT' && direction !== 'DBIT')
    throw xmlErrors.malformed('CdtDbtInd is neither CRDT nor DBIT.');
  const reference = findText(entry, 'AcctSvcrRef') ?? needText(entry, 'NtryRef');
  const bookedAt = instantOf(entry);
  const details = detailsOf(entry);
  return details.map((detail, index) => ({
    entryId: deterministicId('bke', reference, String(index)),
    side: direction === 'CRDT' ? 'credit' : 'debit',
    amount: readCamtAmount(
      (details.length > 1 ? detailAmount(detail) : undefined) ?? childrenOf(entry, 'Amt')[0],
    ),
    bookedAt,
    endToEndId: cut(findText(detail, 'Refs/EndToEndId'), 35),
    remittance: cut(remittanceOf(detail), 560),
    debtorName: cut(debtorOf(detail), 140),
    returnReason: cut(returnReasonOf(entry, detail), 40),
    debtorAccount: cut(debtorAccountOf(detail), 34),
    debtorBic: cut(debtorBicOf(detail), 11),
  }));
};

/** Characters at the beginning of a document in which its root must begin. */
const headLengthMax = 4_000;

/**
 * The ISO 20022 message that a document says it is by the namespace of its root, such as `camt.053.001.08`; undefined when it names
 * none of ISO 20022. Read from the text, because the parser drops namespaces; readXml has refused what could hide another root.
 */
export const iso20022MessageOf = (text: string): string | undefined => {
  const head = text.slice(0, headLengthMax).replaceAll(/<!--[\s\S]*?-->/g, '');
  const root = /<(?:([\w.-]+):)?Document((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*>/.exec(head);
  if (!root) return undefined;
  const [, prefix, attributes = ''] = root;
  const name = prefix ? `xmlns:${prefix}` : 'xmlns';
  for (const [, attribute, quoted = ''] of attributes.matchAll(/([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
    if (attribute !== name) continue;
    return /^urn:iso:std:iso:20022:tech:xsd:([a-z]{4}\.\d{3}\.\d{3}\.\d{2})$/.exec(quoted.slice(1, -1))?.[1];
  }
  return undefined;
};
