import { catalogContext } from './catalog.ts';
import type { ContextPlan } from './context.ts';
import { creditContext } from './credit.ts';
import { customsContext } from './customs.ts';
import { escrowContext } from './escrow.ts';
import { freightContext } from './freight.ts';
import { fxContext } from './fx.ts';
import { idleBalancesContext } from './idle-balances.ts';
import { ledgerContext } from './ledger.ts';
import { notificationsContext } from './notifications.ts';
import { ordersContext } from './orders.ts';
import { partiesContext } from './parties.ts';
import { partnersContext } from './partners.ts';
import { paymentsContext } from './payments.ts';
import { reconciliationContext } from './reconciliation.ts';
import { refundsContext } from './refunds.ts';
import { samplesContext } from './samples.ts';
import { sandboxContext } from './sandbox.ts';
import { settlementContext } from './settlement.ts';
import { sourcingContext } from './sourcing.ts';

/** Every context of the house. A new one is added here and in a file of its own beside this one. */
export const contexts: readonly ContextPlan[] = [
  catalogContext,
  creditContext,
  customsContext,
  escrowContext,
  freightContext,
  fxContext,
  idleBalancesContext,
  ledgerContext,
  notificationsContext,
  ordersContext,
  partiesContext,
  partnersContext,
  paymentsContext,
  reconciliationContext,
  refundsContext,
  samplesContext,
  sandboxContext,
  settlementContext,
  sourcingContext,
];
