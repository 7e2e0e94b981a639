import { DomainError } from '../../../shared/kernel/errors.ts';

/** The DomainError that `attempt` throws; anything else fails the test. */
export function refusalOf(attempt: () => unknown): DomainError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('Expected a refusal, but nothing was thrown.');
}
