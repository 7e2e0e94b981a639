import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Finding } from './breaks.ts';

/**
 * How clients' money is covered. The strict measure is the safeguarded account alone (1010 ≥ Σ client liabilities): money that the PSP
 * still owes is a claim on the PSP, nobody's safeguarded money. It is shown beside it, because a card payment stands there for a day.
 */
export type Coverage = 'safeguarded' | 'with_card_money' | 'short';

/** One currency of the books at one moment. */
export interface ClientMoney {
  readonly currency: string;
  readonly safeguardedMinor: bigint;
  readonly cardMoneyMinor: bigint;
  readonly owedMinor: bigint;
}

/** The measure of one currency. A negative claim on the PSP (a chargeback to come) counts against the safeguarded money. */
export const coverageOf = ({ safeguardedMinor, cardMoneyMinor, owedMinor }: ClientMoney): Coverage => {
  const owing = cardMoneyMinor < 0n ? -cardMoneyMinor : 0n;
  if (owedMinor <= 0n && safeguardedMinor >= 0n) return 'safeguarded';
  if (safeguardedMinor - owing >= owedMinor) return 'safeguarded';
  return safeguardedMinor + cardMoneyMinor >= owedMinor ? 'with_card_money' : 'short';
};

/** What to raise of it. */
export const coverageFindings = (money: ClientMoney, now: Instant): readonly Finding[] => {
  const { currency, safeguardedMinor, cardMoneyMinor, owedMinor } = money;
  const coverage = coverageOf(money);
  if (coverage === 'safeguarded') return [];
  const base = { subject: `client money:${currency}`, reference: currency, currency, since: now };
  return coverage === 'short'
    ? [
        {
          ...base,
          type: 'client_money_short',
          amountMinor: safeguardedMinor + cardMoneyMinor - owedMinor,
          detail: 'Clients are owed more than the safeguarded account and the PSP hold',
        },
      ]
    : [
        {
          ...base,
          type: 'covered_by_card_money_only',
          amountMinor: safeguardedMinor - owedMinor,
          detail: 'Clients are covered only with what the PSP has not paid out yet',
        },
      ];
};
