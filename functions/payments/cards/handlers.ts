import type { Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import type { operations } from '../operations.ts';
import type { Parts } from '../parts.ts';
import { chargebackView, heldPaymentView } from '../views.ts';
import { createChargeOutcomes } from './charge-outcomes.ts';
import { createChargebackRows } from './chargeback-rows.ts';
import { heldPaymentIds } from './held-payments.ts';
import type { cardOperations } from './operations.ts';
import { createPaymentHolds } from './payment-holds.ts';
import { createCardSettlement } from './settlement.ts';

/** What operators do about card payments. */
export const createCardHandlers = (
  parts: Parts,
): Pick<Handlers<typeof operations>, keyof typeof cardOperations> => {
  const { store, payments } = parts;
  const charges = createChargeOutcomes(parts);
  const holds = createPaymentHolds(parts, charges, createCardSettlement(parts, charges));
  const chargebacks = createChargebackRows(store);

  return {
    listHeldPayments: async ({ page }) => {
      const { paymentIds, next } = await heldPaymentIds(store, page);
      const found = await Promise.all(paymentIds.map(payments.findPayment));
      const items = found.flatMap((entity) => (entity ? [heldPaymentView(entity.data)] : []));
      return { status: 200, body: { items, next: page.next(next) } };
    },

    resolvePaymentHold: async ({ params, body, principal, now, correlationId }) => {
      const found = await payments.findPayment(params.paymentId);
      if (!found) throw httpErrors.not_found('No such payment.');
      const resolution = { ...body, by: principal.memberId, at: now };
      const { payment, writes, events } = await holds.resolve(found, resolution, { now, correlationId });
      return { status: 200, body: heldPaymentView(payment), writes, events };
    },

    listChargebacks: async ({ page }) => {
      const found = await chargebacks.list(page);
      const items = found.items.map((entity) => chargebackView(entity.data));
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    getChargeback: async ({ params }) => {
      const found = await chargebacks.find(params.chargebackId);
      if (!found) throw httpErrors.not_found('No such chargeback.');
      return { status: 200, body: chargebackView(found.data), version: found.version };
    },
  };
};
