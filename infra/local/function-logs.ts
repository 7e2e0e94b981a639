import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

const RING_LINES_MAX = 2_000;

/** What functions wrote: one file per function in the data directory, and the newest lines in memory. */
export class FunctionLogs {
  readonly #directory: string | undefined;
  readonly #files = new Map<string, WriteStream>();
  readonly #lines: { functionName: string; line: string }[] = [];
  readonly #echo: ((functionName: string, line: string) => void) | undefined;

  constructor(dataDir: string | undefined, echo?: (functionName: string, line: string) => void) {
    this.#directory = dataDir === undefined ? undefined : join(dataDir, 'logs');
    this.#echo = echo;
    if (this.#directory !== undefined) mkdirSync(this.#directory, { recursive: true });
  }

  /** Takes a chunk of output. */
  add(functionName: string, chunk: string): void {
    for (const line of chunk.split('\n')) {
      if (line === '') continue;
      this.#lines.push({ functionName, line });
      this.#echo?.(functionName, line);
    }
    if (this.#lines.length > RING_LINES_MAX) this.#lines.splice(0, this.#lines.length - RING_LINES_MAX);
    if (this.#directory === undefined) return;
    let file = this.#files.get(functionName);
    if (file === undefined) {
      file = createWriteStream(join(this.#directory, `${functionName}.log`), { flags: 'a' });
      this.#files.set(functionName, file);
    }
    file.write(chunk);
  }

  /** Newest lines, of one function or of all. */
  lines(functionName?: string): string[] {
    return this.#lines
      .filter((entry) => functionName === undefined || entry.functionName === functionName)
      .map((entry) => entry.line);
  }

  /** Closes the files. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.#files.values()].map((file) => new Promise<void>((resolve) => file.end(() => resolve()))),
    );
  }
}
