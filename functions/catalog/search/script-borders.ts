import type { Lexeme } from './lexemes.ts';

/** The last character that was read, if the next one may go on from it. */
export interface Edge {
  readonly character: string;
  readonly isIdeograph: boolean;
  readonly position: number;
}

/** The indexed form of two ideographs with a blank between them, which Korean writes or leaves out at will. */
export const acrossBlank = (first: string, second: string): string => `${first} ${second}`;

/** The edge that a piece leaves behind; none after a mark. */
export function edgeOf(last: Lexeme | undefined, position: number): Edge | undefined {
  if (last === undefined || last.kind === 'mark') return undefined;
  const character = Array.from(last.text.slice(-2)).at(-1) ?? '';
  return { character, isIdeograph: last.kind === 'ideographs', position };
}

/** Two characters across the border of two scripts (`D灯` in `LED灯`) or across the blank between two runs of ideographs. */
export function borderPair(edge: Edge | undefined, next: Lexeme | undefined): string | undefined {
  if (edge === undefined || next === undefined || next.kind === 'mark') return undefined;
  const isIdeograph = next.kind === 'ideographs';
  const [first = ''] = next.text;
  if (next.isGlued) return isIdeograph === edge.isIdeograph ? undefined : edge.character + first;
  return isIdeograph && edge.isIdeograph ? acrossBlank(edge.character, first) : undefined;
}
