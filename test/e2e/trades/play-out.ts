import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differences, readBooks } from '../../../tools/demo/books.ts';
import { playTrade, type TradeRun } from '../../../tools/demo/play-trade.ts';
import { readProof } from '../../../tools/demo/proof.ts';
import { createSandbox } from '../../../tools/demo/sandbox.ts';
import { readTrade, tradesFolder } from '../../../tools/demo/trade-file.ts';
import { readApiDocument, unknownId } from '../../support/api-document.ts';
import { doublePosts } from '../../support/doubled-posts.ts';
import { startTestHouse, type TestHouse } from '../../support/house.ts';

const tradeTimeoutMs = 600_000;

/** Ids in a text, by the three letters that they begin with. */
const idsIn = (text: string): ReadonlyMap<string, ReadonlySet<string>> => {
  const ids = new Map<string, Set<string>>();
  for (const [id] of text.matchAll(/[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}/g))
    ids.set(id.slice(0, 3), (ids.get(id.slice(0, 3)) ?? new Set()).add(id));
  return ids;
};

/**
 * Plays a trade of `examples/trades` on a house of its own, with every POST sent twice, and holds what it comes to against what its
 * file works out by hand. Then a stranger asks for all that it has made.
 * @param name The trade's file, without its ending.
 * @param mustAsk Operations that the stranger has an id of this trade for.
 */
export const describeTrade = (name: string, mustAsk: readonly string[]): void => {
  describe(name, () => {
    let house: TestHouse;
    let posts: ReturnType<typeof doublePosts>;
    let run: TradeRun;

    beforeAll(async () => {
      const { startsOn } = await readTrade(join(tradesFolder, `${name}.json`));
      house = await startTestHouse({ startAtMs: Date.parse(`${startsOn}T08:00:00Z`) });
      posts = doublePosts();
    });
    afterAll(async () => {
      posts?.restore();
      await house?.stop();
    });

    it(
      'comes to the books that its file works out by hand, though every POST is sent twice',
      async () => {
        // Given
        const trade = await readTrade(join(tradesFolder, `${name}.json`));
        const sandbox = createSandbox(house.url);

        // When
        run = await playTrade(trade, { url: house.url, sandbox, runId: randomUUID() });

        // Then
        expect(differences(trade, await readBooks(run, sandbox))).toEqual([]);
        // A trade has a sign-up, a request, a quote, an acceptance and an order at the least.
        expect(posts.doubled()).toBeGreaterThan(5);
        expect(posts.discrepancies).toEqual([]);
        const proof = await readProof(run);
        expect([proof.isBalanced, proof.isCovered]).toEqual([true, true]);
      },
      tradeTimeoutMs,
    );

    it('leaves nothing in a dead-letter queue, and no function lacked a grant', () => {
      const letters = house.engine.deadLetters().filter(({ messages }) => messages.length > 0);
      expect(letters).toEqual([]);
      expect(house.engine.deniedCalls()).toEqual([]);
    });

    it('shows an unrelated company nothing: a real id answers as one that does not exist', async () => {
      // Given
      const ids = idsIn(JSON.stringify([...run.names.values()]));
      const stranger = await house.signUp('buyer', { roles: ['buyer', 'exporter', 'lender'] });
      const { operations } = await readApiDocument();
      const readers = operations.filter(
        // Listed products are for all to see.
        ({ method, path, pathIds }) =>
          method === 'GET' && pathIds.length === 1 && !path.includes('/products/'),
      );
      const read = async (path: string, parameter: string, id: string) => {
        const response = await fetch(`${house.url}${path.replace(`{${parameter}}`, id)}`, {
          headers: { authorization: `Bearer ${stranger.apiKey}` },
        });
        const { requestId: _, ...body } = JSON.parse(await response.text());
        return JSON.stringify({ status: response.status, body }).replaceAll(id, '<id>');
      };

      // When
      const leaks: string[] = [];
      const asked = new Set<string>();
      for (const { operationId, path, pathIds } of readers) {
        const [parameter] = pathIds;
        if (parameter?.prefix === undefined) continue;
        const unknown = await read(path, parameter.name, unknownId(parameter.prefix));
        for (const id of ids.get(parameter.prefix) ?? []) {
          asked.add(operationId);
          const real = await read(path, parameter.name, id);
          if (real !== unknown) leaks.push(`${operationId} ${id}: ${real} instead of ${unknown}`);
        }
      }

      // Then
      expect(leaks).toEqual([]);
      expect([...asked]).toEqual(expect.arrayContaining([...mustAsk]));
    });
  });
};
