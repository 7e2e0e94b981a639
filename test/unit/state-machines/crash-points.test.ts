import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import {
  awaitToken,
  FakeEngine,
  type FakeFunction,
  functionError,
  invoke,
  machine,
  nameThrownBy,
} from './fake-engine.ts';

const root = mkdtempSync(join(tmpdir(), 'state-machines-crash-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const Flaky = {
  FunctionName: 'flaky',
  Payload: { 'retries.$': '$$.State.RetryCount', 'lines.$': '$.lines' },
};
const definition = machine({
  Flaky: invoke('flaky', {
    Parameters: Flaky,
    Retry: [{ ErrorEquals: ['busy'], IntervalSeconds: 1 }],
    Next: 'Both',
  }),
  Both: {
    Type: 'Parallel',
    Branches: [
      machine({
        Lines: {
          Type: 'Map',
          ItemsPath: '$.lines',
          ItemProcessor: machine({ Price: invoke('price', { End: true }) }),
          End: true,
        },
      }),
      machine({ Deposit: awaitToken('ask', { Next: 'Refused' }), Refused: invoke('refuse', { End: true }) }),
    ],
    Catch: [{ ErrorEquals: ['refused'], ResultPath: '$.error', Next: 'Pause' }],
    End: true,
  },
  Pause: { Type: 'Wait', Seconds: 60, Next: 'Undo' },
  Undo: invoke('undo', { End: true }),
});

/** An engine whose functions decide by their payload alone. */
function engineOver(dataDir: string): FakeEngine {
  const functions: Record<string, FakeFunction> = {
    flaky: (payload) => {
      const { retries, lines } = JSON.parse(JSON.stringify(payload));
      if (retries < 2) throw functionError('busy', 'later');
      return { lines };
    },
    price: (payload) => `${payload} priced`,
    refuse: () => {
      throw functionError('refused', 'no');
    },
    undo: (payload) => payload,
  };
  return new FakeEngine(functions, dataDir);
}

/** Answers the deposit, by the token that was handed out before or after the crash, and lets the pause pass. */
async function finish(engine: FakeEngine, tokenBefore = ''): Promise<void> {
  await engine.quiet();
  const taskToken = engine.tokens[0] ?? tokenBefore;
  const refusal = nameThrownBy(() => engine.runner.sendTaskSuccess({ taskToken, output: '"paid"' }));
  expect(['nothing thrown', 'TaskDoesNotExist']).toContain(refusal);
  await engine.quiet();
  await engine.advance(60);
}

const OUTPUT = {
  status: 'SUCCEEDED',
  output: {
    lines: ['a', 'b'],
    error: { Error: 'refused', Cause: '{"errorType":"refused","errorMessage":"no","trace":[]}' },
  },
};

describe('a crash after any row of the journal', () => {
  it('ends the same way, and nothing settled runs again', async () => {
    // Given an execution that ran to its end
    const whole = join(root, 'whole');
    const first = engineOver(whole);
    const arn = await first.run(definition, { lines: ['a', 'b'] });
    await finish(first);
    expect(first.end(arn)).toEqual(OUTPUT);
    await first.runner.stop();
    const journal = new DatabaseSync(join(whole, 'state-machines.sqlite'));
    const rows = journal.prepare('SELECT seq, key, kind FROM entries ORDER BY seq').all();
    journal.close();
    // flaky 3 × 2, both 2, map 2, prices 2 × 2, deposit 3, refuse 2, wait 2, undo 2
    expect(rows).toHaveLength(23);
    for (let kept = 0; kept <= rows.length; kept++) {
      // When the journal ends after that row and another runner resumes
      const dataDir = join(root, `after-${kept}`);
      cpSync(whole, dataDir, { recursive: true });
      const cut = new DatabaseSync(join(dataDir, 'state-machines.sqlite'));
      cut.exec(`DELETE FROM entries WHERE seq > ${kept}; DELETE FROM closures; DELETE FROM history;
        DELETE FROM tokens WHERE NOT EXISTS (SELECT 1 FROM entries e WHERE e.arn = tokens.arn AND e.key = tokens.key)`);
      cut.close();
      const second = engineOver(dataDir);
      await second.runner.start();
      await finish(second, first.tokens[0]);
      // Then the end is the same
      expect(second.end(arn), `after row ${kept}`).toEqual(OUTPUT);
      // And only unsettled calls ran
      const settled = rows
        .slice(0, kept)
        .filter(({ kind }) => kind === 'settled')
        .map(({ key }) => String(key));
      const done = (state: string) =>
        settled.filter((key) => key.includes(`/${state}#`) && !key.includes(`/${state}#1.0/`)).length;
      expect(
        second.names().filter((name) => name === 'flaky'),
        `after row ${kept}`,
      ).toHaveLength(3 - done('Flaky'));
      if (done('Both') === 1)
        expect(second.names(), `after row ${kept}`).toEqual(done('Undo') === 1 ? [] : ['undo']);
      await second.runner.stop();
    }
  }, 60_000);
});
