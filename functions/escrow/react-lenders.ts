import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../shared/kernel/money.ts';
import { type ConsumerContext, on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import { log } from '../../shared/observability/logger.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { loanMoved } from '../credit/contract.ts';
import { escrowDeadlineReached, escrowRefundRequested } from './contract.ts';
import type { Escrow, LenderShare } from './domain/escrow.ts';
import { decideLenderMoved, isLenderAwaited, shareStateOf } from './domain/lenders.ts';
import type { EscrowRepository } from './repository.ts';

const wordPrefix = 'lender_word:';

/** Credit ends its own waiting after fifteen days at most; whoever hears nothing of it waits no longer than this. */
const wordDays = 20;

const wordDeadlineOf = (loanId: string): string => `${wordPrefix}${loanId}`;

/** Follows the lenders that pay instalments: whose a transfer is, who is owed, and when nobody is. */
export const lenderReactions = (escrows: EscrowRepository): readonly Reaction[] => {
  const { store } = escrows;

  /** Refunds that waited for a lender's word are asked for once more. */
  const askAgain = async ({ escrowId }: Escrow): Promise<readonly OutgoingEvent[]> => {
    const requests = await escrows.requestsOf(escrowId);
    return requests.flatMap(({ data }) => {
      if (data.kind !== 'refund' || data.state !== 'waiting') return [];
      const { refundId, reason, amount } = data;
      const asked = { escrowId, refundId, reason, ...(amount ? { amount: formatMoney(amount) } : {}) };
      return [escrowRefundRequested.create({ subject: escrowId, data: asked })];
    });
  };

  const stored = async (found: Entity<Escrow>, after: Escrow, now: Instant): Promise<Effect> => ({
    writes: [escrows.updateIfVersion(found, after, now)],
    events: isLenderAwaited(found.data) && !isLenderAwaited(after) ? await askAgain(after) : [],
  });

  const deadlineOf = (escrow: Escrow, share: Pick<LenderShare, 'loanId' | 'state'>, at: ConsumerContext) => {
    const [subject, name] = [escrow.escrowId, wordDeadlineOf(share.loanId)];
    const dueAt = addDuration(at.now, { days: wordDays });
    return share.state === 'expected'
      ? setDeadline(store, { subject, name, dueAt, correlationId: at.correlationId })
      : clearDeadline(store, subject, name);
  };

  const moved = on(loanMoved, async ({ data }, context): Promise<Effect> => {
    const { loanId, lenderId, payableId } = data;
    const state = shareStateOf(data.to);
    if (state === undefined || payableId === undefined) return {};
    const known = await escrows.findPayable(payableId);
    if (!known) throw new TooEarly(`There is no payable ${payableId} yet`);
    const found = await escrows.find(known.data.escrowId);
    if (!found) throw new TooEarly(`There is no escrow ${known.data.escrowId} yet`);
    const news = { loanId, lenderId, payableId, paid: parseMoney(data.principal), state };
    const after = decideLenderMoved(found.data, news);
    if (after === found.data) return {};
    const effect = await stored(found, after, context.now);
    return { ...effect, writes: [...(effect.writes ?? []), deadlineOf(after, news, context)] };
  });

  const deadline = on(escrowDeadlineReached, async ({ data }, { now }): Promise<Effect> => {
    if (!data.name.startsWith(wordPrefix)) return {};
    const found = await escrows.find(data.subject);
    const loanId = data.name.slice(wordPrefix.length);
    const share = found?.data.lenders.find((one) => one.loanId === loanId);
    if (!found || share?.state !== 'expected') return {};
    log.error('Nobody says whether a lender has paid', new Error('lender_word_missing'), { subject: loanId });
    return stored(found, decideLenderMoved(found.data, { ...share, state: 'off' }), now);
  });

  return [moved, deadline];
};
