import { type Handling, type Nature, natureOf } from './handling.ts';

/** What matters of a piece to its neighbours. */
interface Traits {
  readonly nature: Nature | undefined;
  readonly dangerousClass: string | undefined;
  readonly isOdorous: boolean;
  readonly isWet: boolean;
}

/** Classes that travel in no shared container: explosives, infectious and radioactive goods. */
export const classesRefused: readonly string[] = ['1', '6.2', '7'];

/**
 * Classes that may not share a container: every pair with 1 ("away from") or more in the segregation table of the IMDG Code,
 * 7.2.4, since 7.3.4 forbids in one container what must be segregated. Practitioner's copy; the entries of single substances in
 * column 16b of the dangerous goods list come on top and are the declarant's to state.
 */
const segregated: Readonly<Record<string, readonly string[]>> = {
  '2.1': ['3', '4.1', '4.2', '5.1', '5.2', '8'],
  '2.2': ['3', '4.2', '5.2'],
  '2.3': ['3', '4.2', '5.2'],
  '3': ['4.2', '4.3', '5.1', '5.2'],
  '4.1': ['4.2', '5.1', '5.2', '8'],
  '4.2': ['4.3', '5.1', '5.2', '6.1', '8'],
  '4.3': ['5.1', '5.2', '8'],
  '5.1': ['5.2', '6.1', '8'],
  '5.2': ['6.1', '8'],
};

/** Classes that never lie beside food: toxic gases, toxic and corrosive substances. */
const harmfulToFood: readonly string[] = ['2.3', '6.1', '8'];

const traitsOf = (group: string): Traits => {
  const [nature = '', dangerousClass = '', flags = ''] = group.split('|');
  return {
    nature: nature === 'food' || nature === 'textile' || nature === 'chemical' ? nature : undefined,
    dangerousClass: dangerousClass === '' ? undefined : dangerousClass,
    isOdorous: flags.includes('odorous'),
    isWet: flags.includes('wet'),
  };
};

/** The segregation group of a piece: its nature, class and flags as text; undefined for goods that no neighbour minds. */
export const groupOf = (handling: Handling | undefined, hsCode: string | undefined): string | undefined => {
  const nature = handling?.isFood ? 'food' : natureOf(hsCode);
  const flags = [handling?.isOdorous ? 'odorous' : '', handling?.isWet ? 'wet' : '']
    .filter(Boolean)
    .join('+');
  const group = [nature ?? '', handling?.dangerousGoods?.class ?? '', flags].join('|');
  return group === '||' ? undefined : group;
};

const isChemical = ({ nature, dangerousClass }: Traits): boolean =>
  nature === 'chemical' || (dangerousClass !== undefined && harmfulToFood.includes(dangerousClass));

const harms = (one: Traits, other: Traits): boolean =>
  (other.nature === 'food' && isChemical(one)) ||
  ((other.nature === 'food' || other.nature === 'textile') && one.isOdorous) ||
  (other.nature === 'textile' && one.isWet) ||
  (segregated[one.dangerousClass ?? '']?.includes(other.dangerousClass ?? '') ?? false);

/** True when goods of the two groups may not share a container: food and chemicals, odour and textile, classes that react. */
export const mustBeApart = (a: string | undefined, b: string | undefined): boolean => {
  if (a === undefined || b === undefined || a === b) return false;
  const [one, other] = [traitsOf(a), traitsOf(b)];
  return harms(one, other) || harms(other, one);
};

/** Every pair of these groups that must be apart. */
export const pairsApart = (
  groups: readonly (string | undefined)[],
): readonly (readonly [string, string])[] => {
  const distinct = [...new Set(groups)].filter((group) => group !== undefined).sort();
  return distinct.flatMap((a, index) =>
    distinct
      .slice(index + 1)
      .flatMap((b): readonly (readonly [string, string])[] => (mustBeApart(a, b) ? [[a, b]] : [])),
  );
};
