import type { TableEvent } from './journal-tables.ts';
import type { MoneyTale } from './money-tale.ts';

type Words = Readonly<Record<string, string>>;
type Deed = (tale: MoneyTale, words: Words) => Promise<unknown>;

const amountIn = (words: Words, name = 'amount'): { currency: string; amount: string } => {
  const [figure = '', currency = ''] = (words[name] ?? '').split(' ');
  return { currency, amount: figure.replaceAll(',', '') };
};

const instalmentIn = ({ instalment }: Words): 'deposit' | 'balance' =>
  instalment === 'balance' ? 'balance' : 'deposit';

const percent = (text = ''): string => (Number(text) / 100).toFixed(2);

const refuse = (reply: { status: number; body: unknown }): void => {
  if (reply.status >= 400) throw new Error(`Answered ${reply.status}: ${JSON.stringify(reply.body)}`);
};

const refusedWith = (reply: { status: number; body: { code?: string } } | undefined, code = ''): void => {
  if (reply?.body?.code !== code)
    throw new Error(`Answered ${reply?.status} ${reply?.body?.code} instead of ${code}`);
};

/**
 * What the events of a table mean. Words in braces: `{amount}` an amount with its currency, `{instalment}` deposit or balance,
 * `{n}` a number, `{code}` a code, `{rates}` the rest of the sentence.
 */
const deeds: Readonly<Record<string, Deed>> = {
  'The seller is new here': async (tale) => tale.isNew(),
  'Buyer and seller agree on {amount}, {n} % deposit': (tale, words) =>
    tale.order(amountIn(words), percent(words.n)),
  'The buyer pays the {instalment} by card': (tale, words) => tale.payByCard(instalmentIn(words)),
  'A day of delay costs {share} % of the goods, {n} % at most': async (tale, words) => {
    const sharePerDay = String(Number(words.share) / 100);
    const capShare = percent(words.n);
    tale.moreTerms = { lateDelivery: { measuredAt: 'shipment', freeDays: 0, sharePerDay, capShare } };
  },
  'The goods are on board {n} days late': (tale, words) => tale.loadLate(Number(words.n)),
  'The goods arrive': (tale) => tale.arrive(),
  'The cardholder takes the {instalment} back': (tale, words) => tale.chargeBack(instalmentIn(words), 'lost'),
  'The cardholder takes the {instalment} back, wrongly': (tale, words) =>
    tale.chargeBack(instalmentIn(words), 'won'),
  'The export is released, and the seller claims {n} % tax on {amount}': (tale, words) =>
    tale.claimTaxRefund(amountIn(words), percent(words.n)),
  'The seller asks for {n} % of the refund now': (tale, words) => tale.askAdvance(percent(words.n)),
  'The PSP pays out': (tale) => tale.house.advance({ days: 1, seconds: 1 }),
  'The seller reports the goods ready': (tale) => tale.ready(),
  'The buyer transfers {amount} for the {instalment}': (tale, words) =>
    tale.transfer(amountIn(words), instalmentIn(words)),
  'Somebody transfers {amount} with the reference {code}': (tale, words) =>
    tale.transferTo(words.code ?? '', amountIn(words)),
  'The carrier claims {amount}': (tale, words) => tale.claim('third_party', amountIn(words)),
  'The lender claims {amount}': (tale, words) => tale.claim('lender', amountIn(words)),
  'The goods are shipped and arrive': (tale) => tale.ship(),
  'The buyer accepts the goods': (tale) => tale.accept(),
  'The buyer disputes {amount}': (tale, words) => tale.dispute(amountIn(words)),
  'The seller accepts the claim': (tale) => tale.acceptClaim(),
  'One euro is {rates}': async (tale, words) => {
    const pairs = (words.rates ?? '').split(/, | and /).map((text) => text.split(' ').reverse());
    tale.rates(Object.fromEntries(pairs));
  },
  'The seller locks a rate for {amount} into {code}': async (tale, words) =>
    refuse(await tale.lock(amountIn(words), words.code ?? '')),
  'The seller converts at that rate': async (tale) => refuse(await tale.convert()),
  'The seller tries to convert and is refused with {code}': async (tale, words) =>
    refusedWith(await tale.convert(), words.code),
  'The seller asks for {amount}': async (tale, words) => refuse(await tale.payOut(amountIn(words))),
  'The seller asks for {amount} and is refused with {code}': async (tale, words) =>
    refusedWith(await tale.payOut(amountIn(words)), words.code),
  'The seller now has an account of {code} in {currency}': async (tale, words) => {
    tale.bankAccount(tale.seller, words.currency ?? '', (words.code ?? '').replaceAll('_', ' '));
  },
  '{n} days go by': (tale, words) => tale.house.advance({ days: Number(words.n) }),
  '{n} minutes go by': (tale, words) => tale.house.advance({ seconds: Number(words.n) * 60 }),
};

const patterns: Readonly<Record<string, string>> = {
  amount: '[\\d,]+(?:\\.\\d+)? [A-Z]{3}',
  instalment: 'deposit|balance',
  n: '\\d+',
  share: '[\\d.]+',
  code: '[\\w.]+',
  currency: '[A-Z]{3}',
  rates: '.+',
};

const compiled = Object.entries(deeds).map(([sentence, deed]) => ({
  deed,
  pattern: new RegExp(
    `^${sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${patterns[name] ?? '\\w+'})`)}$`,
  ),
}));

/** What an event of a table means. Throws on a sentence that nobody has explained. */
const deedOf = (event: string): ((tale: MoneyTale) => Promise<unknown>) => {
  const plain = event.replaceAll('`', '').replace(/\.$/, '');
  for (const { pattern, deed } of compiled) {
    const found = pattern.exec(plain);
    if (found) return (tale) => deed(tale, found.groups ?? {});
  }
  throw new Error(`Nobody knows what this means: "${event}"`);
};

/** Plays the events of a table in a trade and gives the table back as the books say it. */
export const playTable = (tale: MoneyTale, expected: readonly TableEvent[]): Promise<readonly TableEvent[]> =>
  tale.play(expected.map(({ event }) => [event, () => deedOf(event)(tale)] as const));
