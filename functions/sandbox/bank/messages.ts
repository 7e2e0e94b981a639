import type { MoneyWire } from '../../../shared/kernel/money.ts';
import { childrenOf, findText, needText, readXml, type XmlElement } from '../../../shared/xml/read-xml.ts';
import { writeXml, type XmlNode, xml, xmlIf } from '../../../shared/xml/write-xml.ts';
import { xmlErrors } from '../../../shared/xml/xml-errors.ts';

/** One credit transfer of a payment order. */
export interface OrderedTransfer {
  readonly endToEndId: string;
  readonly amount: MoneyWire;
  readonly creditorName: string;
  readonly creditorAccount: string;
  /** Account of ours that pays; our clients' money where the order names none. */
  readonly debtorAccount?: string | undefined;
  /** Day on which it is to be executed. */
  readonly executeOn: string;
}

/** A payment order, and what is wrong with the whole of it: ISO 20022 external status reason. */
export interface PaymentOrder {
  readonly messageId: string;
  readonly transfers: readonly OrderedTransfer[];
  readonly fault?: 'AM10' | 'AM18' | 'FF01' | undefined;
}

/** Sum of decimal texts as the bank adds them up: in hundred-thousandths, the most decimals that ISO 20022 allows. */
const sumOf = (amounts: readonly string[]): bigint =>
  amounts.reduce((sum, text) => {
    const [whole = '0', fraction = ''] = text.split('.');
    return sum + BigInt(whole + fraction.slice(0, 5).padEnd(5, '0'));
  }, 0n);

const decimal = /^\d{1,18}(\.\d{1,5})?$/;

/** What a level says of itself against what lies below it. */
const faultOf = (level: XmlElement, amounts: readonly string[]): PaymentOrder['fault'] => {
  const sum = findText(level, 'CtrlSum') ?? '';
  if (!decimal.test(sum) || !amounts.every((amount) => decimal.test(amount))) return 'FF01';
  if (findText(level, 'NbOfTxs') !== String(amounts.length)) return 'AM18';
  return sumOf([sum]) === sumOf(amounts) ? undefined : 'AM10';
};

/** What a bank refuses to carry in names: all but the characters of the SWIFT X set. */
const isCarried = (text: string): boolean => /^[A-Za-z0-9/\-?:().,'+ ]{1,140}$/.test(text);

const transfersOf = (payment: XmlElement): readonly OrderedTransfer[] =>
  childrenOf(payment, 'CdtTrfTxInf').map((transfer) => {
    const amount = childrenOf(childrenOf(transfer, 'Amt')[0] ?? transfer, 'InstdAmt')[0];
    return {
      endToEndId: needText(transfer, 'PmtId/EndToEndId'),
      amount: { currency: amount?.attributes.Ccy ?? '', amount: amount?.text ?? '' },
      creditorName: needText(transfer, 'Cdtr/Nm'),
      creditorAccount: findText(transfer, 'CdtrAcct/Id/IBAN') ?? needText(transfer, 'CdtrAcct/Id/Othr/Id'),
      debtorAccount: findText(payment, 'DbtrAcct/Id/IBAN') ?? findText(payment, 'DbtrAcct/Id/Othr/Id'),
      executeOn: needText(payment, 'ReqdExctnDt/Dt'),
    };
  });

/** Reads a pain.001.001.09 payment order. Errors: xml.malformed and those of readXml. */
export const readPaymentOrder = (text: string): PaymentOrder => {
  const initiation = childrenOf(readXml(text), 'CstmrCdtTrfInitn')[0];
  const header = initiation && childrenOf(initiation, 'GrpHdr')[0];
  if (!initiation || !header) throw xmlErrors.malformed('The document is no pain.001 message.');
  const payments = childrenOf(initiation, 'PmtInf');
  const transfers = payments.flatMap(transfersOf);
  const amountsOf = (list: readonly OrderedTransfer[]) => list.map(({ amount }) => amount.amount);
  const faults = [
    faultOf(header, amountsOf(transfers)),
    ...payments.map((payment) => faultOf(payment, amountsOf(transfersOf(payment)))),
    transfers.every(({ creditorName }) => isCarried(creditorName)) ? undefined : ('FF01' as const),
  ];
  return {
    messageId: needText(header, 'MsgId'),
    transfers,
    fault: faults.find((fault) => fault !== undefined),
  };
};

/** What a status report is about: one of our pain.001 messages. */
interface ReportHeader {
  readonly messageId: string;
  readonly at: string;
  readonly originalMessageId: string;
}

const statusReason = (code: string): XmlNode => xml('StsRsnInf', [xml('Rsn', [xml('Cd', code)])]);

/** pain.002.001.10 with what it says of the group as a whole, and of its transfers. */
const writeReport = (
  { messageId, at, originalMessageId }: ReportHeader,
  ofGroup: readonly XmlNode[],
  ofPayments: readonly XmlNode[],
): string =>
  writeXml(
    xml(
      'Document',
      [
        xml('CstmrPmtStsRpt', [
          xml('GrpHdr', [xml('MsgId', messageId), xml('CreDtTm', at)]),
          xml('OrgnlGrpInfAndSts', [
            xml('OrgnlMsgId', originalMessageId),
            xml('OrgnlMsgNmId', 'pain.001.001.09'),
            ...ofGroup,
          ]),
          ...ofPayments,
        ]),
      ],
      { xmlns: 'urn:iso:std:iso:20022:tech:xsd:pain.002.001.10' },
    ),
  );

/** pain.002.001.10 about a whole message that the bank does not take: no word about single transfers. */
export const writeGroupRejection = (report: ReportHeader & { readonly reasonCode: string }): string =>
  writeReport(report, [xml('GrpSts', 'RJCT'), statusReason(report.reasonCode)], []);

/** pain.002.001.10: whether the bank takes one transfer. */
export const writeStatusReport = (
  report: ReportHeader & {
    readonly endToEndId: string;
    readonly status: 'ACCP' | 'RJCT';
    readonly reasonCode?: string | undefined;
  },
): string =>
  writeReport(
    report,
    [],
    [
      xml('OrgnlPmtInfAndSts', [
        xml('OrgnlPmtInfId', report.originalMessageId),
        xml('TxInfAndSts', [
          xml('OrgnlEndToEndId', report.endToEndId),
          xml('TxSts', report.status),
          report.reasonCode ? statusReason(report.reasonCode) : undefined,
        ]),
      ]),
    ],
  );

/** One booked entry that a camt.054 tells of. */
export interface BookedEntry {
  readonly entryId: string;
  readonly side: 'CRDT' | 'DBIT';
  readonly amount: MoneyWire;
  readonly bookedAt: string;
  readonly endToEndId?: string | undefined;
  readonly reference?: string | undefined;
  readonly debtorName?: string | undefined;
  readonly debtorAccount?: string | undefined;
  readonly debtorBic?: string | undefined;
  /** Set when money of ours comes back: ISO 20022 external return reason. */
  readonly returnReason?: string | undefined;
}

/** One booked entry as camt.053 and camt.054 both write it: with the same reference, so that the two are known to be one. */
export const bookedEntryXml = (entry: BookedEntry): XmlNode =>
  xml('Ntry', [
    xml('NtryRef', entry.entryId),
    xml('Amt', entry.amount.amount, { Ccy: entry.amount.currency }),
    xml('CdtDbtInd', entry.side),
    xml('Sts', [xml('Cd', 'BOOK')]),
    xml('BookgDt', [xml('DtTm', entry.bookedAt)]),
    xml('BkTxCd', [
      xml('Domn', [
        xml('Cd', 'PMNT'),
        xml('Fmly', [
          xml('Cd', entry.side === 'CRDT' ? 'RCDT' : 'ICDT'),
          xml('SubFmlyCd', entry.returnReason ? 'RRTN' : 'ESCT'),
        ]),
      ]),
    ]),
    xml('NtryDtls', [
      xml('TxDtls', [
        entry.endToEndId ? xml('Refs', [xml('EndToEndId', entry.endToEndId)]) : undefined,
        entry.debtorName
          ? xml('RltdPties', [
              xml('Dbtr', [xml('Pty', [xml('Nm', entry.debtorName)])]),
              entry.debtorAccount
                ? xml('DbtrAcct', [xml('Id', [xml('Othr', [xml('Id', entry.debtorAccount)])])])
                : undefined,
            ])
          : undefined,
        entry.debtorBic
          ? xml('RltdAgts', [xml('DbtrAgt', [xml('FinInstnId', [xml('BICFI', entry.debtorBic)])])])
          : undefined,
        entry.reference
          ? xml('RmtInf', [xml('Strd', [xml('CdtrRefInf', [xmlIf('Ref', entry.reference)])])])
          : undefined,
        entry.returnReason ? xml('RtrInf', [xml('Rsn', [xml('Cd', entry.returnReason)])]) : undefined,
      ]),
    ]),
  ]);

/** camt.054.001.08: a debit or credit was booked on our account. */
export const writeNotification = (entry: BookedEntry): string =>
  writeXml(
    xml(
      'Document',
      [
        xml('BkToCstmrDbtCdtNtfctn', [
          xml('GrpHdr', [xml('MsgId', `NTF-${entry.entryId}`), xml('CreDtTm', entry.bookedAt)]),
          xml('Ntfctn', [xml('Id', `NTF-${entry.entryId}`), bookedEntryXml(entry)]),
        ]),
      ],
      { xmlns: 'urn:iso:std:iso:20022:tech:xsd:camt.054.001.08' },
    ),
  );
