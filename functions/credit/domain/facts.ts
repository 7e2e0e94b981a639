import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';

interface FactBase {
  /** Same id = same fact, however many events tell of it. */
  readonly factId: string;
  /** When it happened. */
  readonly at: Instant;
  /** When we came to know: features as of an instant use only what was known then, so that old decisions can be recomputed. */
  readonly recordedAt: Instant;
}

/** What a company's trade says of it; observed by the house, never declared by the company. */
export type Fact = FactBase &
  (
    | { readonly kind: 'registered' }
    /** Money of an order or sample went from escrow to the seller; it counts for both parties. */
    | { readonly kind: 'settled'; readonly counterpartyId: string; readonly amount: Money }
    | { readonly kind: 'refunded'; readonly counterpartyId: string; readonly amount: Money }
    | { readonly kind: 'order_closed'; readonly counterpartyId: string }
    | { readonly kind: 'shipped'; readonly isOnTime: boolean }
    | { readonly kind: 'disputed'; readonly counterpartyId: string; readonly amount: Money }
    | { readonly kind: 'loan_overdue'; readonly loanId: string }
    | { readonly kind: 'loan_repaid'; readonly loanId: string; readonly daysLate: number }
  );

/** The facts that were known at that instant. */
export const knownAt = (facts: readonly Fact[], asOf: Instant): readonly Fact[] =>
  facts.filter((fact) => fact.recordedAt <= asOf && fact.at <= asOf);
