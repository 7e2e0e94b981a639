import type { Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { houseAccountOf, keeps } from './accounts.ts';
import { dailyStatements, writeStatement } from './daily-statement.ts';
import { readPaymentOrder } from './messages.ts';
import type { bankOperations } from './operations.ts';
import { orderKey, orderRow, rejectMessage, statusOfOrder, takeOrder } from './orders.ts';
import { bookedLines, readStatement, statementWrite } from './statement.ts';
import { receiveTransfer } from './transfers.ts';

const dealKey = (dealId: string) => ({ pk: `BANK#DEAL#${dealId}`, sk: 'DEAL' });

/** The twin of the bank. Its messages go to `inboundUrl`, the address that the account holder has agreed with the bank. */
export const bankHandlers = (store: Store, inboundUrl: string): Handlers<typeof bankOperations> => ({
  sandboxPaymentOrder: async ({ rawBody, now, correlationId }) => {
    const { messageId, transfers, fault } = readPaymentOrder(rawBody);
    if (fault)
      return {
        status: 202,
        body: { messageId, transfers: 0 },
        ...(await rejectMessage(store, inboundUrl, { messageId, fault, correlationId }, now)),
      };
    const effects: Effect[] = [];
    for (const transfer of transfers) {
      parseMoney(transfer.amount);
      const known = await store.get(orderKey(transfer.endToEndId), (data) => orderRow.parse(data));
      if (!known) effects.push(takeOrder(store, inboundUrl, { transfer, messageId, correlationId }, now));
    }
    return {
      status: 202,
      body: { messageId, transfers: transfers.length },
      writes: effects.flatMap((one) => one.writes ?? []),
      events: effects.flatMap((one) => one.events ?? []),
    };
  },

  sandboxPaymentOrderStatus: async ({ params, now }) => {
    const known = await store.get(orderKey(params.endToEndId), (data) => orderRow.parse(data));
    if (!known) throw httpErrors.not_found(`There is no order ${params.endToEndId}.`);
    const { endToEndId, amount } = known.data;
    return { status: 200, body: { endToEndId, amount, status: statusOfOrder(known.data, now) } };
  },

  sandboxTransfer: async ({ body, now, correlationId, newId }) => {
    const transferId = body.transferId ?? newId('trf');
    const transfer = { ...body, transferId, correlationId };
    return {
      status: 202,
      body: { transferId, amount: body.amount },
      ...(await receiveTransfer(store, inboundUrl, transfer, now)),
    };
  },

  sandboxFxDeal: async ({ body, now }) => {
    const { dealId, sold, bought } = body;
    const answer = { status: 200, body: { dealId } };
    if (await store.get(dealKey(dealId), (data) => data)) return answer;
    const line = { bookedAt: now, counterparty: 'Sandbox FX desk', endToEndId: dealId };
    return {
      ...answer,
      writes: [
        store.insertIfAbsent(dealKey(dealId), 'bank-deal', { sold, bought }, now),
        statementWrite(store, { ...line, entryId: `${dealId}-sold`, side: 'debit', amount: sold }, now),
        statementWrite(store, { ...line, entryId: `${dealId}-bought`, side: 'credit', amount: bought }, now),
      ],
    };
  },

  sandboxDailyStatement: async ({ params, now }) => {
    const { accountNumber, currency } = params;
    const account = houseAccountOf(accountNumber);
    if (!account || !keeps(account, currency)) throw httpErrors.not_found('There is no such account.');
    const lines = await bookedLines(store, account.kind, currency, now);
    const statement = dailyStatements(lines, now)[Number(params.number) - 1];
    if (!statement) throw httpErrors.not_found('That statement is not issued yet.');
    const body = writeStatement(statement, { accountNumber, currency, ownerName: account.ownerName });
    return { status: 200, text: { contentType: 'application/xml', body } };
  },

  sandboxBankFee: async ({ body: { feeId, amount, account }, now }) => {
    const line = { entryId: `fee-${feeId}`, side: 'debit' as const, amount, bookedAt: now };
    const known = await bookedLines(store, account, amount.currency, now);
    const isKnown = known.some(({ entryId }) => entryId === line.entryId);
    const write = statementWrite(store, { ...line, counterparty: 'Sandbox Bank' }, now, account);
    return { status: 200, body: { feeId }, writes: isKnown ? [] : [write] };
  },

  sandboxStatement: async ({ params, query, now }) => ({
    status: 200,
    body: {
      currency: params.currency,
      entries: await readStatement(store, params.currency, query.on ?? now.slice(0, 4)),
    },
  }),
});
