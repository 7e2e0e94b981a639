import { type BankEntry, iso20022MessageOf, readCamtEntry } from '../../../shared/iso20022/camt-entry.ts';
import { childrenOf, readXml } from '../../../shared/xml/read-xml.ts';
import { xmlErrors } from '../../../shared/xml/xml-errors.ts';
import { readStatusReport, type TransferStatus } from './status-report.ts';

/** Most entries of one message: each becomes an event of the same transaction. */
export const entriesPerMessageMax = 80;

/** What a message of the bank tells; `nothing` for a message that asks for no reaction. */
export interface BankMessage {
  readonly entries: readonly BankEntry[];
  readonly statuses: readonly TransferStatus[];
}

/**
 * Reads a camt.054 (any version since .02) or pain.002 message. Errors: xml.malformed, xml.forbidden, xml.too_large, and those of
 * parseMoney for an amount that is none.
 */
export const readBankMessage = (text: string): BankMessage => {
  const root = readXml(text);
  const message = iso20022MessageOf(text);
  if (message !== undefined && !/^(camt\.054|pain\.002)\./.test(message))
    throw xmlErrors.malformed(`A ${message} message is not expected here.`);
  const notification = childrenOf(root, 'BkToCstmrDbtCdtNtfctn')[0];
  const report = childrenOf(root, 'CstmrPmtStsRpt')[0];
  if (!notification && !report)
    throw xmlErrors.malformed('The document is neither a camt.054 nor a pain.002 message.');
  const entries = notification
    ? childrenOf(notification, 'Ntfctn').flatMap((one) => childrenOf(one, 'Ntry').flatMap(readCamtEntry))
    : [];
  const statuses = report ? readStatusReport(report) : [];
  if (entries.length + statuses.length > entriesPerMessageMax)
    throw xmlErrors.too_large(`The message has over ${entriesPerMessageMax} entries.`);
  return { entries, statuses };
};
