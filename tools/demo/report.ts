import type { Books } from './books.ts';
import type { Proof } from './proof.ts';
import type { Bill } from './sandbox.ts';
import { bold, columns, dim, green, red, wrap } from './text.ts';
import type { Happening } from './timeline.ts';
import type { TradeFile } from './trade-file.ts';

const line = (text = '') => process.stdout.write(`${text}\n`);

/** Title and story of a trade. */
export const printHeader = ({ title, story, startsOn }: TradeFile): void => {
  line();
  line(bold(title));
  for (const paragraph of story) line(wrap(paragraph));
  line(dim(`  day 0 is ${startsOn}`));
};

/** Day by day: who did what, and who was told what. */
export const printTimeline = (trade: TradeFile, happenings: readonly Happening[]): void => {
  line();
  line(bold(`  Timeline of ${trade.trade}`));
  const rows = happenings.map(({ day, who, what }) => [`d${day}`, who, what]);
  line(columns(rows, [0], '    '));
};

/** Every posting that a party sees, in its own column of debit or credit. */
export const printRail = (trade: TradeFile, books: Books): void => {
  for (const [id, lines] of Object.entries(books.rail)) {
    line();
    line(bold(`  Money rail of ${trade.parties[id]?.name ?? id}`));
    const rows = lines.map(({ day, kind, code, account, side, currency, amount }) => [
      ...[`d${day}`, kind, `${code} ${account}`, currency],
      ...(side === 'debit' ? [amount, ''] : ['', amount]),
    ]);
    line(columns([['day', 'step', 'account', '', 'debit', 'credit'], ...rows], [0, 4, 5], '    '));
    const left = Object.entries(books.accounts[id] ?? {}).map(([account, amount]) => `${account} ${amount}`);
    line(dim(`    stands in the end: ${left.length === 0 ? 'nothing' : left.join(', ')}`));
  }
};

/** Debits against credits, and client money against what is owed to clients. */
export const printProof = (proof: Proof): void => {
  line();
  line(bold(`Conservation proof over ${proof.journals} journals`));
  const rows = proof.currencies.map((one) => [
    one.currency,
    one.totalDebits.amount,
    one.totalCredits.amount,
    one.difference.amount,
    one.safeguarded.amount,
    one.inTransit.amount,
    one.clientLiabilities.amount,
    one.isBalanced && one.isCovered ? 'holds' : 'BROKEN',
  ]);
  const head = ['', 'debits', 'credits', 'difference', 'safeguarded', 'in transit', 'owed to clients', ''];
  line(columns([head, ...rows], [1, 2, 3, 4, 5, 6]));
};

/** What the trades would have cost on AWS. */
export const printBill = (bill: Bill, trades: readonly TradeFile[]): void => {
  const each = trades.map(({ trade }) => {
    const usd = bill.byTrade[`demo-${trade}`]?.usd ?? 0;
    return `${trade} USD ${usd.toFixed(4)}`;
  });
  line();
  line(bold('Bill'));
  line(
    wrap(
      `On AWS these calls would have cost USD ${bill.total.usd.toFixed(4)} in all, at the prices of ${bill.pricesAsOf}: ${each.join(', ')}. The rest belongs to no trade: schedules, sign-ups and settling time. Counted since the house was last started.`,
    ),
  );
};

/** The last word: all as expected, or every way in which it is not. */
export const printVerdict = (faults: readonly string[], seconds: number | undefined): void => {
  line();
  if (faults.length === 0) line(green(`Every cent is where it belongs. (${seconds?.toFixed(1)} s)`));
  else {
    line(red(`${faults.length} thing(s) are off:`));
    for (const fault of faults) line(red(`  ${fault}`));
  }
};
