import type { Principal } from '../../shared/http/principal.ts';
import { businessDateIn } from '../../shared/kernel/business-date.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { countDeed, type Deed, noActivity } from './domain/activity.ts';
import { limitsAt } from './domain/limits.ts';
import { sourcingErrors } from './errors.ts';
import type { SourcingRepository } from './repository.ts';

/** What a company on a sanctions list may not do: anything that leads to a contract. Errors: sourcing.company_blocked. */
export const assertNotBlocked = (principal: Principal): void => {
  if (principal.screening === 'hit') {
    throw sourcingErrors.company_blocked('The company is on a sanctions list.');
  }
};

/**
 * Companies with an owner in common make no contract with each other, as one company makes none with itself. Errors:
 * sourcing.self_dealing, with the pointer where one is given.
 */
export const assertUnrelated = async (
  sourcing: Pick<SourcingRepository, 'relatedTo'>,
  companyId: string,
  others: readonly string[],
  pointer?: string,
): Promise<void> => {
  const [related] = await sourcing.relatedTo(companyId, others);
  if (related === undefined) return;
  const detail = `${related} and ${companyId} have an owner in common.`;
  throw sourcingErrors.self_dealing(detail, pointer === undefined ? {} : { pointer });
};

/** Only suppliers that joined are invited. Errors: sourcing.supplier_unknown with a pointer at the first that is none. */
export const assertSuppliers = async (
  sourcing: Pick<SourcingRepository, 'notSuppliers'>,
  companyIds: readonly string[],
  pointer: string,
): Promise<void> => {
  const [unknown] = await sourcing.notSuppliers(companyIds);
  if (unknown === undefined) return;
  const place = companyIds.indexOf(unknown);
  throw sourcingErrors.supplier_unknown(`${unknown} is no supplier here.`, {
    pointer: `${pointer}/${place}`,
  });
};

/**
 * Counts one deed of a company's day (UTC); the write makes two at once decide again. Errors: sourcing.too_many_today,
 * sourcing.text_repeated with a pointer at the text.
 */
export const countToday = async (
  sourcing: SourcingRepository,
  companyId: string,
  done: { readonly deed: Deed; readonly text?: string | undefined; readonly pointer: string },
  now: Instant,
): Promise<Write> => {
  const day = businessDateIn(now, 'UTC');
  const found = await sourcing.findActivity(companyId, day);
  const decision = countDeed(found?.data ?? noActivity, done.deed, done.text, limitsAt(now));
  if (decision.kind === 'refused') {
    const at = decision.code === 'text_repeated' ? { pointer: done.pointer } : {};
    throw sourcingErrors[decision.code](decision.detail, at);
  }
  return sourcing.putActivity(found, companyId, day, decision.activity, now);
};
