import { type CatalogIndex, indexOver } from './catalog-index.ts';
import { openSnapshot, type Snapshot } from './snapshot.ts';

const byScore = (a: { readonly score: number }, b: { readonly score: number }): number => b.score - a.score;

/** One index over several, each of which holds products of its own. */
export function joinIndexes(parts: readonly CatalogIndex[], ranker: string): CatalogIndex {
  return {
    products: parts.reduce((sum, { products }) => sum + products, 0),
    ranker,
    // Sorting is stable: of equal answers those of the earlier part come first.
    match: (request) =>
      parts
        .flatMap((part) => [...part.match(request)])
        .sort(byScore)
        .slice(0, request.top),
    explain: (request) =>
      parts
        .flatMap((part) => [...part.explain(request)])
        .sort(byScore)
        .slice(0, request.top),
  };
}

/**
 * A base and the segment of what changed since, searched side by side. The segment weighs words by what both know, so that its
 * products stand where they will stand once both are one; only what candidates agree on (rescore.ts) is asked of each apart.
 * DomainErrors as of {@link openSnapshot}.
 */
export function openSegments(base: Snapshot, segmentFile: Uint8Array | undefined): CatalogIndex {
  if (segmentFile === undefined) return indexOver(base);
  const segment = openSnapshot(segmentFile, base);
  const joined = joinIndexes([indexOver(base, segment.replaced), indexOver(segment)], base.ranker);
  return { ...joined, products: joined.products - segment.replaced.length };
}
