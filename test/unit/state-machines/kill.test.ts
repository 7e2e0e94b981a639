import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';

const dataDir = mkdtempSync(join(tmpdir(), 'state-machines-kill-'));
const script = join(import.meta.dirname, 'killed-process.ts');
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('a process that is killed in the middle of an execution', () => {
  it('leaves a journal from which another one goes on', async () => {
    // Given a process with one branch parked on a token and the other inside a function
    const victim = spawn(process.execPath, [script, 'start', dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = new Set<string>();
    for await (const line of createInterface(victim.stdout)) {
      lines.add(line);
      if (lines.has('hanging') && lines.size === 2) break;
    }
    const [token = ''] = [...lines].filter((line) => line !== 'hanging');
    // When it is killed and another process resumes
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    const said = execFileSync(process.execPath, [script, 'resume', dataDir, token], { encoding: 'utf8' });
    // Then the token still worked and the execution ended
    expect(JSON.parse(said)).toEqual({ status: 'SUCCEEDED', output: [{ by: 'thank' }, { by: 'book' }] });
    // And nothing that had been finished ran again; only the interrupted function did
    const log = readFileSync(join(dataDir, 'invoked.log'), 'utf8').trim().split('\n');
    expect(log.filter((line) => line.startsWith('start '))).toEqual([
      'start reserve',
      'start ask',
      'start weigh',
      'start book',
    ]);
    expect(log.filter((line) => line.startsWith('resume ')).sort()).toEqual(['resume book', 'resume thank']);
  }, 60_000);
});
