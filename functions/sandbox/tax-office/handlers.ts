import { z } from 'zod';
import type { Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { formatMoney, money, parseMoney } from '../../../shared/kernel/money.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { planAnswer } from '../answers.ts';
import { receiveTransfer } from '../bank/transfers.ts';
import type { taxOfficeOperations } from './operations.ts';
import { type RefundScript, scriptAfterAnswer, scriptFor } from './scripts.ts';

const texts = {
  approved: 'Approved; the refund follows.',
  rejected: 'The chain of supplier letters is broken.',
  queried: 'Please confirm the purchase: a letter of the invoice issuer is asked for.',
} as const;

const amount = z.object({ currency: z.string(), amount: z.string() });

const halfOf = (whole: z.output<typeof amount>) => {
  const { currency, amountMinor } = parseMoney(whole);
  return formatMoney(money(currency, amountMinor / 2n));
};

const claimRow = z.object({
  claimId: z.string(),
  invoiceNumber: z.string(),
  amount,
  paymentReference: z.string(),
  callbackUrl: z.string(),
  messages: z.array(
    z.object({
      type: z.enum(['approved', 'rejected', 'queried']),
      at: z.string(),
      text: z.string(),
      amount: amount.optional(),
    }),
  ),
});
type TaxClaim = z.output<typeof claimRow>;
interface At {
  readonly now: Instant;
  readonly correlationId: string;
}

const keyOf = (claimId: string) => ({ pk: `TAX_OFFICE#${claimId}`, sk: 'CLAIM' });

/** The twin of the tax office; it pays through the bank twin, whose notices go to `bankInboundUrl`. */
export const taxOfficeHandlers = (
  store: Store,
  bankInboundUrl: string,
): Handlers<typeof taxOfficeOperations> => {
  const decide = async (
    claim: TaxClaim,
    script: RefundScript,
    at: At,
  ): Promise<{ readonly claim: TaxClaim; readonly effect: Effect }> => {
    const { now, correlationId } = at;
    const { outcome, answersAfterSeconds, paysAfterSeconds, copies, half } = script;
    const paid = half ? halfOf(claim.amount) : claim.amount;
    const id = `tax-${claim.claimId}-${outcome}`;
    const told = {
      type: outcome,
      at: addDuration(now, { seconds: answersAfterSeconds }),
      text: texts[outcome],
      ...(half === 'told' ? { amount: paid } : {}),
    };
    const answers = Array.from({ length: copies }, (_, copy) =>
      planAnswer(
        store,
        {
          answerId: copy === 0 ? id : `${id}-again-${copy}`,
          partner: 'tax_office',
          url: claim.callbackUrl,
          contentType: 'application/json',
          body: JSON.stringify({ claimId: claim.claimId, ...told, at: undefined }),
          webhookId: id,
          delaySeconds: answersAfterSeconds,
          correlationId,
        },
        now,
      ),
    );
    const transfer =
      outcome === 'approved'
        ? await receiveTransfer(
            store,
            bankInboundUrl,
            {
              transferId: `tax-${claim.claimId}`,
              amount: paid,
              reference: claim.paymentReference,
              debtorName: 'Sandbox Tax Office',
              delaySeconds: answersAfterSeconds + paysAfterSeconds,
              copies,
              correlationId,
            },
            now,
          )
        : {};
    const effects = [...answers, transfer];
    return {
      claim: { ...claim, messages: [...claim.messages, told] },
      effect: {
        writes: effects.flatMap((one) => one.writes ?? []),
        events: effects.flatMap((one) => one.events ?? []),
      },
    };
  };

  const find = async (claimId: string): Promise<Entity<TaxClaim>> => {
    const found = await store.get(keyOf(claimId), (data) => claimRow.parse(data));
    if (!found) throw httpErrors.not_found('The tax office has never seen this claim.');
    return found;
  };

  return {
    sandboxDeclareRefund: async ({ body, now, correlationId }) => {
      if (await store.get(keyOf(body.claimId), (data) => data)) return { status: 202 };
      const { claimId, invoiceNumber, amount, paymentReference, callbackUrl } = body;
      const taken: TaxClaim = { claimId, invoiceNumber, amount, paymentReference, callbackUrl, messages: [] };
      const { claim, effect } = await decide(taken, scriptFor(invoiceNumber), { now, correlationId });
      const insert = store.insertIfAbsent(keyOf(claimId), 'tax-claim', claim, now);
      return { status: 202, writes: [insert, ...(effect.writes ?? [])], events: effect.events };
    },

    sandboxRefundStatus: async ({ params, now }) => {
      const { data } = await find(params.claimId);
      const known = data.messages.filter((one) => one.at <= now);
      return {
        status: 200,
        body: { messages: known.map(({ at: _, ...told }) => ({ claimId: data.claimId, ...told })) },
      };
    },

    sandboxAnswerRefundQuery: async ({ params, now, correlationId }) => {
      const found = await find(params.claimId);
      const isDecided = found.data.messages.some(({ type }) => type !== 'queried');
      if (isDecided) return { status: 202 };
      const { claim, effect } = await decide(found.data, scriptAfterAnswer, { now, correlationId });
      const update = store.updateIfVersion(found, claim, now);
      return { status: 202, writes: [update, ...(effect.writes ?? [])], events: effect.events };
    },
  };
};
