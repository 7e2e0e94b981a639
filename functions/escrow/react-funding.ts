import { deterministicId } from '../../shared/kernel/ids.ts';
import { parseInstant } from '../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../shared/kernel/money.ts';
import { on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { journalWrites } from '../ledger/posting.ts';
import { payablePaid, payableRequested } from '../payments/contract.ts';
import { escrowInstalmentFunded, escrowOpened, escrowOpeningRequested } from './contract.ts';
import { keptForRefund } from './domain/decide-freeze.ts';
import { decideFunding } from './domain/decide-funding.ts';
import { refundLatePayment } from './domain/decide-refund.ts';
import { type Escrow, type Instalment, type InstalmentName, openEscrow } from './domain/escrow.ts';
import { holdOf } from './domain/hold-limit.ts';
import { isLenderAwaited } from './domain/lenders.ts';
import { holdWrites } from './react-hold.ts';
import { paidAfterTheEnd, refundParts } from './react-refund.ts';
import type { EscrowRepository } from './repository.ts';
import { partiesOf, snapshotOf } from './snapshot.ts';

const instalmentWords: Readonly<Record<InstalmentName, string>> = {
  deposit: 'Deposit',
  interim_1: 'First interim payment',
  interim_2: 'Second interim payment',
  interim_3: 'Third interim payment',
  balance: 'Balance',
  full: 'Payment',
};

/** Asks payments to collect an instalment into the account of its escrow. */
export const payableEvent = (escrow: Escrow, instalment: Instalment): OutgoingEvent => {
  const { payableId, name, amount, dueAt, replaces } = instalment;
  return payableRequested.create({
    subject: payableId,
    data: {
      payableId,
      kind: 'escrow_instalment',
      subject: escrow.escrowId,
      name,
      ...(escrow.kind === 'order' ? { orderId: escrow.subject } : {}),
      debtorId: escrow.payerId,
      description: `${instalmentWords[name]} for ${escrow.subject}${replaces ? ', paid again' : ''}`,
      amount: formatMoney(amount),
      creditCode: '2010',
      creditOwner: escrow.escrowId,
      ...(dueAt === undefined ? {} : { dueAt }),
    },
  });
};

/** Reactions about money coming in: open and ask for the instalments; book a paid one. */
export const fundingReactions = (escrows: EscrowRepository, ledgerTableName: string): readonly Reaction[] => {
  const opened = on(escrowOpeningRequested, async ({ data }, { now }): Promise<Effect> => {
    if (await escrows.find(data.escrowId)) return {};
    const escrow = openEscrow({
      ...data,
      instalments: data.instalments.map(({ dueAt, ...instalment }) => ({
        ...instalment,
        amount: parseMoney(instalment.amount),
        ...(dueAt === undefined ? {} : { dueAt: parseInstant(dueAt) }),
      })),
    });
    return {
      writes: [
        ...escrows.insertIfAbsent(escrow, now),
        ...escrow.instalments.map(({ payableId }) => escrows.insertPayable(escrow.escrowId, payableId, now)),
      ],
      events: [
        ...escrow.instalments.map((instalment) => payableEvent(escrow, instalment)),
        escrowOpened.create({
          subject: escrow.escrowId,
          sequence: 1,
          audience: partiesOf(escrow),
          data: { escrow: snapshotOf(escrow) },
        }),
      ],
    };
  });

  const paid = on(payablePaid, async ({ data }, context): Promise<Effect> => {
    if (data.kind !== 'escrow_instalment') return {};
    const { now } = context;
    const found = await escrows.find(data.subject);
    if (!found) throw new TooEarly(`There is no escrow ${data.subject} yet`);
    const amount = parseMoney(data.amount);
    const decision = decideFunding(found.data, {
      payableId: data.payableId,
      amount,
      method: data.method,
      paidAt: parseInstant(data.paidAt),
    });
    if (decision.kind === 'already_funded') return {};
    if (decision.kind === 'not_expected') {
      throw new Error(`The payable ${data.payableId} is not an instalment of ${data.subject}`);
    }
    const sequence = found.version + 1;
    const funded = (escrow: typeof decision.escrow) =>
      escrowInstalmentFunded.create({
        subject: escrow.escrowId,
        sequence,
        audience: partiesOf(escrow),
        data: {
          escrow: snapshotOf(escrow),
          instalment: decision.instalment.name,
          amount: formatMoney(amount),
          method: data.method,
          payableId: data.payableId,
        },
      });
    if (decision.kind === 'funded') {
      const { escrowId } = decision.escrow;
      const { payableId, method, paidAt } = data;
      const hold = holdOf({ escrowId, payableId, amount, method, fundedAt: parseInstant(paidAt) });
      return {
        writes: [
          escrows.updateIfVersion(found, decision.escrow, now),
          ...(hold ? holdWrites(escrows, hold, context) : []),
        ],
        events: [funded(decision.escrow)],
      };
    }
    const refundId = deterministicId('rfd', data.subject, data.payableId, paidAfterTheEnd);
    const refund = { refundId, amount, reason: paidAfterTheEnd };
    if (isLenderAwaited(decision.escrow)) {
      const request = { ...refund, kind: 'refund' as const, state: 'waiting' as const, payoutSequence: 0 };
      return {
        writes: [
          escrows.updateIfVersion(found, keptForRefund(decision.escrow, refundId, amount), now),
          escrows.insertRequestIfAbsent(data.subject, request, now),
        ],
      };
    }
    const after = refundLatePayment(decision.escrow, amount);
    const parts = refundParts(escrows, after, refund, { now, sequence });
    return {
      writes: [
        escrows.updateIfVersion(found, parts.escrow, now),
        ...parts.writes,
        ...journalWrites(ledgerTableName, parts.journals, context),
      ],
      events: parts.events,
    };
  });

  return [opened, paid];
};
