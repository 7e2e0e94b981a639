/** What the repetition of a POST said differently. */
export interface Discrepancy {
  readonly path: string;
  readonly first: string;
  readonly second: string;
}

/**
 * Sends every POST that carries an Idempotency-Key twice, and notes where the second answer differs from the first in status
 * or in any byte of its body. `restore` puts the real `fetch` back.
 */
export const doublePosts = (): {
  readonly discrepancies: readonly Discrepancy[];
  readonly doubled: () => number;
  readonly restore: () => void;
} => {
  const real = globalThis.fetch;
  const discrepancies: Discrepancy[] = [];
  let count = 0;
  globalThis.fetch = async (input, init) => {
    const response = await real(input, init);
    const isKeyed = init?.method === 'POST' && new Headers(init.headers).has('idempotency-key');
    // Only an effect is stored; a refusal is decided anew.
    if (!isKeyed || !response.ok) return response;
    count += 1;
    const body = await response.text();
    const again = await real(input, init);
    const [first, second] = [`${response.status} ${body}`, `${again.status} ${await again.text()}`];
    if (first !== second) discrepancies.push({ path: new URL(String(input)).pathname, first, second });
    const { status, headers } = response;
    return new Response(body === '' ? null : body, { status, headers });
  };
  return {
    discrepancies,
    doubled: () => count,
    restore: () => {
      globalThis.fetch = real;
    },
  };
};
