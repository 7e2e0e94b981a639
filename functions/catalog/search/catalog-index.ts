import type { Candidate } from './best-candidates.ts';
import { categoryWordsOf } from './category-words.ts';
import { type Admission, compileFilters, withoutDocuments } from './compile-filters.ts';
import type { LeafKind } from './draft-groups.ts';
import type { MatchFilters } from './match-filters.ts';
import { planQuery, type QueryPlan } from './plan-query.ts';
import { PostingCursor } from './postings.ts';
import { type FieldCounts, fieldCountsOf } from './ranker.ts';
import { type RescoreParts, Rescorer, type Scored } from './rescore.ts';
import { leafPoints, Retriever } from './retrieve.ts';
import { openSnapshot, type Snapshot } from './snapshot.ts';

/** What is asked of an index. */
export interface MatchRequest {
  readonly text: string;
  readonly filters?: MatchFilters | undefined;
  /** Most answers, 1 to {@link answersMax}. */
  readonly top: number;
}

/** One answer; a higher score is better. Scores of different queries cannot be compared. */
export interface Match {
  readonly productId: string;
  readonly score: number;
}

/** The points of one word of a product that the query looked for. */
export interface WordPart {
  readonly word: string;
  readonly kind: LeafKind;
  readonly fields: FieldCounts;
  readonly points: number;
}

/** Why a product has its score: the points of `words` and of `rescore` add up to `score` exactly. */
export interface Explanation {
  readonly productId: string;
  readonly ranker: string;
  readonly score: number;
  readonly words: readonly WordPart[];
  readonly rescore: RescoreParts;
}

/** Most answers to one query. */
export const answersMax = 1_000;
/** Candidates that are rescored, at least and as a multiple of the answers. */
const rescoredMin = 150;
const rescoredShare = 1.5;

/** An open matching index; pure, synchronous, one query at a time. */
export interface CatalogIndex {
  readonly products: number;
  /** Version of the ranking rules, see ranker.ts. */
  readonly ranker: string;
  /** The best products that meet every filter, the best first; ties in the order of the index. Never throws for any text. */
  readonly match: (request: MatchRequest) => readonly Match[];
  /** The same answers with their parts, computed again from the index. */
  readonly explain: (request: MatchRequest) => readonly Explanation[];
}

/** Without words every product that passes is as good as another: the first ones of the index. */
function listed({ from, to, passes }: Admission, top: number): readonly Candidate[] {
  const found: Candidate[] = [];
  for (let document = from; document < to && found.length < top; document += 1) {
    if (passes === undefined || passes(document)) found.push({ document, points: 0, mask: 0 });
  }
  return found;
}

function wordParts(snapshot: Snapshot, plan: QueryPlan, candidate: Candidate): readonly WordPart[] {
  const { saturation, lengths, postings, postingStarts, vocabulary } = snapshot;
  const cursor = new PostingCursor();
  return plan.leaves.flatMap((leaf, index): readonly WordPart[] => {
    if ((candidate.mask & (1 << index)) === 0) return [];
    cursor.open(postings, postingStarts[leaf.word] ?? 0);
    cursor.seek(candidate.document);
    const code = cursor.codes[cursor.next] ?? 0;
    const saturated = saturation[code * 256 + (lengths[candidate.document] ?? 0)] ?? 0;
    const points = leafPoints(leaf.points, saturated);
    return [{ word: vocabulary.texts.at(leaf.word), kind: leaf.kind, fields: fieldCountsOf(code), points }];
  });
}

/** An index over an open snapshot; `hidden` are products that are no answers, rising. */
export function indexOver(snapshot: Snapshot, hidden: Uint32Array = new Uint32Array()): CatalogIndex {
  const retriever = new Retriever(snapshot);

  const rank = ({ text, filters = {}, top }: MatchRequest): { plan: QueryPlan; best: readonly Scored[] } => {
    const wanted = Math.max(1, Math.min(top, answersMax));
    const plan = planQuery(snapshot.vocabulary, text);
    const rescorer = new Rescorer(snapshot, plan, (category) => categoryWordsOf(snapshot, plan, category));
    const depth = Math.max(rescoredMin, Math.ceil(wanted * rescoredShare));
    const admission = withoutDocuments(compileFilters(snapshot, filters), hidden);
    const candidates = plan.asks ? retriever.best(plan.leaves, admission, depth) : listed(admission, wanted);
    return { plan, best: rescorer.rank(candidates).slice(0, wanted) };
  };

  return {
    products: snapshot.products,
    ranker: snapshot.ranker,
    match: (request) =>
      rank(request).best.map(({ candidate, score }) => ({
        productId: snapshot.ids.at(candidate.document),
        score,
      })),
    explain: (request) => {
      const { plan, best } = rank(request);
      return best.map(({ candidate, parts, score }) => ({
        productId: snapshot.ids.at(candidate.document),
        ranker: snapshot.ranker,
        score,
        words: wordParts(snapshot, plan, candidate),
        rescore: parts,
      }));
    },
  };
}

/**
 * Opens the bytes of an index file, which must not change afterwards. DomainErrors `catalog_index.not_an_index`,
 * `.incomplete`, `.other_version`.
 */
export const openCatalogIndex = (file: Uint8Array): CatalogIndex => indexOver(openSnapshot(file));
