import { answerDue, sandboxDeadlineReached } from './contract.ts';

/** Event types that the sandbox reacts to. */
export const subscriptions = [answerDue.type, sandboxDeadlineReached.type] as const;
