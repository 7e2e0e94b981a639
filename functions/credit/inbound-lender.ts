import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { parseMoney } from '../../shared/kernel/money.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { announceApplication } from './announcements.ts';
import { decideLenderAnswer, type LenderAnswer } from './domain/decide-application.ts';
import { decideFundingWithdrawn, decideFundsSent } from './domain/decide-loan.ts';
import { creditErrors } from './errors.ts';
import type { LenderMessage } from './lender.ts';
import { loanChange } from './loan-effects.ts';
import type { CreditRepository } from './repository.ts';

type AnswerMessage = Extract<LenderMessage, { requestId: string }>;
type FundingMessage = Extract<LenderMessage, { loanId: string }>;

const toAnswer = (message: AnswerMessage): LenderAnswer => {
  if (message.type === 'declined') return message;
  const amount = parseMoney(message.amount);
  const fee = parseMoney(message.fee, { allowZero: true });
  return { ...message, amount, fee, expiresAt: parseInstant(message.expiresAt) };
};

const takeAnswer = async (
  credit: CreditRepository,
  message: AnswerMessage,
  now: Instant,
): Promise<Effect> => {
  const found = await credit.findApplicationOfRequest(message.requestId);
  if (!found) throw creditErrors.bad_message('There is no such request.');
  const after = decideLenderAnswer(found.data, message.requestId, toAnswer(message), now);
  if (after === found.data) return {};
  const hasMoved = after.state !== found.data.state;
  return {
    writes: [credit.updateApplication(found, after, now)],
    events: hasMoved ? [announceApplication(after, found.version + 1)] : [],
  };
};

const takeFunding = async (
  credit: CreditRepository,
  message: FundingMessage,
  now: Instant,
): Promise<Effect> => {
  const found = await credit.findLoan(message.loanId);
  if (found?.data.lenderId !== message.lenderId) throw creditErrors.bad_message('There is no such loan.');
  const after =
    message.type === 'funding_sent'
      ? decideFundsSent(found.data, now)
      : decideFundingWithdrawn(found.data, message.reason);
  return loanChange(credit, found, after, now);
};

/** The effect of what a lender tells. Errors: credit.bad_message. */
export const takeLenderMessage = (
  credit: CreditRepository,
  message: LenderMessage,
  now: Instant,
): Promise<Effect> =>
  message.type === 'offered' || message.type === 'declined'
    ? takeAnswer(credit, message, now)
    : takeFunding(credit, message, now);
