import type { z } from 'zod';
import type { Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import { isOperator } from '../../../shared/http/principal.ts';
import { formatMoney, subtractMoney } from '../../../shared/kernel/money.ts';
import { payablesPerPaymentMax } from '../../payments/contract.ts';
import type { Access } from '../api-access.ts';
import { type BilledKind, type BillLine, type BillSum, paymentsOf, sumsOf } from '../domain/bill.ts';
import type { Repository } from '../repository.ts';
import type { billOperations, billShape } from './operations.ts';

const viewSum = ({ asked, paid, due }: BillSum) => ({
  asked: formatMoney(asked),
  paid: formatMoney(paid),
  due: formatMoney(due),
});

const viewLine = ({ amount, received, state, sequence: _, debtorId: __, orderIds, ...line }: BillLine) => ({
  ...line,
  orderIds: [...orderIds],
  state,
  amount: formatMoney(amount),
  paid: formatMoney(state === 'paid' ? amount : received),
  due: formatMoney(
    state === 'open' || state === 'partly_paid'
      ? subtractMoney(amount, received)
      : { ...amount, amountMinor: 0n },
  ),
});

const viewBill = (consolidatedOrderId: string, lines: readonly BillLine[]): z.input<typeof billShape> => {
  const sums = (kind: BilledKind) => sumsOf(lines.filter((line) => line.kind === kind)).map(viewSum);
  return {
    consolidatedOrderId,
    goods: sums('escrow_instalment'),
    freight: sums('freight'),
    duty: sums('duty'),
    totals: sumsOf(lines).map(viewSum),
    payments: paymentsOf(lines, payablesPerPaymentMax).map(({ payableIds, total }) => ({
      payableIds: [...payableIds],
      total: formatMoney(total),
    })),
    lines: lines.map(viewLine),
  };
};

/** The bill of a consolidated order: to each party what that party is asked for. */
export const createBillHandlers = ({
  repository,
  access,
}: {
  readonly repository: Repository;
  readonly access: Access;
}): Handlers<typeof billOperations> => ({
  getConsolidatedBill: async ({ params: { consolidatedOrderId }, principal }) => {
    const found = await repository.findConsolidated(consolidatedOrderId);
    const orders = found ? await repository.findOrders(found.data.orderIds) : [];
    if (!orders.some(({ data }) => access.mayRead(data.terms, principal)))
      throw httpErrors.not_found('No such consolidated order.');
    const lines = (await repository.listBillLines(consolidatedOrderId)).map(({ data }) => data);
    const own = lines.filter(({ debtorId }) => isOperator(principal) || debtorId === principal.companyId);
    return { status: 200, body: viewBill(consolidatedOrderId, own) };
  },
});
