/** A loop that runs when woken, and once in a while to be safe; never twice at the same time. */
export class Poller {
  readonly #pass: () => Promise<number | undefined>;
  readonly #safetyMs: number;
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;
  #isDirty = false;
  #isStopped = false;
  #stopped: (() => void) | undefined;

  /** `pass` works until nothing is left and returns when to look again (ms from now), if sooner than `safetyMs`. */
  constructor(pass: () => Promise<number | undefined>, safetyMs: number) {
    this.#pass = pass;
    this.#safetyMs = safetyMs;
  }

  /** True while a pass runs or is due. */
  isBusy(): boolean {
    return this.#isRunning || this.#isDirty;
  }

  /** Something arrived: run now, or once more after the pass that runs. */
  wake(): void {
    if (this.#isStopped) return;
    this.#isDirty = true;
    if (!this.#isRunning) void this.#run();
  }

  /** No further passes; resolves when the running one is over. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#isDirty = false;
    clearTimeout(this.#timer);
    if (!this.#isRunning) return;
    await new Promise<void>((resolve) => {
      this.#stopped = resolve;
    });
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#isRunning = true;
    let nextMs: number | undefined;
    while (this.#isDirty && !this.#isStopped) {
      this.#isDirty = false;
      nextMs = await this.#pass().catch(() => this.#safetyMs);
    }
    this.#isRunning = false;
    this.#stopped?.();
    if (this.#isStopped) return;
    const delay = Math.max(10, Math.min(nextMs ?? this.#safetyMs, this.#safetyMs));
    this.#timer = setTimeout(() => this.wake(), delay);
    this.#timer.unref();
  }
}
