import type { Call, Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import {
  addMoney,
  compareMoney,
  formatMoney,
  money,
  negateMoney,
  parseMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { statementWrite } from '../bank/statement.ts';
import { type Charge, chargeRow, plusMinor, refundRow, settleGross, statusOf } from './charge.ts';
import { chargebackKey, planChargeback } from './chargebacks.ts';
import { createPspEvents } from './events.ts';
import type { pspOperations } from './operations.ts';
import { readReport, reportWrite } from './report.ts';
import { scriptOf } from './tokens.ts';

const chargeKey = (chargeId: string) => ({ pk: `PSP#CHARGE#${chargeId}`, sk: 'CHARGE' });
const refundKey = (refundId: string) => ({ pk: `PSP#REFUND#${refundId}`, sk: 'REFUND' });

const merged = (effects: readonly Effect[]): Effect => ({
  writes: effects.flatMap((one) => one.writes ?? []),
  events: effects.flatMap((one) => one.events ?? []),
});

const afterSeconds = (now: Instant, seconds: number): Instant => addDuration(now, { seconds });

/** The twin of the card PSP. Events go to the merchant's one webhook address, `inboundUrl`, as they do at real PSPs. */
export const pspHandlers = (store: Store, inboundUrl: string): Handlers<typeof pspOperations> => {
  const plan = createPspEvents(store, inboundUrl);

  const outcomeEvents = (charge: Charge, now: Instant, correlationId: string): Effect[] => {
    const script = scriptOf(charge.cardToken);
    const base = { subject: charge.chargeId, correlationId };
    const data = { chargeId: charge.chargeId, amount: charge.reported };
    const delaySeconds = script.answersAfterSeconds;
    const early = script.failsFirst
      ? [
          plan(
            {
              ...base,
              type: 'charge.failed',
              occurredAt: now,
              data: { ...data, reason: 'issuer_timeout' },
              delaySeconds: 0,
              copy: 0,
            },
            now,
          ),
        ]
      : [];
    const outcome = Array.from({ length: script.answers }, (_, copy) =>
      plan(
        {
          ...base,
          type: `charge.${charge.outcome}`,
          occurredAt: afterSeconds(now, delaySeconds),
          data: { ...data, ...(charge.reason ? { reason: charge.reason } : {}) },
          delaySeconds,
          copy,
        },
        now,
      ),
    );
    return [...early, ...outcome];
  };

  const settlement = (charge: Charge, now: Instant, correlationId: string): Effect[] => {
    const script = scriptOf(charge.cardToken);
    if (charge.outcome !== 'succeeded') return [];
    const delaySeconds = Math.max(0, script.answersAfterSeconds + script.settlesAfterSeconds);
    const settledAt = afterSeconds(now, delaySeconds);
    const gross = parseMoney(charge.reported);
    const { net, fee } = settleGross(gross, script.feeExcessMinor);
    const paidOut = money(net.currency, net.amountMinor - script.settlesShortMinor);
    const data = {
      chargeId: charge.chargeId,
      gross: charge.reported,
      fee: formatMoney(fee),
      net: formatMoney(paidOut),
    };
    const known = { reference: charge.chargeId, at: afterSeconds(now, script.answersAfterSeconds) };
    return [
      plan(
        {
          subject: charge.chargeId,
          type: 'charge.settled',
          occurredAt: settledAt,
          data,
          delaySeconds,
          correlationId,
          copy: 0,
        },
        now,
      ),
      {
        writes: [
          statementWrite(
            store,
            {
              entryId: `psp-${charge.chargeId}`,
              side: 'credit',
              amount: formatMoney(paidOut),
              bookedAt: settledAt,
              counterparty: 'Sandbox PSP',
              endToEndId: charge.chargeId,
            },
            now,
          ),
          reportWrite(store, { ...known, type: 'charge' }, gross, now),
          reportWrite(
            store,
            { type: 'settlement', reference: charge.chargeId, at: settledAt },
            negateMoney(gross),
            now,
          ),
        ],
      },
    ];
  };

  const chargeView = (charge: Charge, now: Instant) => ({
    chargeId: charge.chargeId,
    amount: charge.reported,
    ...statusOf(charge, now),
  });

  const charge = async ({ body, now, correlationId }: Call<(typeof pspOperations)['sandboxCharge']>) => {
    const known = await store.get(chargeKey(body.chargeId), (data) => chargeRow.parse(data));
    if (known) {
      const isSame =
        known.data.cardToken === body.cardToken &&
        known.data.amount.currency === body.amount.currency &&
        compareMoney(parseMoney(known.data.amount), parseMoney(body.amount)) === 0;
      if (!isSame) throw httpErrors.idempotency_key_reused(`The charge ${body.chargeId} is another one.`);
      return { status: 202, body: chargeView(known.data, now) };
    }
    const script = scriptOf(body.cardToken);
    const made: Charge = {
      chargeId: body.chargeId,
      cardToken: body.cardToken,
      amount: body.amount,
      reported: plusMinor(body.amount, script.reportedExcessMinor),
      outcome: script.outcome,
      ...(script.reason ? { reason: script.reason } : {}),
      knownAt: afterSeconds(now, script.answersAfterSeconds),
      refunded: formatMoney(zeroMoney(body.amount.currency)),
    };
    return {
      status: 202,
      body: { chargeId: made.chargeId, amount: made.amount, status: 'processing' },
      ...merged([
        { writes: [store.insertIfAbsent(chargeKey(body.chargeId), 'psp-charge', made, now)] },
        ...outcomeEvents(made, now, correlationId),
        ...settlement(made, now, correlationId),
        ...(script.chargeback && made.outcome === 'succeeded'
          ? [
              planChargeback(
                store,
                plan,
                {
                  chargebackId: `CBK-${made.chargeId}`,
                  chargeId: made.chargeId,
                  amount: made.reported,
                  reason: 'goods_not_received',
                  correlationId,
                },
                script.chargeback,
                now,
              ),
            ]
          : []),
      ]),
    };
  };

  const refund = async ({ body, now, correlationId }: Call<(typeof pspOperations)['sandboxCardRefund']>) => {
    const known = await store.get(refundKey(body.refundId), (data) => refundRow.parse(data));
    if (known) return { status: 202, body: { ...known.data, status: known.data.outcome } };
    const charged = await store.get(chargeKey(body.chargeId), (data) => chargeRow.parse(data));
    if (!charged) throw httpErrors.not_found(`There is no charge ${body.chargeId}.`);
    const refunded = addMoney(
      parseMoney(charged.data.refunded, { allowZero: true }),
      parseMoney(body.amount),
    );
    const isCovered = compareMoney(refunded, parseMoney(charged.data.reported)) <= 0;
    const isRefused =
      !isCovered || charged.data.outcome === 'failed' || scriptOf(charged.data.cardToken).refundsFail;
    const outcome = isRefused ? 'failed' : 'succeeded';
    const { refundId, chargeId, amount } = body;
    const data = { refundId, chargeId, amount, ...(isRefused ? { reason: 'refund_refused' } : {}) };
    return {
      status: 202,
      body: { refundId, amount, status: outcome },
      ...merged([
        {
          writes: [
            store.insertIfAbsent(
              refundKey(refundId),
              'psp-refund',
              { refundId, chargeId, amount, outcome },
              now,
            ),
            ...(isRefused
              ? []
              : [
                  store.updateIfVersion(charged, { ...charged.data, refunded: formatMoney(refunded) }, now),
                  statementWrite(
                    store,
                    {
                      entryId: `psp-${refundId}`,
                      side: 'debit',
                      amount,
                      bookedAt: now,
                      counterparty: 'Sandbox PSP',
                      endToEndId: refundId,
                    },
                    now,
                  ),
                ]),
          ],
        },
        plan(
          {
            subject: refundId,
            type: `refund.${outcome}`,
            occurredAt: now,
            data,
            delaySeconds: 0,
            correlationId,
            copy: 0,
          },
          now,
        ),
      ]),
    };
  };

  return {
    sandboxCharge: charge,
    sandboxChargeStatus: async ({ params, now }) => {
      const known = await store.get(chargeKey(params.chargeId), (data) => chargeRow.parse(data));
      if (!known) throw httpErrors.not_found(`There is no charge ${params.chargeId}.`);
      return { status: 200, body: chargeView(known.data, now) };
    },
    sandboxCardRefund: refund,
    sandboxChargeback: async ({ body, now, correlationId }) => {
      const { chargeId, chargebackId, amount, reason, outcome, copies, isReordered } = body;
      if (await store.get(chargebackKey(chargebackId), (data) => data))
        return { status: 202, body: { chargebackId } };
      const charged = await store.get(chargeKey(chargeId), (data) => chargeRow.parse(data));
      // A charge that failed took no money that its cardholder could take back.
      if (!charged || charged.data.outcome === 'failed')
        throw httpErrors.not_found(`There is no charge ${chargeId} that took money.`);
      const chargeback = {
        chargebackId,
        chargeId,
        amount: amount ?? charged.data.reported,
        reason,
        correlationId,
      };
      const script = {
        opensAfterSeconds: body.opensAfterSeconds,
        outcome,
        outcomeAfterSeconds: 10 * 86_400,
        copies,
        isReordered,
      };
      return {
        status: 202,
        body: { chargebackId },
        ...planChargeback(store, plan, chargeback, script, now),
      };
    },
    sandboxSettlementReport: async ({ params, now }) => {
      const report = await readReport(store, params.currency, Number(params.number), now);
      if (!report) throw httpErrors.not_found('That report is not issued yet.');
      return { status: 200, body: report };
    },
    sandboxCardRefundStatus: async ({ params }) => {
      const known = await store.get(refundKey(params.refundId), (data) => refundRow.parse(data));
      if (!known) throw httpErrors.not_found(`There is no refund ${params.refundId}.`);
      return { status: 200, body: { ...known.data, status: known.data.outcome } };
    },
  };
};
