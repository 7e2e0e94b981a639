/** A measurable term of the goods. */
export interface SpecificationItem {
  readonly name: string;
  readonly value: string;
  readonly tolerance?: string | undefined;
  readonly testMethod?: string | undefined;
}

const spell = (text: string | undefined): string => (text ?? '').trim().toLowerCase();

/** Names of asked items that the offer leaves out or answers with another value or tolerance. */
export function itemsNotMet(
  asked: readonly SpecificationItem[],
  offered: readonly SpecificationItem[],
): readonly string[] {
  const byName = new Map(offered.map((item) => [spell(item.name), item]));
  return asked
    .filter((item) => {
      const found = byName.get(spell(item.name));
      if (!found || spell(found.value) !== spell(item.value)) return true;
      return item.tolerance !== undefined && spell(found.tolerance) !== spell(item.tolerance);
    })
    .map((item) => item.name);
}
