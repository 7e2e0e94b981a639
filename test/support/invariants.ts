import { walkBooks } from '../../functions/ledger/chain/walk-books.ts';
import { ledgerNames } from '../../functions/ledger/contract.ts';
import { parseAccountId } from '../../functions/ledger/domain/account.ts';
import { growthOf } from '../../functions/ledger/domain/journal.ts';
import { readJournal, type StoredJournal } from '../../functions/ledger/row-readers.ts';
import { orderMoved } from '../../functions/orders/contract.ts';
import { payoutMoved } from '../../functions/payments/contract.ts';
import { statementEntry } from '../../functions/sandbox/bank/statement.ts';
import { parseMoney } from '../../shared/kernel/money.ts';
import { decodeFromRow } from '../../shared/persistence/codec.ts';
import { tableOf } from './simulation/memory-database.ts';
import type { SimulatedHouse } from './simulation/simulated-house.ts';

type Row = Readonly<Record<string, unknown>>;

/** What does not hold, in words; nothing when it does. */
type Broken = readonly string[];

interface Amount {
  readonly currency: string;
  readonly amountMinor: bigint;
}

/** A house that is looked at: its rows are read once for all predicates. */
export interface Inspected {
  readonly house: SimulatedHouse;
  readonly journals: readonly StoredJournal[];
  readonly rows: (context: string, kind: string) => readonly Row[];
  /** Decoded data of the rows of a kind. */
  // biome-ignore lint/suspicious/noExplicitAny: each predicate knows the shape of the rows that it reads.
  readonly data: (context: string, kind: string) => readonly any[];
  /** What an account grew by through journals, in minor units. */
  readonly growth: ReadonlyMap<string, bigint>;
}

/** Reads a house for the predicates. */
export const inspect = (house: SimulatedHouse): Inspected => {
  const tables = new Map<string, readonly Row[]>();
  const rowsOf = (context: string): readonly Row[] => {
    const known = tables.get(context) ?? house.database.rowsInOrder(tableOf(context));
    tables.set(context, known);
    return known;
  };
  const rows: Inspected['rows'] = (context, kind) => rowsOf(context).filter((row) => row.kind === kind);
  const journals = rows('ledger', 'journal').map(readJournal);
  const growth = new Map<string, bigint>();
  for (const { ledger = 'ENT', postings } of journals) {
    for (const posting of postings) {
      const { code, owner, amount } = posting;
      const account = [code, ledger, amount.currency, ...(owner === undefined ? [] : [owner])].join(':');
      growth.set(account, (growth.get(account) ?? 0n) + growthOf(posting));
    }
  }
  return {
    house,
    journals,
    rows,
    data: (context, kind) => rows(context, kind).map((row) => decodeFromRow(row.data)),
    growth,
  };
};

const minor = (value: unknown): bigint => BigInt(String(value ?? 0));
const text = ({ currency, amountMinor }: Amount): string => `${amountMinor} ${currency} (minor units)`;

const sumBy = <Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  amountOf: (item: Item) => bigint,
) => {
  const sums = new Map<string, bigint>();
  for (const item of items) sums.set(keyOf(item), (sums.get(keyOf(item)) ?? 0n) + amountOf(item));
  return sums;
};

const repeated = (ids: readonly string[]): readonly string[] =>
  ids.filter((id, index) => ids.indexOf(id) !== index);

/** I01: in every journal, and so in all of them, debits are credits in each currency; memo apart from money. */
export const moneyIsConserved = ({ journals }: Inspected): Broken =>
  journals.flatMap(({ journalId, kind, postings }) => {
    const differences = sumBy(
      postings,
      ({ code, amount }) => `${code.startsWith('9') ? 'memo' : 'money'} ${amount.currency}`,
      ({ side, amount }) => (side === 'debit' ? amount.amountMinor : -amount.amountMinor),
    );
    return [...differences]
      .filter(([, difference]) => difference !== 0n)
      .map(([book, difference]) => `${kind} ${journalId} is out by ${difference} of ${book}`);
  });

/** Client liabilities of the chart; the literal list of the rules, not the product's own. */
const clientMoneyCodes = [
  '2010',
  '2020',
  '2030',
  '2040',
  '2045',
  '2050',
  '2060',
  '2070',
  '2080',
  '2090',
  '2110',
  '2120',
  '2150',
];

/** I01: bank and PSP together hold at least what clients are owed, in each currency. */
export const clientMoneyIsCovered = ({ growth }: Inspected): Broken => {
  const cover = new Map<string, bigint>();
  for (const [accountId, grown] of growth) {
    const { code, currency, ledger = 'ENT' } = parseAccountId(accountId);
    if (ledger !== 'ENT') continue;
    const sign = code === '1010' || code === '1110' ? 1n : clientMoneyCodes.includes(code) ? -1n : 0n;
    cover.set(currency, (cover.get(currency) ?? 0n) + sign * grown);
  }
  return [...cover]
    .filter(([, left]) => left < 0n)
    .map(([currency, left]) => `Client money lacks ${-left} ${currency}`);
};

/** I02: no guarded balance is below zero, and each is what its journals and reservations make it. */
export const balancesAreTrue = ({ rows, growth }: Inspected): Broken => {
  const balances = rows('ledger', 'balance');
  const broken = balances.flatMap((row) => {
    const [available, pending] = [minor(row.available), minor(row.pending)];
    const accountId = String(row.accountId);
    const grown = growth.get(accountId) ?? 0n;
    return [
      ...(available < 0n || pending < 0n ? [`${accountId} is below zero: ${available} and ${pending}`] : []),
      ...(available + pending === grown
        ? []
        : [`${accountId} says ${available} + ${pending}, its journals ${grown}`]),
    ];
  });
  const reserved = sumBy(
    rows('ledger', 'reservation').filter(({ state }) => state === 'pending'),
    ({ accountId }) => String(accountId),
    ({ amountMinor }) => minor(amountMinor),
  );
  return [
    ...broken,
    ...balances
      .filter((row) => minor(row.pending) !== (reserved.get(String(row.accountId)) ?? 0n))
      .map((row) => `${row.accountId} has ${row.pending} pending, its reservations say otherwise`),
  ];
};

/** I03: what was funded is held, released, refunded or charged back, to the cent; each request is resolved once. */
export const escrowsAddUp = ({ data, rows }: Inspected): Broken => {
  const available = new Map(
    rows('ledger', 'balance').map((row) => [
      String(row.accountId),
      minor(row.available) + minor(row.pending),
    ]),
  );
  return data('escrow', 'escrow').flatMap((escrow) => {
    const { escrowId, funded, released, refunded, chargedBack } = escrow;
    const held: bigint = [released, refunded, chargedBack].reduce(
      (left: bigint, out?: Amount) => left - (out?.amountMinor ?? 0n),
      funded.amountMinor,
    );
    const booked = available.get(`2010:ENT:${funded.currency}:${escrowId}`) ?? 0n;
    return [
      ...(held < 0n
        ? [`${escrowId} gave out more than it got: ${text({ ...funded, amountMinor: held })}`]
        : []),
      ...(held === booked ? [] : [`${escrowId} holds ${held}, the ledger says ${booked}`]),
    ];
  });
};

/** I03: a reservation is resolved by one journal at most, and only when it is posted. */
export const reservationsEndOnce = ({ rows }: Inspected): Broken =>
  rows('ledger', 'reservation')
    .filter(({ state }) => !['pending', 'posted', 'voided', 'expired'].includes(String(state)))
    .map(({ pk, state }) => `${pk} is ${state}`);

/** I04: every condition that a release rests on was so before it was released. */
export const releasesRestOnConditions = ({ data, house }: Inspected): Broken => {
  const order = new Map(house.sent.map(({ id }, index) => [id, index]));
  const approvals = new Map(
    house.sent.flatMap(({ type, data: told }, index) =>
      type === 'entrepot.escrow.release_approved.v1'
        ? [[String(Object(told).releaseId), index] as const]
        : [],
    ),
  );
  return data('escrow', 'release').flatMap(({ releaseId, conditionEventIds, state }) => {
    const approvedAt = approvals.get(releaseId);
    if (approvedAt === undefined)
      return state === 'settled' ? [`${releaseId} was settled and never approved`] : [];
    return conditionEventIds
      .filter((id: string) => id.startsWith('evt_') && (order.get(id) ?? approvedAt) >= approvedAt)
      .map((id: string) => `${releaseId} rests on ${id}, which came after it`);
  });
};

/** I05: nobody has drawn more than the limit that held at the draw; the counters are what the loans make them. */
export const exposureIsInLimits = ({ rows, data }: Inspected): Broken => {
  const drawn = sumBy(
    data('credit', 'loan').filter(
      ({ state }) =>
        !['approved', 'declined', 'withdrawn', 'closed', 'written_off', 'repaid', 'paid_out'].includes(state),
    ),
    ({ borrowerId, principal }) => `COMPANY#${borrowerId}|CAPACITY#${principal.currency}`,
    ({ principal }) => principal.amountMinor,
  );
  return rows('credit', 'capacity').flatMap((row) => {
    const limit = minor(row.limitMinor);
    const available = minor(row.availableMinor);
    const exposure = minor(row.exposureMinor);
    const key = `${row.pk}|${row.sk}`;
    const loans = drawn.get(key) ?? 0n;
    return [
      ...(limit === available + exposure ? [] : [`${key}: ${limit} is not ${available} + ${exposure}`]),
      ...(exposure < loans ? [`${key} counts ${exposure}, the loans are ${loans}`] : []),
    ];
  });
};

/** I06: no payable and no claim is financed twice at a time. */
export const nothingIsFinancedTwice = ({ data }: Inspected): Broken => {
  const open = data('credit', 'loan').filter(({ state }) => !['declined', 'withdrawn'].includes(state));
  return repeated(open.map(({ payableId }) => payableId)).map((id) => `${id} is financed twice`);
};

/** I07: a conversion has both its journals, was made before its quote ran out and once, at the quote's rate to a minor unit. */
export const conversionsAreSane = ({ data, journals }: Inspected): Broken => {
  const conversions = data('fx', 'conversion');
  const quotes = new Map(data('fx', 'quote').map((quote) => [quote.quoteId, quote]));
  const known = new Set(journals.map(({ journalId }) => journalId));
  return [
    ...repeated(conversions.map(({ quoteId }) => quoteId)).map((id) => `${id} was used twice`),
    ...conversions.flatMap(({ conversionId, quoteId, journalIds, executedAt, sold, bought, clientRate }) => {
      const quote = quotes.get(quoteId);
      const [whole = '0', part = ''] = String(clientRate).split('.');
      const [rate, scale] = [BigInt(whole + part), 10n ** BigInt(part.length)];
      // Both currencies of these histories have two decimals.
      const difference = bought.amountMinor * scale - sold.amountMinor * rate;
      return [
        ...(journalIds.every((id: string) => known.has(id)) ? [] : [`${conversionId} lacks a journal`]),
        ...(quote && executedAt < quote.expiresAt
          ? []
          : [`${conversionId} was made after its quote ran out`]),
        ...(difference < scale && -difference < scale
          ? []
          : [`${conversionId} is off its rate: ${difference}`]),
      ];
    }),
  ];
};

/** I08: nobody gets back more than was paid, on any card or in any escrow. */
export const refundsAreWithinPayments = ({ data }: Inspected): Broken => [
  ...data('sandbox', 'psp-charge').flatMap(({ chargeId, amount, refunded }) =>
    parseMoney(refunded, { allowZero: true }).amountMinor <= parseMoney(amount).amountMinor
      ? []
      : [`${chargeId} was refunded ${refunded.amount} of ${amount.amount}`],
  ),
  ...data('payments', 'payable').flatMap(({ payableId, paid }) =>
    !paid || paid.refundedToCard.amountMinor <= paid.byCard.amountMinor
      ? []
      : [`${payableId} went back to the card for more than the card paid`],
  ),
];

/** I11: every message is taken, waits, or is in a dead-letter queue. */
export const messagesAreAccountedFor = ({ house, rows }: Inspected): Broken => {
  const waiting = new Set(
    [...house.queue, ...house.deadLetters].map(({ context, envelope }) => `${context} ${envelope.id}`),
  );
  return house.sent
    .flatMap(({ id, type }) =>
      house.subscribersOf(type).flatMap((context) => {
        const isTaken = house.hasRow(context, { pk: `INBOX#${id}`, sk: 'INBOX' });
        return isTaken || waiting.has(`${context} ${id}`) ? [] : [`${context} has lost ${type} ${id}`];
      }),
    )
    .concat(rows('ledger', 'inbox').length > 0 ? ['The ledger takes no messages'] : []);
};

/** I12: each business event has each of its journals once; the bank was told each payment once. */
export const effectsHappenOnce = ({ journals, data }: Inspected): Broken => [
  ...repeated(
    journals.map(
      ({ businessEventId, kind, postings }) => `${kind} of ${businessEventId} on ${postings[0]?.owner}`,
    ),
  ).map((name) => `${name} is booked twice`),
  ...repeated(
    data('sandbox', 'bank-statement-entry')
      .filter(({ side, returnReason }) => side === 'debit' && returnReason === undefined)
      .map(({ endToEndId }) => String(endToEndId)),
  ).map((id) => `${id} left the bank twice`),
];

/** I16: the last thing told of an order or payout is what is so. */
export const newsIsComplete = ({ data, house }: Inspected): Broken => {
  const orders = new Map(house.told(orderMoved).map(({ order, to }) => [order.orderId, to]));
  const payouts = new Map(house.told(payoutMoved).map(({ payoutId, state }) => [payoutId, state]));
  return [
    ...data('orders', 'order').flatMap(({ orderId, state }) =>
      orders.get(orderId) === state ? [] : [`${orderId} is ${state}, told was ${orders.get(orderId)}`],
    ),
    ...data('payments', 'payout').flatMap(({ payoutId, state }) => {
      const told = payouts.get(payoutId);
      // A payout that is on its way to the rails for the first time has not been told of yet.
      return told === state ||
        (state === 'sending' && told === undefined) ||
        (state === 'sending' && told === 'held')
        ? []
        : [`${payoutId} is ${state}, told was ${told}`];
    }),
  ];
};

/** I15: the hash chain of every ledger is whole, account by account. */
export const chainsAreWhole = async ({ house }: Inspected): Promise<Broken> => {
  const broken: string[] = [];
  for (const ledger of ledgerNames) {
    const audit = await walkBooks(ledger, async (request) => {
      const outcome = await house.invoke('ledger-auditor', request);
      if (outcome.kind !== 'done') throw new Error('The auditor gave no answer');
      return outcome.result;
    });
    broken.push(...audit.report().findings.map(({ row, fault, detail }) => `${row} is ${fault}: ${detail}`));
  }
  return broken;
};

const bankAccounts = { '1010': 'BANK#STATEMENT#', '1020': 'BANK#OPERATING-STATEMENT#' } as const;

/** Our two accounts at the bank say what 1010 and 1020 say; only once nothing is on its way between the two. */
export const bankAgreesWithBooks = ({ rows, growth, house }: Inspected): Broken =>
  Object.entries(bankAccounts).flatMap(([code, prefix]) => {
    const lines = rows('sandbox', 'bank-statement-entry')
      .filter(({ pk }) => String(pk).startsWith(prefix))
      .map((row) => statementEntry.parse(decodeFromRow(row.data)))
      .filter(({ bookedAt }) => bookedAt <= house.now);
    const atBank = sumBy(
      lines,
      ({ amount }) => amount.currency,
      ({ side, amount }) => parseMoney(amount).amountMinor * (side === 'credit' ? 1n : -1n),
    );
    const booked = [...growth.keys()].filter((id) => id.startsWith(`${code}:ENT:`));
    const currencies = new Set([...atBank.keys(), ...booked.map((id) => id.split(':')[2] ?? '')]);
    return [...currencies].flatMap((currency) => {
      const [bank, books] = [atBank.get(currency) ?? 0n, growth.get(`${code}:ENT:${currency}`) ?? 0n];
      return bank === books ? [] : [`The bank has ${bank} ${currency}, ${code} says ${books}`];
    });
  });

/** What holds at every moment, by the number of the rule. */
export const invariants = {
  'I01 money is conserved': moneyIsConserved,
  'I01 client money is covered': clientMoneyIsCovered,
  'I02 balances are true and not below zero': balancesAreTrue,
  'I03 escrows add up': escrowsAddUp,
  'I03 reservations end once': reservationsEndOnce,
  'I04 releases rest on conditions': releasesRestOnConditions,
  'I05 exposure is in limits': exposureIsInLimits,
  'I06 nothing is financed twice': nothingIsFinancedTwice,
  'I07 conversions are sane': conversionsAreSane,
  'I08 refunds are within payments': refundsAreWithinPayments,
  'I11 messages are accounted for': messagesAreAccountedFor,
  'I12 effects happen once': effectsHappenOnce,
  'I15 chains are whole': chainsAreWhole,
  'I16 news is complete': newsIsComplete,
} as const satisfies Record<string, (inspected: Inspected) => Broken | Promise<Broken>>;

/** Everything that is broken now, by rule. */
export const brokenInvariants = async (house: SimulatedHouse): Promise<readonly string[]> => {
  const inspected = inspect(house);
  const broken: string[] = [];
  for (const [name, holds] of Object.entries(invariants)) {
    for (const what of await holds(inspected)) broken.push(`${name}: ${what}`);
  }
  return broken;
};
