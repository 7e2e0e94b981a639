import type { Handlers } from '../../../shared/http/call.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { applyRate, formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { parseRate } from '../../../shared/kernel/rate.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { planAnswer } from '../answers.ts';
import { receiveTransfer } from '../bank/transfers.ts';
import type { lenderOperations } from './operations.ts';
import { findTerms, type LenderTerms, termsKey, usualTerms } from './terms.ts';

const day = 86_400;
/** Score below which every lender declines. */
const scoreMin = 540;

interface Telling {
  readonly id: string;
  readonly lenderId: string;
  readonly url: string;
  readonly body: unknown;
  readonly behaviour: LenderTerms['behaviour'];
  readonly now: Instant;
  readonly correlationId: string;
}

/** The twin of the lenders; it pays through the bank twin, whose notices go to `bankInboundUrl`. */
export const lenderHandlers = (store: Store, bankInboundUrl: string): Handlers<typeof lenderOperations> => {
  const termsOf = async (lenderId: string): Promise<LenderTerms> =>
    (await findTerms(store, lenderId))?.data ?? usualTerms(lenderId);

  const tell = ({ id, lenderId, url, body, behaviour, now, correlationId }: Telling): Effect => {
    const copies = behaviour === 'twice' ? ['', '-again'] : [''];
    const answers = copies.map((copy) =>
      planAnswer(
        store,
        {
          answerId: `${id}${copy}`,
          partner: 'lender',
          url,
          contentType: 'application/json',
          body: JSON.stringify(body),
          webhookId: id,
          party: lenderId,
          delaySeconds: behaviour === 'late' ? 2 * day : 0,
          correlationId,
        },
        now,
      ),
    );
    return {
      writes: answers.flatMap((one) => one.writes ?? []),
      events: answers.flatMap((one) => one.events ?? []),
    };
  };

  /** Takes a request once: the same id again plans nothing more. */
  const takeOnce = async (id: string, now: Instant, effect: () => Promise<Effect>) => {
    const key = { pk: `LENDER#REQUEST#${id}`, sk: 'REQUEST' };
    if (await store.get(key, (data) => data)) return { status: 202 };
    const { writes = [], events } = await effect();
    return {
      status: 202,
      writes: [store.insertIfAbsent(key, 'lender-request', {}, now), ...writes],
      events,
    };
  };

  return {
    sandboxRequestOffer: async ({ body, now, correlationId }) => {
      const { requestId, lenderId, callbackUrl } = body;
      const { annualRate, feeRate, offerDays, behaviour } = await termsOf(lenderId);
      const amount = parseMoney(body.amount);
      const answer = { requestId, lenderId };
      const isDeclined = behaviour === 'declines' || Number(body.score) < scoreMin;
      const told = isDeclined
        ? { type: 'declined', ...answer, reasons: [{ code: 'R01', text: 'Short platform history' }] }
        : {
            type: 'offered',
            ...answer,
            annualRate,
            fee: formatMoney(applyRate(amount, parseRate(feeRate), 'halfUp')),
            amount: formatMoney(
              behaviour === 'wrong_amount' ? { ...amount, amountMinor: amount.amountMinor + 1n } : amount,
            ),
            expiresAt: addDuration(now, { days: offerDays }),
            isFirm: true,
          };
      return takeOnce(requestId, now, async () =>
        behaviour === 'silent'
          ? {}
          : tell({
              id: `offer-${requestId}`,
              lenderId,
              url: callbackUrl,
              body: told,
              behaviour,
              now,
              correlationId,
            }),
      );
    },

    sandboxFundLoan: async ({ body, now, correlationId }) => {
      const { loanId, lenderId, callbackUrl: url } = body;
      const { behaviour } = await termsOf(lenderId);
      const note = { id: `funding-${loanId}`, lenderId, url, behaviour, now, correlationId };
      return takeOnce(loanId, now, async () => {
        if (behaviour === 'never_funds') return {};
        if (behaviour === 'withdraws') {
          const reason = 'The appetite for this corridor is used up.';
          return tell({ ...note, body: { type: 'funding_withdrawn', loanId, lenderId, reason } });
        }
        const transferId = `lender-${loanId}`;
        const told = tell({ ...note, body: { type: 'funding_sent', loanId, lenderId, transferId } });
        const transfer = await receiveTransfer(
          store,
          bankInboundUrl,
          {
            transferId,
            amount: body.amount,
            reference: body.paymentReference,
            debtorName: `Sandbox Lender ${lenderId.slice(-6)}`,
            delaySeconds: behaviour === 'late' ? 2 * day : 0,
            copies: behaviour === 'twice' ? 2 : 1,
            correlationId,
          },
          now,
        );
        return {
          writes: [...(told.writes ?? []), ...(transfer.writes ?? [])],
          events: [...(told.events ?? []), ...(transfer.events ?? [])],
        };
      });
    },

    sandboxSetLenderTerms: async ({ params, body, now }) => {
      const found = await findTerms(store, params.lenderId);
      const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      const terms = { ...(found?.data ?? usualTerms(params.lenderId)), ...given };
      const write = found
        ? store.updateIfVersion(found, terms, now)
        : store.insertIfAbsent(termsKey(params.lenderId), 'lender-terms', terms, now);
      return { status: 200, body: terms, writes: [write] };
    },
  };
};
