import { httpErrors } from '../../shared/http/errors.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import { addMoney, compareMoney, formatMoney, type Money } from '../../shared/kernel/money.ts';
import { compareRates, parseRate, rate } from '../../shared/kernel/rate.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { type Application, type Consent, isConsentGood } from './domain/application.ts';
import { capsOf, policyAt } from './domain/credit-policy.ts';
import type { CreditProfile } from './domain/profile.ts';
import { creditErrors } from './errors.ts';
import type { FactBook } from './record-facts.ts';
import type { CreditRepository } from './repository.ts';
import type { OrderRow, PayableRow } from './rows.ts';

/** Days for which offers stay sealed at most. */
const sealedDays = 1;

/** What a buyer asks for. */
export interface CreditRequest {
  readonly companyId: string;
  readonly orderId: string;
  readonly payableId: string;
  readonly amount: Money;
  readonly tenorDays: number;
  readonly consentIds: readonly string[];
}

/** Checks what an application and an acceptance have in common, against the facts of now. */
export const createCreditDesk = (credit: CreditRepository, book: FactBook) => {
  const consentsOf = async (request: CreditRequest, now: Instant): Promise<readonly Consent[]> => {
    const consents: Consent[] = [];
    for (const consentId of new Set(request.consentIds)) {
      const found = await credit.findConsent(consentId);
      if (!found || !isConsentGood(found.data, request.companyId, now))
        throw creditErrors.consent_missing(`The consent ${consentId} is not in force for a credit decision.`);
      consents.push(found.data);
    }
    // A lender that is consented to twice is asked once.
    return [...new Map(consents.map((consent) => [consent.partnerId, consent])).values()];
  };

  const openPayable = async (request: CreditRequest, order: OrderRow): Promise<PayableRow> => {
    const [payable, paid] = await Promise.all([
      credit.findPayable(request.payableId),
      credit.findPaid(request.payableId),
    ]);
    const isOwn = payable?.data.debtorId === request.companyId && payable.data.subject === order.escrowId;
    if (!payable || !isOwn || paid)
      throw creditErrors.payable_not_open('The payable is not an open instalment of this order.');
    const { amount } = payable.data;
    if (amount.currency !== request.amount.currency || compareMoney(amount, request.amount) !== 0)
      throw creditErrors.amount_differs(`The payable is ${amount.currency} ${formatMoney(amount).amount}.`);
    const live = await credit.findLoanOfPayable(request.payableId);
    if (live) throw creditErrors.payable_taken(`The loan ${live.data.loanId} is ${live.data.state}.`);
    return payable.data;
  };

  /** While a company has few closed orders, it carries part of each order itself. */
  const checkDeposit = (profile: CreditProfile, order: OrderRow, amount: Money, now: Instant): void => {
    const { starter } = policyAt(now);
    if (profile.features.closedOrders >= starter.thinBelowOrders) return;
    const total = addMoney(order.deposit, order.balance);
    const own = total.amountMinor - amount.amountMinor;
    const isEnough =
      total.amountMinor > 0n &&
      total.currency === amount.currency &&
      compareRates(rate(own, total.amountMinor), parseRate(starter.depositShareMin)) >= 0;
    if (!isEnough) throw creditErrors.deposit_too_small('The deposit is below a fifth of the order.');
  };

  const checkLimit = async (
    companyId: string,
    amount: Money,
    now: Instant,
  ): Promise<{ profile: CreditProfile; writes: readonly Write[] }> => {
    const policy = policyAt(now);
    if (!capsOf(policy, amount.currency))
      throw creditErrors.currency_not_offered(`Nothing is lent in ${amount.currency}.`);
    const { profile, writes } = await book.refreshLimit(companyId, amount.currency, now);
    if (profile.features.daysPastDue >= policy.blockAtDaysPastDue)
      throw creditErrors.past_due(`A loan is ${profile.features.daysPastDue} days past due.`);
    const { available } = await book.availableNow(companyId, profile.limit);
    if (compareMoney(amount, available) > 0) {
      const why = profile.reasons.map(({ code, text }) => `${code} ${text}`).join('; ');
      throw creditErrors.limit_exceeded(
        `${available.currency} ${formatMoney(available).amount} may be drawn. Reasons: ${why}.`,
      );
    }
    return { profile, writes };
  };

  return {
    /** Checks before a loan is made of an accepted offer. Errors: credit.consent_missing, payable_not_open, past_due, limit_exceeded. */
    checkAcceptance: async (
      application: Application,
      consentId: string,
      now: Instant,
    ): Promise<readonly Write[]> => {
      const { companyId, amount, payableId } = application;
      const consent = await credit.findConsent(consentId);
      if (!consent || !isConsentGood(consent.data, companyId, now))
        throw creditErrors.consent_missing('The consent for this lender is no longer in force.');
      if (await credit.findPaid(payableId))
        throw creditErrors.payable_not_open('The payable was paid in the meantime.');
      const { writes } = await checkLimit(companyId, amount, now);
      return [...writes, credit.noneIsPaid(payableId)];
    },

    /** Makes an application. Errors: http.not_found and those that applyForCredit lists. */
    apply: async (
      request: CreditRequest,
      ids: { readonly applicationId: string; readonly correlationId: string },
      now: Instant,
    ): Promise<{ application: Application; writes: readonly Write[] }> => {
      const order = await credit.findOrder(request.orderId);
      if (order?.data.buyerId !== request.companyId) throw httpErrors.not_found('No such order.');
      const payable = await openPayable(request, order.data);
      const consents = await consentsOf(request, now);
      const { profile, writes } = await checkLimit(request.companyId, request.amount, now);
      checkDeposit(profile, order.data, request.amount, now);
      const { applicationId, correlationId } = ids;
      const application: Application = {
        applicationId,
        companyId: request.companyId,
        product: 'deferred_payment',
        orderId: request.orderId,
        supplierId: order.data.supplierId,
        payableId: request.payableId,
        paymentReference: payable.reference,
        amount: request.amount,
        tenorDays: request.tenorDays,
        state: 'submitted',
        offers: consents.map(({ consentId, partnerId }) => ({
          offerId: deterministicId('off', applicationId, partnerId),
          requestId: deterministicId('req', applicationId, partnerId),
          lenderId: partnerId,
          consentId,
          state: 'asked',
        })),
        snapshot: {
          asOf: profile.asOf,
          features: profile.wire,
          score: String(profile.score),
          modelVersion: profile.modelVersion,
          hash: profile.snapshotHash,
          reasons: profile.reasons,
        },
        closesAt: addDuration(now, { days: sealedDays }),
        correlationId,
      };
      return { application, writes };
    },
  };
};
