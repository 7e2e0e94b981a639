import type { Entity } from '../../../shared/persistence/store.ts';
import type { Consignment } from '../domain/consignment.ts';

/** Members that one transaction moves: five writes each at most, beside those of the pool, of 100 in all. */
export const membersPerPage = 18;

/** Output of a step that has more members to move: the machine enters it again. */
export const more = { state: 'more' } as const;

/** The first page of members that still want something done, and whether others are left for the next. */
export const pageOf = (
  members: readonly Entity<Consignment>[],
): { readonly page: readonly Entity<Consignment>[]; readonly isLast: boolean } => ({
  page: members.slice(0, membersPerPage),
  isLast: members.length <= membersPerPage,
});
