import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  accountIdOf,
  createLedgerReader,
  journalWrites,
  type LedgerReader,
  reservationWrites,
  voidReservationWrites,
} from '../../../functions/ledger/posting.ts';
import { settlementSteps } from '../../../functions/settlement/leg.ts';
import { createSettlementRepository } from '../../../functions/settlement/repository.ts';
import type { ClaimOnOrder, Settlement } from '../../../functions/settlement/rows.ts';
import { createStatementRepository } from '../../../functions/settlement/statement-repository.ts';
import { createStatements } from '../../../functions/settlement/statements.ts';
import { fixedClock } from '../../../shared/kernel/clock.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { createStore, type Store } from '../../../shared/persistence/store.ts';
import { commitTransaction } from '../../../shared/persistence/transaction.ts';
import { createSteps } from '../../../shared/workflow/steps.ts';
import { journalOf } from '../../support/journal-table.ts';
import { startTables, type TestTables } from '../../support/tables.ts';

const now = parseInstant('2026-11-23T08:00:00.000Z');
const at = { now, correlationId: 'trade-1' };
const usd = (amount: string) => parseMoney({ currency: 'USD', amount }, { allowZero: true });

let tables: TestTables;
let store: Store;
let ledger: LedgerReader;
let settlements: ReturnType<typeof createSettlementRepository>;
let settlement: Settlement;
let run: (step: string, enteredAt?: string) => Promise<Record<string, unknown>>;
let trades = 0;

beforeAll(async () => {
  tables = await startTables(['settlement', 'ledger']);
  store = createStore(tables.client, 'settlement');
  ledger = createLedgerReader(tables.client, 'ledger');
  settlements = createSettlementRepository(store);
});
afterAll(() => tables?.stop());

beforeEach(async () => {
  trades += 1;
  const id = (prefix: string): string => deterministicId(prefix, 'late-claims', String(trades));
  settlement = {
    settlementId: id('set'),
    releaseId: id('rel'),
    pendingId: id('rel'),
    escrowId: id('esc'),
    kind: 'order',
    subject: id('ord'),
    sellerId: id('com'),
    buyerId: deterministicId('com', 'buyer'),
    dealTotal: usd('4000.00'),
    amount: usd('4000.00'),
    trigger: 'accepted',
    state: 'approved',
    lines: [],
  };
  const { escrowId, sellerId, pendingId, amount, subject } = settlement;
  const funded = journalOf(`fund_${trades}`, `DR 1010 USD 4000.00\nCR 2010/${escrowId} USD 4000.00`);
  await commitTransaction(tables.client, journalWrites('ledger', funded, at));
  const reservation = { pendingId, code: '2010', owner: escrowId, amount } as const;
  const expiresAt = addDuration(now, { days: 60 });
  const verified = { isVerified: true, settledTrades: 0, disputesLost: 0, verifiedSequence: 1 };
  await commitTransaction(tables.client, [
    ...reservationWrites('ledger', { ...reservation, expiresAt, reference: subject }, at),
    settlements.insertIfAbsent(settlement, now),
    settlements.saveSeller(undefined, sellerId, verified, now),
  ]);
  const handler = createSteps({
    context: 'settlement',
    store,
    clock: fixedClock(now),
    steps: { ...settlementSteps({ settlements, ledger, ledgerTableName: 'ledger' }) },
  });
  run = (step, enteredAt = now) =>
    handler({
      step,
      execution: `settlement-${settlement.settlementId}`,
      enteredAt,
      subject: settlement.settlementId,
      correlationId: 'trade-1',
    });
});

const register = async (claimId: string, amount: string): Promise<void> => {
  const claim: ClaimOnOrder = {
    claimId,
    orderId: settlement.subject,
    sellerId: settlement.sellerId,
    step: 'third_party',
    amount: usd(amount),
    paid: usd('0.00'),
    creditCode: '2060',
    creditOwner: `pol_${claimId}`,
    description: claimId,
    isCarried: false,
  };
  const head = await settlements.findHead(settlement.subject);
  await commitTransaction(tables.client, settlements.insertClaimIfAbsent(head, claim, now));
};
const waiting = async (): Promise<readonly string[]> => {
  const { items } = await settlements.listParked({ limit: 10, from: undefined });
  return items.map(({ data }) => data.settlementId);
};
const available = async (): Promise<string> => {
  const account = accountIdOf('2040', 'USD', settlement.sellerId);
  return formatMoney((await ledger.balanceOf(account)).available).amount;
};

describe('the settlement leg', () => {
  it('pays out once, however often its steps are tried', async () => {
    // Given
    await register('freight', '1200.00');

    // When
    await run('gatherClaims');
    const tries = await Promise.all(Array.from({ length: 8 }, () => run('postWaterfall')));
    await run('closeSettlement');

    // Then: 4,000 − 1,200 − 2 % of 4,000
    expect(tries.every(({ outcome }) => outcome === 'settled')).toBe(true);
    expect(await available()).toBe('2720.00');
    expect((await settlements.find(settlement.settlementId))?.data.state).toBe('closed');
  });

  it('sees a claim that arrives while it is being posted, or leaves it for the next release, but never half', async () => {
    // Given
    await run('gatherClaims');

    // When
    await Promise.allSettled([run('postWaterfall'), register('freight', '1200.00')]);

    // Then
    const [claim] = await settlements.claimsOf(settlement.subject);
    const paid = claim ? formatMoney(claim.data.paid).amount : 'not registered';
    const expected = paid === '1200.00' ? '2720.00' : '3920.00';
    expect(await available()).toBe(expected);
  });

  it('has nothing to pay out once escrow has taken the reservation back', async () => {
    // Given
    const { pendingId, escrowId: owner, amount } = settlement;
    const reservation = { pendingId, code: '2010', owner, amount } as const;
    await commitTransaction(tables.client, voidReservationWrites('ledger', reservation, 'voided', at));

    // When
    const { outcome } = await run('gatherClaims');

    // Then
    expect(outcome).toBe('abandoned');
    expect(await available()).toBe('0.00');
  });

  it('is parked with the money still held, and goes on from there', async () => {
    // When
    await run('gatherClaims');
    await run('parkSettlement');

    // Then
    const parked = (await settlements.find(settlement.settlementId))?.data;
    expect(parked).toMatchObject({
      state: 'parked',
      parked: { owner: 'operator', nextTryAt: '2026-11-24T08:00:00.000Z' },
    });
    expect((await ledger.reservation(settlement.pendingId))?.state).toBe('pending');
    expect(await waiting()).toEqual([settlement.settlementId]);

    // When: a second visit of the same states
    await run('gatherClaims', 'second');
    await run('postWaterfall', 'second');
    expect((await run('closeSettlement', 'second')).outcome).toBe('closed');

    // Then
    expect(await available()).toBe('3920.00');
    expect((await settlements.find(settlement.settlementId))?.data.parked).toBeUndefined();
    expect(await waiting()).toEqual([]);
  });
});

describe('statements', () => {
  const asked = () => ({
    companyId: settlement.sellerId,
    currency: 'USD',
    from: '2026-11-01',
    to: '2026-11-30',
  });

  it('run from opening to closing, and are numbered without gaps once their period is over', async () => {
    // Given
    await run('gatherClaims');
    await run('postWaterfall');
    const statements = createStatements({
      statements: createStatementRepository(store),
      settlements,
      ledger,
    });
    const issue = async (from: string, to: string) => {
      const found = await statements.find({ ...asked(), from, to }, parseInstant('2027-01-02T00:00:00.000Z'));
      await commitTransaction(tables.client, found.writes);
      return found;
    };

    // When
    const running = await statements.find(asked(), now);
    const november = await issue('2026-11-01', '2026-11-30');
    const again = await issue('2026-11-01', '2026-11-30');
    const december = await issue('2026-12-01', '2026-12-31');

    // Then
    expect([running.issued, running.writes]).toEqual([undefined, []]);
    expect([november.issued?.number, again.issued?.number, december.issued?.number]).toEqual([1, 1, 2]);
    expect(november.lines.map(({ kind, balanceAfter }) => [kind, formatMoney(balanceAfter).amount])).toEqual([
      ['waterfall', '3920.00'],
    ]);
    expect([november.opening, november.closing].map((money) => formatMoney(money).amount)).toEqual([
      '0.00',
      '3920.00',
    ]);
    expect([december.opening, december.closing].map((money) => formatMoney(money).amount)).toEqual([
      '3920.00',
      '3920.00',
    ]);
    expect(november.settlements.get(settlement.settlementId)?.lines.map(({ step }) => step)).toEqual([
      'platform_fee',
      'seller',
    ]);
  });
});
