import type { MoneyWire } from '../../../shared/kernel/money.ts';
import { childrenOf, findText, needText, readXml } from '../../../shared/xml/read-xml.ts';
import { writeXml, xml, xmlIf } from '../../../shared/xml/write-xml.ts';

/** One credit transfer of a payment order. */
export interface OrderedTransfer {
  readonly endToEndId: string;
  readonly amount: MoneyWire;
  readonly creditorName: string;
  readonly creditorAccount: string;
}

/** Reads a pain.001.001.09 payment order. Errors: xml.malformed and those of readXml. */
export const readPaymentOrder = (
  text: string,
): { readonly messageId: string; readonly transfers: readonly OrderedTransfer[] } => {
  const root = readXml(text);
  const initiation = childrenOf(root, 'CstmrCdtTrfInitn')[0] ?? root;
  const transfers = childrenOf(initiation, 'PmtInf').flatMap((payment) =>
    childrenOf(payment, 'CdtTrfTxInf').map((transfer) => {
      const amount = childrenOf(childrenOf(transfer, 'Amt')[0] ?? transfer, 'InstdAmt')[0];
      return {
        endToEndId: needText(transfer, 'PmtId/EndToEndId'),
        amount: { currency: amount?.attributes.Ccy ?? '', amount: amount?.text ?? '' },
        creditorName: needText(transfer, 'Cdtr/Nm'),
        creditorAccount: findText(transfer, 'CdtrAcct/Id/IBAN') ?? needText(transfer, 'CdtrAcct/Id/Othr/Id'),
      };
    }),
  );
  return { messageId: needText(initiation, 'GrpHdr/MsgId'), transfers };
};

/** pain.002.001.10: whether the bank takes one transfer. */
export const writeStatusReport = (report: {
  readonly messageId: string;
  readonly at: string;
  readonly originalMessageId: string;
  readonly endToEndId: string;
  readonly status: 'ACCP' | 'RJCT';
  readonly reasonCode?: string | undefined;
}): string =>
  writeXml(
    xml(
      'Document',
      [
        xml('CstmrPmtStsRpt', [
          xml('GrpHdr', [xml('MsgId', report.messageId), xml('CreDtTm', report.at)]),
          xml('OrgnlGrpInfAndSts', [
            xml('OrgnlMsgId', report.originalMessageId),
            xml('OrgnlMsgNmId', 'pain.001.001.09'),
          ]),
          xml('OrgnlPmtInfAndSts', [
            xml('OrgnlPmtInfId', report.originalMessageId),
            xml('TxInfAndSts', [
              xml('OrgnlEndToEndId', report.endToEndId),
              xml('TxSts', report.status),
              report.reasonCode ? xml('StsRsnInf', [xml('Rsn', [xml('Cd', report.reasonCode)])]) : undefined,
            ]),
          ]),
        ]),
      ],
      { xmlns: 'urn:iso:std:iso:20022:tech:xsd:pain.002.001.10' },
    ),
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
  /** Set when money of ours comes back: ISO 20022 external return reason. */
  readonly returnReason?: string | undefined;
}

/** camt.054.001.08: a debit or credit was booked on our account. */
export const writeNotification = (entry: BookedEntry): string =>
  writeXml(
    xml(
      'Document',
      [
        xml('BkToCstmrDbtCdtNtfctn', [
          xml('GrpHdr', [xml('MsgId', `NTF-${entry.entryId}`), xml('CreDtTm', entry.bookedAt)]),
          xml('Ntfctn', [
            xml('Id', `NTF-${entry.entryId}`),
            xml('Ntry', [
              xml('NtryRef', entry.entryId),
              xml('Amt', entry.amount.amount, { Ccy: entry.amount.currency }),
              xml('CdtDbtInd', entry.side),
              xml('Sts', [xml('Cd', 'BOOK')]),
              xml('BookgDt', [xml('DtTm', entry.bookedAt)]),
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
                  entry.reference
                    ? xml('RmtInf', [xml('Strd', [xml('CdtrRefInf', [xmlIf('Ref', entry.reference)])])])
                    : undefined,
                  entry.returnReason
                    ? xml('RtrInf', [xml('Rsn', [xml('Cd', entry.returnReason)])])
                    : undefined,
                ]),
              ]),
            ]),
          ]),
        ]),
      ],
      { xmlns: 'urn:iso:std:iso:20022:tech:xsd:camt.054.001.08' },
    ),
  );
