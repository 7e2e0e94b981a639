import { DomainError } from '../../../shared/kernel/errors.ts';

/** The refusal that a call throws; fails the test when it throws nothing or something else. */
export const refusalOf = (act: () => unknown): DomainError => {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
};
