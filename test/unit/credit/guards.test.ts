import { SFNClient } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, test } from 'vitest';
import { createCreditDesk } from '../../../functions/credit/apply.ts';
import { createCapacity } from '../../../functions/credit/capacity.ts';
import type { Application } from '../../../functions/credit/domain/application.ts';
import type { Loan } from '../../../functions/credit/domain/loan.ts';
import { creditErrors } from '../../../functions/credit/errors.ts';
import { createLoanMoves } from '../../../functions/credit/loan-moves.ts';
import { advanceReactions } from '../../../functions/credit/react-advances.ts';
import { loanReactions } from '../../../functions/credit/react-loans.ts';
import { tradeReactions } from '../../../functions/credit/react-trade.ts';
import type { FactBook } from '../../../functions/credit/record-facts.ts';
import { createCreditRepository } from '../../../functions/credit/repository.ts';
import { goodsOnBoard, goodsOnBoardRetracted } from '../../../functions/freight/contract.ts';
import { payablePaid } from '../../../functions/payments/contract.ts';
import { advanceRequested, claimMoved } from '../../../functions/refunds/contract.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { money, parseMoney } from '../../../shared/kernel/money.ts';
import type { Reaction } from '../../../shared/messaging/consumer.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import { toEnvelope } from '../../../shared/messaging/outbox.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { MemoryRows } from '../../support/memory-rows.ts';
import { memoryStore } from '../../support/memory-store.ts';

const now = parseInstant('2026-11-23T08:00:00.000Z');
const id = (prefix: string, name = 'one') => deterministicId(prefix, name);
const at = { now, newId: (prefix: string) => id(prefix), correlationId: 'trade-1' };
const cny = (amount: string) => ({ currency: 'CNY', amount });

let rows: MemoryRows;
let store: ReturnType<typeof memoryStore>;
let credit: ReturnType<typeof createCreditRepository>;

beforeEach(() => {
  rows = new MemoryRows();
  store = memoryStore(rows, 'credit');
  credit = createCreditRepository(store);
});

const decide = async (reactions: readonly Reaction[], event: OutgoingEvent): Promise<Effect> => {
  const envelope = toEnvelope(event, {
    context: 'test',
    now,
    newId: (prefix) => id(prefix),
    correlationId: 'trade-1',
    causationId: 'test',
  });
  const effects: Effect[] = [];
  for (const { type, react } of reactions) if (type === event.type) effects.push(await react(envelope, at));
  return {
    writes: effects.flatMap(({ writes }) => writes ?? []),
    events: effects.flatMap(({ events }) => events ?? []),
  };
};

/** Commits decisions that were made before any was committed; says which of the two was refused. */
const race = (...effects: readonly Effect[]): readonly string[] =>
  effects.map(({ writes = [] }) => {
    try {
      rows.commit(writes);
      return 'committed';
    } catch (error) {
      return error instanceof Error && error.message.startsWith('Refused:') ? 'stale' : String(error);
    }
  });

describe('an advance against the rejection of its claim', () => {
  const [claimId, companyId] = [id('clm'), id('com', 'exporter')];
  const moved = (to: 'matched' | 'rejected', sequence: number) =>
    claimMoved.create({
      subject: claimId,
      sequence,
      data: {
        claimId,
        companyId,
        orderId: id('ord'),
        from: 'matched',
        to,
        declarationId: id('dec'),
        expectedRefund: cny('45000.00'),
        payableId: id('pay', 'refund'),
        at: now,
      },
    });
  const asked = advanceRequested.create({
    subject: id('adv'),
    data: { advanceId: id('adv'), claimId, companyId, expectedRefund: cny('45000.00'), share: '0.90' },
  });

  test.each([
    'advance first',
    'rejection first',
  ])('%s: exactly one of the two is decided on what was read', async (order) => {
    // Given
    const reactions = advanceReactions(credit, 'ledger');
    rows.commit((await decide(reactions, moved('matched', 1))).writes ?? []);

    // When: both are decided before either is committed
    const advance = await decide(reactions, asked);
    const rejection = await decide(reactions, moved('rejected', 2));
    const outcomes = order === 'advance first' ? race(advance, rejection) : race(rejection, advance);

    // Then: the loser decides again on what stands there now
    expect(outcomes).toEqual(['committed', 'stale']);
    const again = await decide(reactions, order === 'advance first' ? moved('rejected', 2) : asked);
    rows.commit(again.writes ?? []);
    const money = await credit.findClaimMoney(claimId);
    expect(money?.data.state).toBe(order === 'advance first' ? 'recourse' : undefined);
  });
});

describe('the acceptance of an offer against the payment of its payable', () => {
  const usd = (amount: string) => parseMoney({ currency: 'USD', amount }, { allowZero: true });
  const loan: Loan = {
    loanId: id('lon'),
    applicationId: id('app'),
    borrowerId: id('com', 'buyer'),
    lenderId: id('com', 'lender'),
    orderId: id('ord'),
    payableId: id('pay'),
    paymentReference: 'RF18',
    principal: usd('5000.00'),
    interest: usd('62.50'),
    fee: usd('0.00'),
    annualRate: '0.08',
    tenorDays: 60,
    state: 'approved',
    fundingDeadlines: 0,
    suspensions: [],
    repaymentPayableId: id('pay', 'repayment'),
    payoutId: id('pot'),
    correlationId: 'trade-1',
  };
  const application = {
    companyId: loan.borrowerId,
    amount: loan.principal,
    payableId: loan.payableId,
  } as Application;
  const book = {
    refreshLimit: async () => ({ profile: { features: { daysPastDue: 0 }, reasons: [] }, writes: [] }),
    availableNow: async () => ({ available: parseMoney({ currency: 'USD', amount: '100000.00' }) }),
  } as unknown as FactBook;

  const acceptance = async (): Promise<Effect> => {
    const guards = await createCreditDesk(credit, book).checkAcceptance(application, id('cst'), now);
    const insert = credit.insertLoan(loan, now, () => creditErrors.payable_taken('Taken.'));
    return { writes: [...guards, ...insert] };
  };
  const payment = () =>
    decide(
      loanReactions({
        credit,
        book,
        move: createLoanMoves(credit, createCapacity(store), 'ledger'),
        ledgerTableName: 'ledger',
        waits: { park: async () => {}, resume: async () => {} } as never,
        sfn: new SFNClient({ region: 'eu-central-1' }),
        stateMachineArn: 'loan',
      }),
      payablePaid.create({
        subject: loan.payableId,
        data: {
          payableId: loan.payableId,
          kind: 'escrow_instalment',
          subject: id('esc'),
          name: 'balance',
          debtorId: loan.borrowerId,
          amount: { currency: 'USD', amount: '5000.00' },
          method: 'card',
          paidAt: now,
          journalId: id('jrn'),
        },
      }),
    );

  beforeEach(() => {
    const consent = {
      consentId: id('cst'),
      subjectCompanyId: loan.borrowerId,
      partnerId: loan.lenderId,
      dataClasses: ['credit_profile'],
      state: 'granted' as const,
      expiresAt: parseInstant('2027-02-01T00:00:00.000Z'),
    };
    rows.commit([credit.putConsent(consent, 1, now)]);
  });

  test('payment first: the acceptance is refused by name', async () => {
    // When
    const [accepted, paid] = [await acceptance(), await payment()];

    // Then
    expect(race(paid, accepted)).toEqual(['committed', 'stale']);
    await expect(acceptance()).rejects.toMatchObject({ code: 'credit.payable_not_open' });
  });

  test('acceptance first: the loan hears of the payment, and is off', async () => {
    // When
    const [accepted, paid] = [await acceptance(), await payment()];

    // Then
    expect(race(accepted, paid)).toEqual(['committed', 'stale']);
    rows.commit((await payment()).writes ?? []);
    expect((await credit.findLoan(loan.loanId))?.data).toMatchObject({
      state: 'declined',
      reason: 'The buyer paid the payable itself.',
    });
  });
});

describe('a load against its retraction', () => {
  const about = {
    consignmentId: id('cns'),
    orderId: id('ord'),
    shipperId: id('com', 'seller'),
    consigneeId: id('com', 'buyer'),
  };
  const reactions = () => tradeReactions(credit, {} as FactBook);
  const loaded = () =>
    decide(
      reactions(),
      goodsOnBoard.create({
        subject: about.consignmentId,
        data: { ...about, occurredAt: now, carrierEventId: 'load-1', vesselOrFlight: 'Sandbar Pioneer' },
      }),
    );
  const retracted = () =>
    decide(
      reactions(),
      goodsOnBoardRetracted.create({
        subject: about.consignmentId,
        data: { ...about, retractedEventId: 'load-1', at: now },
      }),
    );

  test.each([
    ['the load first', async () => [await loaded(), await retracted()] as const],
    ['the retraction first', async () => [await retracted(), await loaded()] as const],
  ])('decided at once, %s: in the end the goods are not on board', async (_name, both) => {
    // When each is decided before the other is committed
    const outcome = race(...(await both()));
    // Then whoever was refused decides again
    expect(outcome.filter((one) => one !== 'committed' && one !== 'stale')).toEqual([]);
    for (const again of [loaded, retracted]) rows.commit((await again()).writes ?? []);
    expect(await credit.findOnBoard(about.orderId)).toBeUndefined();
  });

  test('a load that is decided on before its retraction is committed is refused after it', async () => {
    const [load, retraction] = [await loaded(), await retracted()];
    expect(race(retraction, load)).toEqual(['committed', 'stale']);
  });
});

describe('draws against a limit', () => {
  const usd = (amountMinor: bigint) => money('USD', amountMinor);
  const borrowerId = id('com', 'buyer');
  const draw = (name: string, amountMinor: bigint) =>
    ({ loanId: id('lon', name), borrowerId, principal: usd(amountMinor) }) as Loan;

  test('64 at once, each decided on the same reading: no more are committed than the limit has room for', async () => {
    // Given room for ten of them
    const capacity = createCapacity(store);
    rows.commit([capacity.setLimit(borrowerId, usd(10_500n), undefined, now)]);

    // When
    const decided = Array.from({ length: 64 }, (_, index) => capacity.reserve(draw(`${index}`, 1_000n), now));
    const outcomes = decided.flatMap((writes) => race({ writes }));

    // Then
    expect(outcomes.filter((one) => one === 'committed')).toHaveLength(10);
    const row = rows.get('credit', { pk: `COMPANY#${borrowerId}`, sk: 'CAPACITY#USD' });
    expect([row?.exposureMinor, row?.availableMinor].map(String)).toEqual(['10000', '500']);
  });
});
