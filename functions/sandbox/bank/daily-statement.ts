import { businessDateIn } from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { formatMoney, money, parseMoney } from '../../../shared/kernel/money.ts';
import { writeXml, type XmlNode, xml } from '../../../shared/xml/write-xml.ts';
import { twinBic } from './accounts.ts';
import { bookedEntryXml } from './messages.ts';
import type { StatementEntry } from './statement.ts';

const bankZone = 'Europe/Amsterdam';

/** One day of an account: the bank issues a statement for each day on which it booked something, numbered without gaps. */
export interface DailyStatement {
  readonly number: number;
  readonly on: string;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly entries: readonly StatementEntry[];
}

const signedMinor = ({ side, amount }: StatementEntry): bigint => {
  const { amountMinor } = parseMoney(amount);
  return side === 'credit' ? amountMinor : -amountMinor;
};

/** The statements of the days that are over, oldest first. `lines` are all that was ever booked on the account. */
export const dailyStatements = (
  lines: readonly StatementEntry[],
  now: Instant,
): readonly DailyStatement[] => {
  const today = businessDateIn(now, bankZone);
  const days = new Map<string, StatementEntry[]>();
  for (const line of lines) {
    const on = businessDateIn(line.bookedAt as Instant, bankZone);
    if (on < today) days.set(on, [...(days.get(on) ?? []), line]);
  }
  let openingMinor = 0n;
  return [...days].map(([on, entries], index) => {
    const closingMinor = entries.reduce((sum, line) => sum + signedMinor(line), openingMinor);
    const statement = { number: index + 1, on, openingMinor, closingMinor, entries };
    openingMinor = closingMinor;
    return statement;
  });
};

const balance = (code: 'OPBD' | 'CLBD', minor: bigint, currency: string, on: string): XmlNode =>
  xml('Bal', [
    xml('Tp', [xml('CdOrPrtry', [xml('Cd', code)])]),
    xml('Amt', formatMoney(money(currency, minor < 0n ? -minor : minor)).amount, { Ccy: currency }),
    xml('CdtDbtInd', minor < 0n ? 'DBIT' : 'CRDT'),
    xml('Dt', [xml('Dt', on)]),
  ]);

/** camt.053.001.08 of one day of one account. */
export const writeStatement = (
  { number, on, openingMinor, closingMinor, entries }: DailyStatement,
  account: { readonly accountNumber: string; readonly currency: string; readonly ownerName: string },
): string => {
  const { accountNumber, currency, ownerName } = account;
  const id = `STM-${accountNumber}-${currency}-${number}`;
  const createdAt = `${on}T23:59:59Z`;
  return writeXml(
    xml(
      'Document',
      [
        xml('BkToCstmrStmt', [
          xml('GrpHdr', [xml('MsgId', id), xml('CreDtTm', createdAt)]),
          xml('Stmt', [
            xml('Id', id),
            xml('ElctrncSeqNb', String(number)),
            xml('LglSeqNb', String(number)),
            xml('CreDtTm', createdAt),
            xml('Acct', [
              xml('Id', [xml('IBAN', accountNumber)]),
              xml('Ccy', currency),
              xml('Ownr', [xml('Nm', ownerName)]),
              xml('Svcr', [xml('FinInstnId', [xml('BICFI', twinBic)])]),
            ]),
            balance('OPBD', openingMinor, currency, on),
            balance('CLBD', closingMinor, currency, on),
            ...entries.map(({ side, counterparty, ...entry }) =>
              bookedEntryXml({
                ...entry,
                side: side === 'credit' ? 'CRDT' : 'DBIT',
                ...(side === 'credit' ? { debtorName: counterparty } : {}),
              }),
            ),
          ]),
        ]),
      ],
      { xmlns: 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08' },
    ),
  );
};
