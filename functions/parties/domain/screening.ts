/** Sanctions screening by name: every comparison can be explained by its score. */

export interface ListEntry {
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface ScreeningResult {
  readonly outcome: 'clear' | 'potential' | 'hit';
  /** Best similarity found, 0 to 1000. */
  readonly scorePermille: number;
  readonly matchedName?: string | undefined;
}

/** From here on a human must look (transliterations vary); from `hitPermille` on it counts as the same name. */
export const potentialPermille = 850;
export const hitPermille = 970;

const legalForms = new Set([
  'ltd',
  'limited',
  'llc',
  'inc',
  'corp',
  'corporation',
  'co',
  'company',
  'gmbh',
  'ag',
  'bv',
  'nv',
  'sa',
  'srl',
  'spa',
  'plc',
  'jsc',
  'kg',
  'oy',
  'ab',
  'pte',
  'pty',
  'kk',
]);

/** Accents, case, punctuation, legal form and order of the words do not make another firm. */
export const normaliseName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    // "B.V." and "L.L.C." are one word each; taken apart, their letters would hide a listed name.
    .replace(/\b(\p{L})\./gu, '$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '' && !legalForms.has(word))
    .sort()
    .join(' ');

const jaro = (left: string, right: string): number => {
  if (left === right) return 1;
  const [a, b] = [[...left], [...right]];
  if (a.length === 0 || b.length === 0) return 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const matchesInA: string[] = [];
  a.forEach((letter, i) => {
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j += 1) {
      if (b[j] === letter && !taken.has(j)) {
        taken.add(j);
        matchesInA.push(letter);
        return;
      }
    }
  });
  const matches = matchesInA.length;
  if (matches === 0) return 0;
  const matchesInB = [...taken].sort((x, y) => x - y).map((j) => b[j]);
  const transposed = matchesInA.filter((letter, i) => letter !== matchesInB[i]).length / 2;
  return (matches / a.length + matches / b.length + (matches - transposed) / matches) / 3;
};

/** Jaro-Winkler similarity in permille: letters in common, with a bonus for a common beginning (Winkler 1990). */
export const similarityPermille = (left: string, right: string): number => {
  const base = jaro(left, right);
  let prefix = 0;
  while (prefix < 4 && left[prefix] !== undefined && left[prefix] === right[prefix]) prefix += 1;
  return Math.round((base + prefix * 0.1 * (1 - base)) * 1000);
};

/** Screens one name against a list; the best match decides. */
export const screenName = (name: string, list: readonly ListEntry[]): ScreeningResult => {
  const subject = normaliseName(name);
  let best = { scorePermille: 0, matchedName: undefined as string | undefined };
  for (const entry of list) {
    for (const candidate of [entry.name, ...entry.aliases]) {
      const scorePermille = similarityPermille(subject, normaliseName(candidate));
      if (scorePermille > best.scorePermille) best = { scorePermille, matchedName: entry.name };
    }
  }
  if (best.scorePermille >= hitPermille) return { outcome: 'hit', ...best };
  if (best.scorePermille >= potentialPermille) return { outcome: 'potential', ...best };
  return { outcome: 'clear', scorePermille: best.scorePermille };
};
