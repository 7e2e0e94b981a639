import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { z } from 'zod';
import { type Block, blockSchema, type Json, jsonSchema } from './asl.ts';

const executionSchema = z.object({
  arn: z.string(),
  machineArn: z.string(),
  machineName: z.string(),
  name: z.string(),
  input: z.string(),
  startedAt: z.number(),
  parent: z.string().nullable(),
  definitionHash: z.string(),
  status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
  stoppedAt: z.number().nullable(),
  output: z.string().nullable(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
});

const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('succeeded'), by: z.enum(['token', 'runner']), output: jsonSchema }),
  z.object({
    kind: z.literal('failed'),
    by: z.enum(['token', 'runner']),
    error: z.string(),
    cause: z.string(),
  }),
]);

const scheduledSchema = z.object({ at: z.number(), token: z.string().optional(), prepared: jsonSchema });

const entrySchema = z.object({
  key: z.string(),
  kind: z.enum(['scheduled', 'invoked', 'heartbeat', 'settled']),
  at: z.number(),
  body: z.string(),
});

const historySchema = z.object({
  id: z.number(),
  at: z.number(),
  type: z.string(),
  stateName: z.string().nullable(),
  details: z.string(),
});

/** One execution as the journal knows it; instants in epoch ms of the sandbox. */
export type ExecutionRow = z.infer<typeof executionSchema>;
/** How one call of a state ended; `by` says whether a task token or the runner itself ended it. */
export type Outcome = z.infer<typeof outcomeSchema>;
/** What was fixed when a call of a state began: instant, token and the evaluated parameters. */
export type Scheduled = z.infer<typeof scheduledSchema>;

/** What is known of one call of one state: it never changes, only grows. */
export interface CallRecord {
  scheduled?: Scheduled;
  /** The function of a token task has returned and need not run again. */
  isInvoked?: boolean;
  heartbeatAt?: number;
  outcome?: Outcome;
}

/** How an execution ended. */
export interface Closure {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly stoppedAt: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** One event of a history. */
export interface HistoryEvent {
  readonly id: number;
  /** Epoch ms of the sandbox. */
  readonly timestamp: number;
  readonly type: string;
  readonly stateName?: string;
  readonly details: Json;
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS definitions (hash TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS executions (
    arn TEXT PRIMARY KEY, machineArn TEXT NOT NULL, machineName TEXT NOT NULL, name TEXT NOT NULL, input TEXT NOT NULL,
    startedAt REAL NOT NULL, parent TEXT, definitionHash TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS executionsByMachine ON executions (machineArn);
  CREATE TABLE IF NOT EXISTS closures (
    arn TEXT PRIMARY KEY, status TEXT NOT NULL, stoppedAt REAL NOT NULL, output TEXT, error TEXT, cause TEXT) STRICT;
  CREATE TABLE IF NOT EXISTS entries (
    seq INTEGER PRIMARY KEY, arn TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, at REAL NOT NULL,
    body TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS entriesOnce ON entries (arn, key, kind) WHERE kind <> 'heartbeat';
  CREATE TABLE IF NOT EXISTS tokens (token TEXT PRIMARY KEY, arn TEXT NOT NULL, key TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS history (
    seq INTEGER PRIMARY KEY, arn TEXT NOT NULL, event TEXT NOT NULL, at REAL NOT NULL, type TEXT NOT NULL,
    stateName TEXT, details TEXT NOT NULL, UNIQUE (arn, event)) STRICT;
`;

const EXECUTION = `SELECT e.*, COALESCE(c.status, 'RUNNING') AS status, c.stoppedAt, c.output, c.error, c.cause
  FROM executions e LEFT JOIN closures c ON c.arn = e.arn`;

/**
 * The append-only journal of all executions: rows are inserted, never changed. One SQLite file in WAL mode that syncs on
 * each commit (the history aside), or memory when no folder is given. A method that returned has written.
 */
export class Journal {
  readonly #db: DatabaseSync;

  constructor(dataDir: string | undefined) {
    if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
    this.#db = new DatabaseSync(dataDir === undefined ? ':memory:' : join(dataDir, 'state-machines.sqlite'));
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
    this.#db.exec(TABLES);
  }

  #run(sql: string, ...values: SQLInputValue[]): boolean {
    return this.#db.prepare(sql).run(...values).changes !== 0;
  }

  #atomically(write: () => void): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      write();
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /** Adds an execution together with the definition it will keep to its end. */
  addExecution(
    row: Pick<ExecutionRow, 'arn' | 'machineArn' | 'machineName' | 'name' | 'input' | 'startedAt' | 'parent'>,
    definition: Block,
  ): void {
    const body = JSON.stringify(definition);
    const hash = createHash('sha256').update(body).digest('hex');
    this.#atomically(() => {
      this.#run('INSERT OR IGNORE INTO definitions VALUES (?, ?)', hash, body);
      this.#run(
        'INSERT INTO executions VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        ...[row.arn, row.machineArn, row.machineName, row.name, row.input, row.startedAt, row.parent, hash],
      );
    });
  }

  execution(arn: string): ExecutionRow | undefined {
    return executionSchema.optional().parse(this.#db.prepare(`${EXECUTION} WHERE e.arn = ?`).get(arn));
  }

  executionsOf(machineArn: string): readonly ExecutionRow[] {
    const rows = this.#db.prepare(
      `${EXECUTION} WHERE e.machineArn = ? ORDER BY e.startedAt DESC, e.rowid DESC`,
    );
    return z.array(executionSchema).parse(rows.all(machineArn));
  }

  openExecutions(): readonly ExecutionRow[] {
    return z
      .array(executionSchema)
      .parse(this.#db.prepare(`${EXECUTION} WHERE c.arn IS NULL ORDER BY e.rowid`).all());
  }

  definition(hash: string): Block {
    const row = this.#db.prepare('SELECT body FROM definitions WHERE hash = ?').get(hash);
    return blockSchema.parse(JSON.parse(z.object({ body: z.string() }).parse(row).body));
  }

  close(arn: string, end: Closure): void {
    const { status, stoppedAt, output = null, error = null, cause = null } = end;
    this.#run('INSERT INTO closures VALUES (?, ?, ?, ?, ?, ?)', arn, status, stoppedAt, output, error, cause);
  }

  schedule(arn: string, key: string, scheduled: Scheduled): void {
    this.#atomically(() => {
      this.#append(arn, key, 'scheduled', scheduled.at, JSON.stringify(scheduled));
      if (scheduled.token !== undefined)
        this.#run('INSERT INTO tokens VALUES (?, ?, ?)', scheduled.token, arn, key);
    });
  }

  markInvoked(arn: string, key: string, at: number): void {
    this.#append(arn, key, 'invoked', at, 'null');
  }

  heartbeat(arn: string, key: string, at: number): void {
    this.#append(arn, key, 'heartbeat', at, 'null');
  }

  settle(arn: string, key: string, at: number, outcome: Outcome): void {
    this.#append(arn, key, 'settled', at, JSON.stringify(outcome));
  }

  #append(arn: string, key: string, kind: string, at: number, body: string): void {
    this.#run(
      'INSERT INTO entries (arn, key, kind, at, body) VALUES (?, ?, ?, ?, ?)',
      arn,
      key,
      kind,
      at,
      body,
    );
  }

  /** All calls of an execution so far, by their key. */
  calls(arn: string): Map<string, CallRecord> {
    const calls = new Map<string, CallRecord>();
    const rows = this.#db
      .prepare('SELECT key, kind, at, body FROM entries WHERE arn = ? ORDER BY seq')
      .all(arn);
    for (const entry of z.array(entrySchema).parse(rows)) {
      const call = calls.get(entry.key) ?? {};
      const body: unknown = JSON.parse(entry.body);
      if (entry.kind === 'scheduled') call.scheduled = scheduledSchema.parse(body);
      if (entry.kind === 'invoked') call.isInvoked = true;
      if (entry.kind === 'heartbeat') call.heartbeatAt = entry.at;
      if (entry.kind === 'settled') call.outcome = outcomeSchema.parse(body);
      calls.set(entry.key, call);
    }
    return calls;
  }

  /** The call that a token was made for. */
  tokenOwner(token: string): { readonly arn: string; readonly key: string } | undefined {
    const row = this.#db.prepare('SELECT arn, key FROM tokens WHERE token = ?').get(token);
    return z.object({ arn: z.string(), key: z.string() }).optional().parse(row);
  }

  outcomeOf(arn: string, key: string): Outcome | undefined {
    const sql = "SELECT body FROM entries WHERE arn = ? AND key = ? AND kind = 'settled'";
    const row = z.object({ body: z.string() }).optional().parse(this.#db.prepare(sql).get(arn, key));
    return row === undefined ? undefined : outcomeSchema.parse(JSON.parse(row.body));
  }

  /** True when a state around this call has its outcome, so that nobody waits for the call any more. */
  isOvertaken(arn: string, key: string): boolean {
    const sql = `SELECT 1 FROM entries
      WHERE arn = ? AND kind = 'settled' AND substr(?, 1, length(key) + 1) = key || '/'`;
    return this.#db.prepare(sql).get(arn, key) !== undefined;
  }

  /** Adds an event to the history unless the same event is there from before a restart; tells whether it was new. */
  record(
    arn: string,
    event: string,
    at: number,
    type: string,
    stateName: string | null,
    details: Json,
  ): boolean {
    const sql =
      'INSERT OR IGNORE INTO history (arn, event, at, type, stateName, details) VALUES (?, ?, ?, ?, ?, ?)';
    // Nothing depends on the history after a power cut, so it need not wait for the disk; a kill does not lose it.
    this.#db.exec('PRAGMA synchronous = NORMAL');
    try {
      return this.#run(sql, arn, event, at, type, stateName, JSON.stringify(details));
    } finally {
      this.#db.exec('PRAGMA synchronous = FULL');
    }
  }

  /** Instant of a recorded event, epoch ms. */
  recordedAt(arn: string, event: string): number | undefined {
    const row = this.#db.prepare('SELECT at FROM history WHERE arn = ? AND event = ?').get(arn, event);
    return z.object({ at: z.number() }).optional().parse(row)?.at;
  }

  eventCount(arn: string): number {
    const row = this.#db.prepare('SELECT COUNT(*) AS n FROM history WHERE arn = ?').get(arn);
    return z.object({ n: z.number() }).parse(row).n;
  }

  history(arn: string): readonly HistoryEvent[] {
    const sql = `SELECT ROW_NUMBER() OVER (ORDER BY seq) AS id, at, type, stateName, details
      FROM history WHERE arn = ? ORDER BY seq`;
    const rows = z.array(historySchema).parse(this.#db.prepare(sql).all(arn));
    return rows.map(({ id, at, type, stateName, details }) => ({
      id,
      timestamp: at,
      type,
      ...(stateName === null ? {} : { stateName }),
      details: jsonSchema.parse(JSON.parse(details)),
    }));
  }

  end(): void {
    this.#db.close();
  }
}
