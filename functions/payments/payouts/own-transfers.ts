import { z } from 'zod';
import { businessDateIn } from '../../../shared/kernel/business-date.ts';
import { DependencyError } from '../../../shared/kernel/errors.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { on, type Reaction } from '../../../shared/messaging/consumer.ts';
import { clearDeadline, setDeadline } from '../../../shared/messaging/deadline.ts';
import { log } from '../../../shared/observability/logger.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { Bank } from '../bank/bank.ts';
import { ownTransferRequested } from '../contract.ts';
import { houseAccountFor, operatingAccountFor } from '../domain/house-accounts.ts';
import { journalIdOfOwn, type OwnTransfer, ownEndToEndIdOf } from '../domain/own-money.ts';
import { railAmountOf } from '../domain/payout.ts';
import { questionPlanOn, waitAfter } from '../domain/status-questions.ts';
import { bankTimeZone, type Moment } from '../parts.ts';

/** Name of the deadline at which the bank is asked what became of an own transfer. */
export const ownTransferDeadline = 'own_transfer_status';

const money = z.object({ currency: z.string(), amountMinor: z.bigint() });
const ownTransferRow: z.ZodType<OwnTransfer> = z.object({
  journalId: z.string(),
  direction: z.enum(['to_clients', 'to_house']),
  amount: money,
  description: z.string(),
  state: z.enum(['ordered', 'accepted', 'booked', 'rejected']),
  reason: z.string().optional(),
  asked: z.int(),
});

const keyOf = (journalId: string) => ({ pk: `OWN#${journalId}`, sk: 'OWN' });

const isUnderWay = ({ state }: OwnTransfer): boolean => state === 'ordered' || state === 'accepted';

/** The house's own money between its two accounts: each journal that says so becomes one transfer at the bank. */
export const createOwnTransfers = (store: Store, bank: Bank) => {
  const find = (journalId: string): Promise<Entity<OwnTransfer> | undefined> =>
    store.get(keyOf(journalId), (data) => ownTransferRow.parse(data));

  const askLater = (transfer: OwnTransfer, { now, correlationId }: Moment): readonly Write[] => {
    const plan = questionPlanOn(businessDateIn(now, bankTimeZone));
    const wait = waitAfter(plan, transfer.asked);
    if (wait === undefined) {
      log.error('The bank never says what became of an own transfer', new Error('no_answer'), {
        subject: transfer.journalId,
      });
      return [];
    }
    const dueAt: Instant = addDuration(now, wait);
    return [
      setDeadline(store, { subject: transfer.journalId, name: ownTransferDeadline, dueAt, correlationId }),
    ];
  };

  const order = async (transfer: OwnTransfer, at: Moment): Promise<OwnTransfer> => {
    const { journalId, amount, description, direction } = transfer;
    if (railAmountOf(amount).amountMinor !== amount.amountMinor) {
      log.error('No rail carries an own transfer exactly', new Error('amount_below_rail'), {
        subject: journalId,
      });
      return { ...transfer, state: 'rejected', reason: 'amount_below_rail' };
    }
    const client = houseAccountFor(amount.currency);
    const own = operatingAccountFor(amount.currency);
    const [from, to] = direction === 'to_clients' ? [own, client] : [client, own];
    const taken = await bank.order(
      { endToEndId: ownEndToEndIdOf(journalId), amount, description, from, to },
      at.now,
      at.correlationId,
    );
    if (taken.kind === 'taken') return transfer;
    log.error('The bank refuses an own transfer', new Error(taken.reason), { subject: journalId });
    return { ...transfer, state: 'rejected', reason: taken.reason };
  };

  const moved = (found: Entity<OwnTransfer>, transfer: OwnTransfer, at: Moment): Effect => ({
    writes: [
      store.updateIfVersion(found, transfer, at.now),
      ...(isUnderWay(transfer)
        ? askLater(transfer, at)
        : [clearDeadline(store, transfer.journalId, ownTransferDeadline)]),
    ],
  });

  const rejected = (found: Entity<OwnTransfer>, reason: string, at: Moment): Effect => {
    log.error('The bank rejected an own transfer', new Error(reason), { subject: found.data.journalId });
    return moved(found, { ...found.data, state: 'rejected', reason }, at);
  };

  const react: Reaction = on(ownTransferRequested, async ({ data }, at) => {
    if (await find(data.journalId)) return {};
    const asked: OwnTransfer = { ...data, amount: parseMoney(data.amount), state: 'ordered', asked: 0 };
    // An order that did not reach the bank is found unknown there when its deadline falls due, and ordered again under its id.
    const transfer = await order(asked, at).catch((error: unknown) => {
      if (error instanceof DependencyError) return asked;
      throw error;
    });
    return {
      writes: [
        store.insertIfAbsent(keyOf(transfer.journalId), 'own-transfer', transfer, at.now),
        ...(isUnderWay(transfer) ? askLater(transfer, at) : []),
      ],
    };
  });

  /** The bank said something about an end-to-end id. Undefined when the id is of no own transfer. */
  const told = async (
    endToEndId: string,
    what: 'accepted' | 'rejected' | 'booked',
    at: Moment,
    reason = 'rejected',
  ): Promise<Effect | undefined> => {
    const journalId = journalIdOfOwn(endToEndId);
    const found = journalId === undefined ? undefined : await find(journalId);
    if (!found) return undefined;
    if (!isUnderWay(found.data) || found.data.state === what) return {};
    return what === 'rejected'
      ? rejected(found, reason, at)
      : moved(found, { ...found.data, state: what }, at);
  };

  const askStatus = async (journalId: string, at: Moment): Promise<Effect> => {
    const found = await find(journalId);
    if (!found || !isUnderWay(found.data)) return {};
    const asked = { ...found.data, asked: found.data.asked + 1 };
    try {
      const status = await bank.transferStatus(ownEndToEndIdOf(journalId), at.correlationId);
      if (status === 'booked') return moved(found, { ...asked, state: 'booked' }, at);
      if (status === 'rejected' || status === 'returned') return rejected(found, status, at);
      return moved(found, status === 'unknown' ? await order(asked, at) : asked, at);
    } catch (error) {
      if (!(error instanceof DependencyError)) throw error;
      log.warn('The bank does not answer', { subject: journalId, reason: error.code });
      return moved(found, asked, at);
    }
  };

  return { react, told, askStatus };
};
