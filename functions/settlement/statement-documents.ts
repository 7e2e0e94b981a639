import { csvOf } from '../../shared/documents/csv.ts';
import type { Block, DocumentPlan } from '../../shared/documents/pdf.ts';
import { addDays, instantAt, parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { parseInstant } from '../../shared/kernel/instant.ts';
import { addMoney, formatMoney, parseMoney, zeroMoney } from '../../shared/kernel/money.ts';
import { waterfallSteps } from './contract.ts';
import { legalEntity } from './domain/legal-entity.ts';
import type { StatementBody } from './statement-body.ts';

/** Whose statement it is. */
export interface StatementOwner {
  readonly companyId: string;
  readonly companyName: string;
}

type Line = StatementBody['lines'][number];

/** Deductions that a statement shows in columns of their own; the seller's own line is the amount. */
const deductedSteps = waterfallSteps.filter((step) => step !== 'seller');

const paidOn = (line: Line, currency: string, step: (typeof waterfallSteps)[number]): string => {
  const paid = (line.release?.deductions ?? [])
    .filter((one) => one.step === step)
    .map((one) => parseMoney(one.paid, { allowZero: true }))
    .reduce(addMoney, zeroMoney(currency));
  return line.release ? formatMoney(paid).amount : '';
};

const referencesText = ({ references }: Line): string =>
  Object.entries(references)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

/** A name for the file; a statement of a running period says so. */
export const statementFileName = ({ currency, from, to, number }: StatementBody, ending: string): string =>
  `statement-${number === undefined ? 'draft' : String(number)}-${currency}-${from}-${to}.${ending}`;

/** The statement as CSV: one line a movement, gross and deductions of each release in columns; opening and closing as lines of their own. */
export const statementCsv = (statement: StatementBody): string => {
  const { currency, number, from, to, opening, closing } = statement;
  const head = [
    'statement',
    'posted_at',
    'kind',
    'description',
    'account',
    'journal',
    'references',
    'currency',
    'gross',
    ...deductedSteps,
    'amount',
    'balance_after',
  ];
  const name = number === undefined ? '' : String(number);
  const blank = deductedSteps.map(() => '');
  const balance = (kind: string, on: string, amount: string) => [
    name,
    on,
    kind,
    '',
    '',
    '',
    '',
    currency,
    '',
    ...blank,
    '',
    amount,
  ];
  return csvOf([
    head,
    balance('opening', from, opening.amount),
    ...statement.lines.map((line) => [
      name,
      line.postedAt,
      line.kind,
      line.description,
      line.account,
      line.journalId,
      referencesText(line),
      currency,
      line.release?.gross.amount ?? '',
      ...deductedSteps.map((step) => paidOn(line, currency, step)),
      line.amount.amount,
      line.balanceAfter.amount,
    ]),
    balance('closing', to, closing.amount),
  ]);
};

const releaseRows = ({ release }: Line): readonly (readonly string[])[] =>
  release
    ? [
        ['', `  gross ${release.settlementId}`, release.gross.amount, ''],
        ...release.deductions.map(({ description, asked, paid }) => [
          '',
          `  ${description}${asked.amount === paid.amount ? '' : ` (asked ${asked.amount})`}`,
          `-${paid.amount}`,
          '',
        ]),
      ]
    : [];

/** The statement as a page: whose, when, every movement with what a release was made of, opening and closing. */
export const statementPlan = (statement: StatementBody, owner: StatementOwner): DocumentPlan => {
  const { currency, from, to, number, opening, closing, issuedAt, isFinal } = statement;
  const title = isFinal ? `Statement ${number ?? ''}` : 'Statement (period still open)';
  const rows: (readonly string[])[] = [['', 'Opening balance', '', opening.amount]];
  const boldRows: number[] = [0];
  for (const line of statement.lines) {
    rows.push([line.postedAt.slice(0, 10), line.description, line.amount.amount, line.balanceAfter.amount]);
    rows.push(...releaseRows(line));
  }
  boldRows.push(rows.length);
  rows.push(['', 'Closing balance', '', closing.amount]);
  const blocks: readonly Block[] = [
    { kind: 'title', text: title },
    {
      kind: 'fields',
      fields: [
        ['Company', owner.companyName],
        ['Company id', owner.companyId],
        ['Period', `${from} to ${to}, whole days in UTC, both included`],
        ['Currency', currency],
        ['Issued', issuedAt ?? 'not issued: the period still runs'],
        ['Issued by', legalEntity.name],
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: 'Date', share: 2, align: 'left' },
        { title: 'Movement', share: 7, align: 'left' },
        { title: currency, share: 2.5, align: 'right' },
        { title: 'Balance', share: 2.5, align: 'right' },
      ],
      rows,
      boldRows,
    },
    { kind: 'text', lines: ['Balances are of money that is available or held back as a reserve.'] },
  ];
  const endOfPeriod = instantAt(addDays(parseBusinessDate(to), 1), '00:00', 'UTC');
  const at = issuedAt === undefined ? endOfPeriod : parseInstant(issuedAt);
  return { title, author: legalEntity.name, at, blocks };
};
