import type { Call, Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import { businessDateIn } from '../../../shared/kernel/business-date.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import { isOpen } from '../domain/payable.ts';
import type { BeneficiaryAccount } from '../domain/payout.ts';
import { type Candidate, suggestPayables } from '../domain/receipt-suggestions.ts';
import { paymentsErrors } from '../errors.ts';
import type { operations } from '../operations.ts';
import { bankTimeZone, type Parts } from '../parts.ts';
import type { Receipt } from '../rows.ts';
import { payableView, receiptView } from '../views.ts';
import type { receiptOperations } from './operations.ts';
import { createReceipts } from './receipts.ts';
import { createReceiptReturns } from './returns.ts';
import { createReceiptRows } from './rows.ts';

/** Most keys of one batch of reads. */
const batch = 100;

const senderOf = ({ debtorName, debtorAccount, debtorBic }: Receipt): BeneficiaryAccount | undefined =>
  debtorName && debtorAccount && debtorBic
    ? {
        holderName: debtorName,
        accountNumber: debtorAccount,
        bic: debtorBic,
        bankCountry: debtorBic.slice(4, 6),
      }
    : undefined;

/** What operators and debtors do about money that matches nothing. */
export const createReceiptHandlers = (
  parts: Parts,
): Pick<Handlers<typeof operations>, keyof typeof receiptOperations> => {
  const { store, payments } = parts;
  const receipts = createReceipts(parts);
  const returns = createReceiptReturns(parts);
  const rows = createReceiptRows(store);

  const unapplied = async (entryId: string): Promise<Entity<Receipt>> => {
    const found = await payments.findReceipt(entryId);
    if (!found) throw httpErrors.not_found('No such receipt.');
    if (found.data.state !== 'unapplied')
      throw paymentsErrors.receipt_resolved(`The receipt is ${found.data.state}.`);
    return found;
  };

  const candidatesFor = async ({ amount }: Receipt): Promise<readonly Candidate[]> => {
    const ids = await rows.openPayableIds(amount.currency);
    const pages = Array.from({ length: Math.ceil(ids.length / batch) }, (_, index) =>
      payments.findPayables(ids.slice(index * batch, (index + 1) * batch)),
    );
    const open = (await Promise.all(pages)).flat().filter(({ data }) => isOpen(data));
    const debtors = [...new Set(open.map(({ data }) => data.debtorId))];
    const names = new Map(
      await Promise.all(debtors.map(async (id) => [id, await rows.findName(id)] as const)),
    );
    return Promise.all(
      open.map(async ({ data }) => ({
        payable: data,
        debtorName: names.get(data.debtorId),
        claimed: (await rows.findClaim(data.payableId))?.data,
      })),
    );
  };

  const applyReceipt = async (call: Call<(typeof operations)['applyReceipt']>) => {
    const { params, body, now, correlationId } = call;
    const found = await unapplied(params.entryId);
    const target = await payments.findPayable(body.payableId);
    if (!target) throw httpErrors.not_found('No such payable.', { pointer: '/payableId' });
    const applied = receipts.apply(found, target, { now, correlationId });
    if ('refused' in applied) {
      throw applied.refused === 'wrong_currency'
        ? paymentsErrors.wrong_currency(`The receipt is in ${found.data.amount.currency}.`)
        : paymentsErrors.payable_not_open(`The payable is ${target.data.state}.`, { pointer: '/payableId' });
    }
    const writes = [...(applied.writes ?? []), payments.takeOffUnapplied(params.entryId)];
    return { status: 200, body: receiptView(applied.receipt), writes, events: applied.events };
  };

  return {
    listUnappliedReceipts: async ({ page }) => {
      const found = await payments.listUnapplied(page);
      const items = found.items.map((entity) => receiptView(entity.data));
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    suggestPayables: async ({ params }) => {
      const found = await payments.findReceipt(params.entryId);
      if (!found) throw httpErrors.not_found('No such receipt.');
      const on = businessDateIn(found.data.bookedAt, bankTimeZone);
      const suggestions = suggestPayables(found.data, await candidatesFor(found.data), on);
      const items = suggestions.map((one) => ({ ...one, payable: payableView(one.payable) }));
      return { status: 200, body: { items } };
    },

    applyReceipt,

    returnReceipt: async ({ params, body, now, correlationId }) => {
      const found = await unapplied(params.entryId);
      const account = senderOf(found.data) ?? body.account;
      if (!account)
        throw paymentsErrors.sender_unknown('Name, account or BIC of the sender are missing.', {
          pointer: '/account',
        });
      const { receipt, writes, events } = returns.giveBack(found, account, body.reason, {
        now,
        correlationId,
      });
      return { status: 200, body: receiptView(receipt), writes, events };
    },

    claimReceipt: async ({ params, body, principal, now }) => {
      const found = await payments.findPayable(params.payableId);
      if (found?.data.debtorId !== principal.companyId) throw httpErrors.not_found('No such payable.');
      if (!isOpen(found.data)) throw paymentsErrors.payable_not_open(`The payable is ${found.data.state}.`);
      const amount = parseMoney(body.amount);
      const { currency } = found.data.amount;
      if (amount.currency !== currency)
        throw paymentsErrors.wrong_currency(`The payable is in ${currency}.`, {
          pointer: '/amount/currency',
        });
      const claim = { ...body, payableId: params.payableId, amount };
      const write = rows.putClaim(await rows.findClaim(params.payableId), claim, now);
      return { status: 202, body: { ...claim, amount: formatMoney(amount) }, writes: [write] };
    },
  };
};
