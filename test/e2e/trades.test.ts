import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differences, readBooks } from '../../tools/demo/books.ts';
import { playTrade, type TradeRun } from '../../tools/demo/play-trade.ts';
import { readProof } from '../../tools/demo/proof.ts';
import { createSandbox } from '../../tools/demo/sandbox.ts';
import { readTrades } from '../../tools/demo/trade-file.ts';
import { readApiDocument, unknownId } from '../support/api-document.ts';
import { doublePosts } from '../support/doubled-posts.ts';
import { startTestHouse, type TestHouse } from '../support/house.ts';

const tradeTimeoutMs = 600_000;
const trades = await readTrades();
const runs: TradeRun[] = [];
let house: TestHouse;
let posts: ReturnType<typeof doublePosts>;

beforeAll(async () => {
  house = await startTestHouse();
  posts = doublePosts();
});
afterAll(async () => {
  posts?.restore();
  await house?.stop();
});

describe.each(trades)('$title', (trade) => {
  it(
    'comes to the books that its file works out by hand, though every POST is sent twice',
    async () => {
      // Given
      const sandbox = createSandbox(house.url);

      // When
      const run = await playTrade(trade, { url: house.url, sandbox, runId: randomUUID() });
      runs.push(run);

      // Then
      expect(differences(trade, await readBooks(run, sandbox))).toEqual([]);
      expect(posts.discrepancies).toEqual([]);
      const proof = await readProof(run);
      expect([proof.isBalanced, proof.isCovered]).toEqual([true, true]);
    },
    tradeTimeoutMs,
  );
});

describe('after all trades', () => {
  it('nothing lies in a dead-letter queue, and no function lacked a grant', () => {
    const letters = house.engine.deadLetters().filter(({ messages }) => messages.length > 0);
    expect(letters).toEqual([]);
    expect(house.engine.deniedCalls()).toEqual([]);
  });

  it('each POST was sent twice', () => {
    // Each trade has a sign-up, a request, a quote, an acceptance and an order at the least.
    expect(posts.doubled()).toBeGreaterThan(trades.length * 5);
  });

  it('an unrelated company reads nothing: a real id answers as one that does not exist', async () => {
    // Given
    const ids = new Map<string, Set<string>>();
    for (const run of runs)
      for (const [id] of JSON.stringify([...run.names.values()]).matchAll(/[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}/g))
        ids.set(id.slice(0, 3), (ids.get(id.slice(0, 3)) ?? new Set()).add(id));
    const stranger = await house.signUp('buyer', { roles: ['buyer', 'exporter', 'lender'] });
    const { operations } = await readApiDocument();
    const readers = operations.filter(
      // Listed products are for all to see.
      ({ method, path, pathIds }) => method === 'GET' && pathIds.length === 1 && !path.includes('/products/'),
    );
    const read = async (path: string, name: string, id: string) => {
      const response = await fetch(`${house.url}${path.replace(`{${name}}`, id)}`, {
        headers: { authorization: `Bearer ${stranger.apiKey}` },
      });
      const { requestId: _, ...body } = JSON.parse(await response.text());
      return JSON.stringify({ status: response.status, body }).replaceAll(id, '<id>');
    };

    // When
    const leaks: string[] = [];
    const covered = new Set<string>();
    for (const { operationId, path, pathIds } of readers) {
      const [{ name, prefix } = { name: '', prefix: undefined }] = pathIds;
      if (prefix === undefined) continue;
      const unknown = await read(path, name, unknownId(prefix));
      for (const id of ids.get(prefix) ?? []) {
        covered.add(operationId);
        const real = await read(path, name, id);
        if (real !== unknown) leaks.push(`${operationId} ${id}: ${real} instead of ${unknown}`);
      }
    }

    // Then
    expect(leaks).toEqual([]);
    for (const must of [
      'getOrder',
      'getConsolidatedOrder',
      'getContract',
      'getDispute',
      'getRfq',
      'getQuote',
      'getSample',
      'getEscrow',
      'getPayable',
      'getPayout',
      'getConsignment',
      'getTracking',
      'getHouseBill',
      'getPool',
      'getDeclaration',
      'getRefundClaim',
      'getFxQuote',
      'getApplication',
      'getLoan',
      'getConsent',
    ])
      expect(covered).toContain(must);
  });
});
