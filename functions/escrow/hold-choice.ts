import type { Answer } from '../../shared/http/call.ts';
import type { Principal } from '../../shared/http/principal.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { clearDeadline } from '../../shared/messaging/deadline.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Escrow } from './domain/escrow.ts';
import { type Hold, type HoldChoice, holdMoved } from './domain/hold-limit.ts';
import { escrowErrors } from './errors.ts';
import { lapseDeadlineOf, requestAtLimit } from './react-hold.ts';
import type { EscrowRepository } from './repository.ts';
import { toHold } from './views.ts';

/** Who chooses. */
export type HoldSide = 'payer' | 'payee' | 'operator';

/** What somebody is in an escrow; parties before operators; undefined for everybody else. */
export const sideOf = (escrow: Escrow, { companyId, roles }: Principal): HoldSide | undefined => {
  if (companyId === escrow.payerId) return 'payer';
  if (companyId === escrow.payeeId) return 'payee';
  return roles.includes('operator') ? 'operator' : undefined;
};

/** A side may give up what is its own: the payer its claim to see the goods first, the payee its claim to the money. */
const choicesOf: Readonly<Record<HoldSide, readonly HoldChoice[]>> = {
  payer: ['release'],
  payee: ['refund'],
  operator: ['release', 'refund', 'safeguarded'],
};

interface Chosen {
  readonly escrow: Escrow;
  readonly hold: Entity<Hold> | undefined;
  readonly by: HoldSide;
  readonly choice: HoldChoice;
  readonly now: Instant;
  readonly requestId: string;
}

/**
 * Takes a choice near a holding limit: a release or refund of what is free of that payment. What is not free stays watched until the
 * limit, and can be chosen about again. DomainError `escrow.choice_not_yours`, `escrow.no_hold_alarm`, `escrow.hold_not_free`.
 */
export const decideHoldChoice = (
  escrows: EscrowRepository,
  { escrow, hold, by, choice, now, requestId }: Chosen,
): Answer => {
  if (!choicesOf[by].includes(choice)) {
    throw escrowErrors.choice_not_yours(`As the ${by} you may choose ${choicesOf[by].join(' or ')}.`);
  }
  const data = { by, what: choice, at: now };
  const isOpen = hold?.data.state === 'expiring' || hold?.data.state === 'chosen';
  const isSafe = choice === 'safeguarded';
  const after =
    hold && isOpen ? holdMoved(hold.data, isSafe ? 'safeguarded' : 'chosen', { choice: data }) : undefined;
  if (!hold || !after) {
    throw escrowErrors.no_hold_alarm(
      hold ? `That hold is ${hold.data.state}.` : 'The rail of that payment has no holding limit.',
    );
  }
  const events = isSafe ? [] : requestAtLimit(escrow, hold.data, choice, requestId);
  if (!isSafe && events.length === 0) {
    throw escrowErrors.hold_not_free('Disputes, releases or refunds under way have all of it.');
  }
  return {
    status: 200,
    body: toHold(after),
    writes: [
      escrows.updateHoldIfVersion(hold, after, now),
      ...(isSafe
        ? [clearDeadline(escrows.store, escrow.escrowId, lapseDeadlineOf(hold.data.payableId))]
        : []),
    ],
    events,
  };
};
