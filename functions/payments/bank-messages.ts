import { currencyOf } from '../../shared/kernel/currency.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { formatMoney, type Money, type MoneyWire, parseMoney } from '../../shared/kernel/money.ts';
import { childrenOf, findText, needText, readXml, type XmlElement } from '../../shared/xml/read-xml.ts';
import { writeXml, xml } from '../../shared/xml/write-xml.ts';
import { xmlErrors } from '../../shared/xml/xml-errors.ts';
import type { BeneficiaryAccount } from './domain/payout.ts';

/** Most entries of one message: each becomes an event of the same transaction. */
export const entriesPerMessageMax = 80;

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
}

/** One status of a transfer that we ordered. */
export interface TransferStatus {
  readonly endToEndId: string;
  readonly status: 'accepted' | 'rejected';
  readonly reason?: string | undefined;
}

/** What a message of the bank tells; `nothing` for a message that asks for no reaction. */
export interface BankMessage {
  readonly entries: readonly BankEntry[];
  readonly statuses: readonly TransferStatus[];
}

const cut = (text: string | undefined, lengthMax: number): string | undefined => text?.slice(0, lengthMax);

const amountOf = (element: XmlElement | undefined): MoneyWire => {
  const currency = element?.attributes.Ccy ?? '';
  // ISO 20022 amounts have up to five decimals and may be padded: 14815.5 and 14815.50000 are one amount.
  const [whole = '', fraction = ''] = (element?.text ?? '').split('.');
  const { exponent } = currencyOf(currency);
  const kept = fraction.slice(0, exponent).padEnd(exponent, '0');
  if (!/^0*$/.test(fraction.slice(exponent)))
    throw xmlErrors.malformed(`The amount has more decimals than ${currency} has.`);
  const digits = whole.replace(/^0+(?=\d)/, '');
  return formatMoney(parseMoney({ currency, amount: exponent === 0 ? digits : `${digits}.${kept}` }));
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
  const whole = parseMoney(amountOf(childrenOf(entry, 'Amt')[0]));
  const parts = amounts.map((amount) => parseMoney(amountOf(amount)));
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

const toEntries = (entry: XmlElement): readonly BankEntry[] => {
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
    amount: amountOf((details.length > 1 ? detailAmount(detail) : undefined) ?? childrenOf(entry, 'Amt')[0]),
    bookedAt,
    endToEndId: cut(findText(detail, 'Refs/EndToEndId'), 35),
    remittance: cut(remittanceOf(detail), 560),
    debtorName: cut(debtorOf(detail), 140),
    returnReason: cut(findText(detail, 'RtrInf/Rsn/Cd') ?? findText(detail, 'RtrInf/Rsn/Prtry'), 40),
  }));
};

const toStatuses = (report: XmlElement): readonly TransferStatus[] =>
  childrenOf(report, 'OrgnlPmtInfAndSts')
    .flatMap((payment) => childrenOf(payment, 'TxInfAndSts'))
    .flatMap((transfer) => {
      const status = needText(transfer, 'TxSts');
      if (status !== 'RJCT' && !status.startsWith('AC')) return [];
      return [
        {
          endToEndId: needText(transfer, 'OrgnlEndToEndId').slice(0, 35),
          status: status === 'RJCT' ? ('rejected' as const) : ('accepted' as const),
          reason: cut(findText(transfer, 'StsRsnInf/Rsn/Cd'), 40),
        },
      ];
    });

/**
 * Reads a camt.054 (any version since .02) or pain.002 message. Errors: xml.malformed, xml.forbidden, xml.too_large, and those of
 * parseMoney for an amount that is none.
 */
export const readBankMessage = (text: string): BankMessage => {
  const root = readXml(text);
  const notification = childrenOf(root, 'BkToCstmrDbtCdtNtfctn')[0];
  const report = childrenOf(root, 'CstmrPmtStsRpt')[0];
  if (!notification && !report)
    throw xmlErrors.malformed('The document is neither a camt.054 nor a pain.002 message.');
  const entries = notification
    ? childrenOf(notification, 'Ntfctn').flatMap((one) => childrenOf(one, 'Ntry').flatMap(toEntries))
    : [];
  const statuses = report ? toStatuses(report) : [];
  if (entries.length + statuses.length > entriesPerMessageMax)
    throw xmlErrors.too_large(`The message has over ${entriesPerMessageMax} entries.`);
  return { entries, statuses };
};

/** One transfer that we order. */
export interface TransferOrder {
  readonly endToEndId: string;
  readonly amount: Money;
  readonly description: string;
  readonly to: BeneficiaryAccount;
  readonly from: BeneficiaryAccount;
}

const iban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

const accountId = (accountNumber: string) =>
  xml('Id', [
    iban.test(accountNumber) ? xml('IBAN', accountNumber) : xml('Othr', [xml('Id', accountNumber)]),
  ]);

/** pain.001.001.09 with one transfer. The message id is the end-to-end id, so that a repeated order is recognised as one. */
export const writePaymentOrder = (order: TransferOrder, now: Instant): string => {
  const { endToEndId, amount, from, to } = order;
  const wire = formatMoney(amount);
  return writeXml(
    xml(
      'Document',
      [
        xml('CstmrCdtTrfInitn', [
          xml('GrpHdr', [
            xml('MsgId', endToEndId),
            xml('CreDtTm', now),
            xml('NbOfTxs', '1'),
            xml('CtrlSum', wire.amount),
            xml('InitgPty', [xml('Nm', from.holderName)]),
          ]),
          xml('PmtInf', [
            xml('PmtInfId', endToEndId),
            xml('PmtMtd', 'TRF'),
            xml('NbOfTxs', '1'),
            xml('ReqdExctnDt', [xml('Dt', now.slice(0, 10))]),
            xml('Dbtr', [xml('Nm', from.holderName)]),
            xml('DbtrAcct', [accountId(from.accountNumber)]),
            xml('DbtrAgt', [xml('FinInstnId', [xml('BICFI', from.bic)])]),
            xml('CdtTrfTxInf', [
              xml('PmtId', [xml('InstrId', endToEndId), xml('EndToEndId', endToEndId)]),
              xml('Amt', [xml('InstdAmt', wire.amount, { Ccy: wire.currency })]),
              xml('CdtrAgt', [xml('FinInstnId', [xml('BICFI', to.bic)])]),
              xml('Cdtr', [xml('Nm', to.holderName.slice(0, 140))]),
              xml('CdtrAcct', [accountId(to.accountNumber)]),
              xml('RmtInf', [xml('Ustrd', order.description.slice(0, 140))]),
            ]),
          ]),
        ]),
      ],
      { xmlns: 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09' },
    ),
  );
};
