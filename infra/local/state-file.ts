import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Small values that the engine itself must find again after a kill: clock offset, checkpoints, secrets. */
export interface StateFile {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  close(): void;
}

/** Opens `engine.db` in the data directory; without a directory the values live in memory. */
export function openStateFile(dataDir: string | undefined): StateFile {
  if (dataDir === undefined) {
    const values = new Map<string, string>();
    return {
      get: (key) => values.get(key),
      set: (key, value) => {
        values.set(key, value);
      },
      close: () => undefined,
    };
  }
  mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(join(dataDir, 'engine.db'));
  // NORMAL survives a killed process; only a power cut may lose the last checkpoint, which is then redelivered.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  database.exec('CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL)');
  const read = database.prepare('SELECT value FROM state WHERE key = ?');
  const write = database.prepare('INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)');
  return {
    get: (key) => {
      const value = read.get(key)?.value;
      return typeof value === 'string' ? value : undefined;
    },
    set: (key, value) => {
      write.run(key, value);
    },
    close: () => database.close(),
  };
}
