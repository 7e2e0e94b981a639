const CHECK_MS = 8;
/** Quiet looks in a row: one look may fall between a finished step and the next one it causes. */
const QUIET_LOOKS = 3;

/** Waits until `busy` names nothing for a while; throws, saying what is still busy, after the limit. */
export async function settle(busy: () => readonly string[], timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let quietLooks = 0;
  for (;;) {
    const names = busy();
    quietLooks = names.length === 0 ? quietLooks + 1 : 0;
    if (quietLooks >= QUIET_LOOKS) return;
    if (performance.now() > deadline) {
      throw new Error(`Not quiet after ${timeoutMs} ms: ${names.slice(0, 8).join(', ')}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, CHECK_MS));
  }
}
