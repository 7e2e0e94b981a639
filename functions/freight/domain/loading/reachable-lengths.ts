/** For every length up to `limit` the longest sum of the given edges (each usable `count` times) that is not longer. */
export const reachableLengths = (
  limit: number,
  edges: readonly { readonly length: number; readonly count: number }[],
): Int32Array => {
  const isSum = new Uint8Array(limit + 1);
  const usedOf = new Int32Array(limit + 1);
  isSum[0] = 1;
  for (const { length, count } of edges) {
    usedOf.fill(0);
    for (let sum = length; sum <= limit; sum++) {
      if (
        (isSum[sum] ?? 0) === 0 &&
        (isSum[sum - length] ?? 0) === 1 &&
        (usedOf[sum - length] ?? 0) < count
      ) {
        isSum[sum] = 1;
        usedOf[sum] = (usedOf[sum - length] ?? 0) + 1;
      }
    }
  }
  const longest = new Int32Array(limit + 1);
  for (let length = 1; length <= limit; length++)
    longest[length] = (isSum[length] ?? 0) === 1 ? length : (longest[length - 1] ?? 0);
  return longest;
};
