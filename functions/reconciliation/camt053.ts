import { iso20022MessageOf, readCamtAmount, readCamtEntry } from '../../shared/iso20022/camt-entry.ts';
import { parseMoney } from '../../shared/kernel/money.ts';
import { childrenOf, findText, needText, readXml, type XmlElement } from '../../shared/xml/read-xml.ts';
import { xmlErrors } from '../../shared/xml/xml-errors.ts';
import type { OutsideEntry } from './domain/items.ts';
import { reconciliationErrors } from './errors.ts';

/** Largest statement that is read, in bytes: about 3,000 entries. */
export const statementBytesMax = 2 * 1024 * 1024;
/** Most entries of one statement. */
export const statementEntriesMax = 5_000;

/** One statement of one account in one currency. Amounts are signed: plus is money that the bank keeps for us. */
export interface BankStatement {
  readonly statementId: string;
  /** Electronic sequence number: 1 more than that of the statement before. */
  readonly number: number;
  readonly accountNumber: string;
  readonly currency: string;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  /** Day of the closing balance. */
  readonly on: string;
  readonly entries: readonly OutsideEntry[];
}

const sideOf = (element: XmlElement): 1n | -1n => {
  const side = needText(element, 'CdtDbtInd');
  if (side === 'CRDT') return 1n;
  if (side === 'DBIT') return -1n;
  throw xmlErrors.malformed('CdtDbtInd is neither CRDT nor DBIT.');
};

const balanceOf = (
  statement: XmlElement,
  codes: readonly string[],
  currency: string,
): { readonly minor: bigint; readonly on: string } => {
  const balance = childrenOf(statement, 'Bal').find((one) =>
    codes.includes(findText(one, 'Tp/CdOrPrtry/Cd') ?? ''),
  );
  if (!balance) throw xmlErrors.malformed(`The balance ${codes.join(' or ')} is missing.`);
  const amount = parseMoney(readCamtAmount(childrenOf(balance, 'Amt')[0], { allowZero: true }), {
    allowZero: true,
  });
  if (amount.currency !== currency)
    throw xmlErrors.malformed(`A balance is in ${amount.currency}, the account in ${currency}.`);
  const on = findText(balance, 'Dt/Dt') ?? needText(balance, 'Dt/DtTm').slice(0, 10);
  return { minor: sideOf(balance) * amount.amountMinor, on };
};

const entriesOf = (statement: XmlElement, currency: string, number: number): readonly OutsideEntry[] =>
  childrenOf(statement, 'Ntry')
    .flatMap(readCamtEntry)
    .map((entry) => {
      const amount = parseMoney(entry.amount);
      if (amount.currency !== currency)
        throw xmlErrors.malformed(`An entry is in ${amount.currency}, the account in ${currency}.`);
      return {
        entryId: entry.entryId,
        key: entry.endToEndId,
        amountMinor: entry.side === 'credit' ? amount.amountMinor : -amount.amountMinor,
        at: entry.bookedAt,
        number,
        text: [entry.debtorName, entry.remittance].filter(Boolean).join(', ').slice(0, 140) || undefined,
      };
    });

const pageOf = (statement: XmlElement): void => {
  const last = findText(statement, 'StmtPgntn/LastPgInd');
  const page = findText(statement, 'StmtPgntn/PgNb');
  if (last !== undefined && (last !== 'true' || page !== '1'))
    throw reconciliationErrors.statement_incomplete(`It is page ${page ?? '?'} of several.`);
};

const readOne = (statement: XmlElement): BankStatement => {
  pageOf(statement);
  const currency = needText(statement, 'Acct/Ccy');
  const sequence = findText(statement, 'ElctrncSeqNb') ?? needText(statement, 'LglSeqNb');
  if (!/^[1-9]\d{0,8}$/.test(sequence))
    throw xmlErrors.malformed(`The sequence number ${sequence.slice(0, 18)} is none.`);
  const number = Number(sequence);
  const opening = balanceOf(statement, ['OPBD', 'PRCD'], currency);
  const closing = balanceOf(statement, ['CLBD'], currency);
  const entries = entriesOf(statement, currency, number);
  if (entries.length > statementEntriesMax)
    throw reconciliationErrors.too_many_entries(`${statementEntriesMax} is the most.`);
  if (new Set(entries.map(({ entryId }) => entryId)).size !== entries.length)
    throw reconciliationErrors.duplicate_entry(`Statement ${number} of ${currency}.`);
  const moved = entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (opening.minor + moved !== closing.minor) {
    throw reconciliationErrors.does_not_add_up(
      `Opening ${opening.minor}, entries ${moved}, closing ${closing.minor} minor units of ${currency}.`,
    );
  }
  return {
    statementId: needText(statement, 'Id').slice(0, 35),
    number,
    accountNumber: findText(statement, 'Acct/Id/IBAN') ?? needText(statement, 'Acct/Id/Othr/Id'),
    currency,
    openingMinor: opening.minor,
    closingMinor: closing.minor,
    on: closing.on,
    entries,
  };
};

/**
 * Reads a camt.053 message (any version since .02): each of its statements with opening and closing balance, of which the entries are
 * the difference. Errors: xml.malformed, xml.forbidden, xml.too_large, those of parseMoney, reconciliation.not_a_statement,
 * reconciliation.does_not_add_up, reconciliation.duplicate_entry, reconciliation.statement_incomplete, reconciliation.too_many_entries.
 */
export const readStatements = (text: string): readonly BankStatement[] => {
  const root = readXml(text, { bytesMax: statementBytesMax });
  const message = iso20022MessageOf(text);
  if (!/^camt\.053\.001\.(0[2-9]|1[0-9])$/.test(message ?? ''))
    throw reconciliationErrors.not_a_statement(
      message ? `It is a ${message}.` : 'It names no namespace of ISO 20022.',
    );
  const statements = childrenOf(root, 'BkToCstmrStmt').flatMap((body) => childrenOf(body, 'Stmt'));
  if (statements.length === 0) throw reconciliationErrors.not_a_statement('It holds no statement.');
  return statements.map(readOne);
};
