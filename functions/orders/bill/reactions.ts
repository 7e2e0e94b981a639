import { parseInstant } from '../../../shared/kernel/instant.ts';
import { parseMoney, zeroMoney } from '../../../shared/kernel/money.ts';
import { type ConsumerContext, on, type Reaction } from '../../../shared/messaging/consumer.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { payableCancelled, payableOpened, payablePaid, payablePartlyPaid } from '../../payments/contract.ts';
import { type BilledKind, type BillLine, billedKinds, lineAfter } from '../domain/bill.ts';
import type { Repository } from '../repository.ts';

const billedKind = (kind: string | undefined): BilledKind | undefined =>
  billedKinds.find((one) => one === kind);

/** What all news of a payable says of it. */
interface News {
  readonly payableId: string;
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  readonly orderIds?: readonly string[] | undefined;
  readonly debtorId: string;
  readonly amount: { readonly currency: string; readonly amount: string };
}

/** Keeps, beside each consolidated order, what its orders' payments were asked for and came to. */
export const billReactions = (repository: Repository): readonly Reaction[] => {
  const noted = async (
    { payableId, kind: of, name = '', orderIds = [], debtorId, amount: asked }: News,
    told: Pick<BillLine, 'state' | 'sequence'> & Partial<BillLine>,
    { now }: ConsumerContext,
  ): Promise<Effect> => {
    const kind = billedKind(of);
    if (kind === undefined || orderIds.length === 0) return {};
    const amount = parseMoney(asked);
    const received = zeroMoney(amount.currency);
    const news: BillLine = { payableId, kind, name, orderIds, debtorId, amount, received, ...told };
    const orders = await repository.findOrders(orderIds);
    const bills = [...new Set(orders.map(({ data }) => data.consolidatedOrderId))];
    const writes = await Promise.all(
      bills.map(async (consolidatedOrderId) => {
        const found = await repository.findBillLine(consolidatedOrderId, payableId);
        const line = lineAfter(found?.data, news);
        return line ? [repository.putBillLine(consolidatedOrderId, found, line, now)] : [];
      }),
    );
    return { writes: writes.flat() };
  };

  return [
    on(payableOpened, ({ data, sequence }, context) =>
      noted(
        data,
        {
          state: 'open',
          sequence,
          reference: data.reference,
          ...(data.dueAt === undefined ? {} : { dueAt: parseInstant(data.dueAt) }),
        },
        context,
      ),
    ),
    on(payablePartlyPaid, ({ data, sequence }, context) =>
      noted(
        data,
        {
          state: 'partly_paid',
          sequence,
          received: parseMoney(data.received),
          reference: data.reference,
        },
        context,
      ),
    ),
    on(payablePaid, ({ data, sequence }, context) =>
      noted(data, { state: 'paid', sequence, paidAt: parseInstant(data.paidAt) }, context),
    ),
    on(payableCancelled, ({ data, sequence }, context) =>
      noted(data, { state: 'cancelled', sequence, cancelReason: data.reason }, context),
    ),
  ];
};
