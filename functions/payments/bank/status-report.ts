import { childrenOf, findText, type XmlElement } from '../../../shared/xml/read-xml.ts';
import { xmlErrors } from '../../../shared/xml/xml-errors.ts';

/** One status of a transfer that we ordered. */
export interface TransferStatus {
  readonly endToEndId: string;
  readonly status: 'accepted' | 'rejected';
  readonly reason?: string | undefined;
}

// ExternalPaymentTransactionStatus1Code: what ends a transfer, and what says that the bank has taken it. PDNG, RCVD and PART end
// nothing and promise nothing; the next report or the status query tells more.
const rejected = new Set(['RJCT', 'CANC']);
const accepted = new Set(['ACTC', 'ACCP', 'ACWC', 'ACWP', 'ACFC', 'ACSP', 'ACSC', 'ACCC', 'ACPD']);

const meaningOf = (code: string | undefined): TransferStatus['status'] | undefined => {
  if (code === undefined) return undefined;
  if (rejected.has(code)) return 'rejected';
  return accepted.has(code) ? 'accepted' : undefined;
};

const reasonOf = (element: XmlElement): string | undefined =>
  childrenOf(element, 'StsRsnInf')
    .map((info) => findText(info, 'Rsn/Cd') ?? findText(info, 'Rsn/Prtry'))
    .find((text) => text !== undefined)
    ?.slice(0, 40);

const statusOf = (
  element: XmlElement,
  code: string | undefined,
  endToEndId: string | undefined,
  fallbackReason?: string,
): readonly TransferStatus[] => {
  const status = meaningOf(code);
  if (status === undefined) return [];
  if (endToEndId === undefined || endToEndId.length > 35)
    throw xmlErrors.malformed('A status names no original id of up to 35 characters.');
  return [{ endToEndId, status, reason: reasonOf(element) ?? fallbackReason }];
};

/**
 * The statuses of a pain.002, by transfer. A bank that rejects a whole payment information block or message says so on that level
 * alone; as each of our messages holds one transfer whose id is also the message's, that is then the transfer's status. What a lower
 * level says goes before what a higher one says. Errors: xml.malformed.
 */
export const readStatusReport = (report: XmlElement): readonly TransferStatus[] => {
  const group = childrenOf(report, 'OrgnlGrpInfAndSts')[0];
  const blocks = childrenOf(report, 'OrgnlPmtInfAndSts');
  const ofBlocks = blocks.flatMap((block) => {
    const transfers = childrenOf(block, 'TxInfAndSts').flatMap((transfer) =>
      statusOf(
        transfer,
        findText(transfer, 'TxSts'),
        findText(transfer, 'OrgnlEndToEndId') ?? findText(transfer, 'OrgnlInstrId'),
        reasonOf(block),
      ),
    );
    if (transfers.length > 0) return transfers;
    return statusOf(block, findText(block, 'PmtInfSts'), findText(block, 'OrgnlPmtInfId'));
  });
  if (ofBlocks.length > 0 || group === undefined) return ofBlocks;
  return statusOf(group, findText(group, 'GrpSts'), findText(group, 'OrgnlMsgId'));
};
