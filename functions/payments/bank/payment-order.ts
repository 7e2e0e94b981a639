import { isBankText, toBankText } from '../../../shared/kernel/bank-text.ts';
import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { formatMoney, isPositiveMoney, type Money } from '../../../shared/kernel/money.ts';
import { writeXml, xml } from '../../../shared/xml/write-xml.ts';
import { type BeneficiaryAccount, railAmountOf } from '../domain/payout.ts';
import type { Rail } from '../domain/rails.ts';

/** One transfer that we order. */
export interface TransferOrder {
  readonly endToEndId: string;
  readonly amount: Money;
  readonly description: string;
  readonly to: BeneficiaryAccount;
  readonly from: BeneficiaryAccount;
  readonly rail: Rail;
  /** Day on which the bank is to execute it. */
  readonly executeOn: BusinessDate;
}

/** Longest remittance text of one transfer (ISO 20022 Max140Text). */
const remittanceLengthMax = 140;

// IBAN2007Identifier of ISO 20022, Max35Text in the characters of SEPA identifications, BICFIDec2014Identifier.
const iban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
const identification = /^(?!\/)(?!.*\/\/)[A-Za-z0-9/\-?:().,'+ ]{1,35}(?<!\/)$/;
const bic = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/;

const accountId = (accountNumber: string) =>
  xml('Id', [
    iban.test(accountNumber) ? xml('IBAN', accountNumber) : xml('Othr', [xml('Id', accountNumber)]),
  ]);

const agent = (account: BeneficiaryAccount) => xml('FinInstnId', [xml('BICFI', account.bic)]);

/** Whether a bank message can carry the beneficiary's name without losing a letter. */
export const isPayableName = ({ holderName }: BeneficiaryAccount): boolean => isBankText(holderName);

/**
 * The amount in the decimals of the rail: HUF 1234.00 goes out as 1234. InvariantViolation `payments.not_on_rail` for an amount
 * that the rail does not carry, because nothing may be lost here.
 */
const railAmount = (amount: Money): string => {
  invariant(
    isPositiveMoney(amount) && railAmountOf(amount).amountMinor === amount.amountMinor,
    'payments.not_on_rail',
    { currency: amount.currency },
  );
  return formatMoney(amount).amount;
};

const assertOrder = ({ endToEndId, to, from }: TransferOrder): void => {
  invariant(identification.test(endToEndId), 'payments.malformed_end_to_end_id', { endToEndId });
  invariant(bic.test(to.bic) && bic.test(from.bic), 'payments.malformed_bic', { to: to.bic, from: from.bic });
  invariant(isPayableName(to), 'payments.name_not_representable', { endToEndId });
};

/**
 * pain.001.001.09 with one transfer: elements in the order of the schema, counts and control sums on both levels, texts in the
 * characters that every bank carries. One transfer a message, so that a message that the bank rejects takes no other along, and its
 * ids are the end-to-end id, so that a repeated order is recognised as one. InvariantViolation `payments.malformed_end_to_end_id`,
 * `payments.malformed_bic`, `payments.name_not_representable`, `payments.not_on_rail`.
 */
export const writePaymentOrder = (order: TransferOrder, now: Instant): string => {
  assertOrder(order);
  const { endToEndId, from, to, rail } = order;
  const amount = railAmount(order.amount);
  const ourName = toBankText(from.holderName, rail.nameLengthMax);
  const remittance = toBankText(order.description, remittanceLengthMax);
  return writeXml(
    xml(
      'Document',
      [
        xml('CstmrCdtTrfInitn', [
          xml('GrpHdr', [
            xml('MsgId', endToEndId),
            xml('CreDtTm', now),
            xml('NbOfTxs', '1'),
            xml('CtrlSum', amount),
            xml('InitgPty', [xml('Nm', ourName)]),
          ]),
          xml('PmtInf', [
            xml('PmtInfId', endToEndId),
            xml('PmtMtd', 'TRF'),
            xml('NbOfTxs', '1'),
            xml('CtrlSum', amount),
            xml('PmtTpInf', [xml('SvcLvl', [xml('Cd', rail.serviceLevel)])]),
            xml('ReqdExctnDt', [xml('Dt', order.executeOn)]),
            xml('Dbtr', [xml('Nm', ourName)]),
            // One number may hold several currencies: the currency says out of which balance.
            xml('DbtrAcct', [accountId(from.accountNumber), xml('Ccy', order.amount.currency)]),
            xml('DbtrAgt', [agent(from)]),
            xml('ChrgBr', rail.chargeBearer),
            xml('CdtTrfTxInf', [
              xml('PmtId', [xml('InstrId', endToEndId), xml('EndToEndId', endToEndId)]),
              xml('Amt', [xml('InstdAmt', amount, { Ccy: order.amount.currency })]),
              xml('CdtrAgt', [agent(to)]),
              xml('Cdtr', [xml('Nm', toBankText(to.holderName, rail.nameLengthMax))]),
              xml('CdtrAcct', [accountId(to.accountNumber)]),
              remittance === '' ? undefined : xml('RmtInf', [xml('Ustrd', remittance)]),
            ]),
          ]),
        ]),
      ],
      { xmlns: 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09' },
    ),
  );
};
