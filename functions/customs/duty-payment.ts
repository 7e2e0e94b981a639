import { deterministicId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import { payableRequested, payoutRequested } from '../payments/contract.ts';
import { payableOf } from './domain/decide-declaration.ts';
import { type Declaration, orderIdsOf } from './domain/declaration.ts';

/** Account of duties that are owed to an authority; its owner is the declaration. */
const dutyPayableCode = '2070';

interface DutyStep {
  readonly declaration: Declaration;
  readonly events: readonly OutgoingEvent[];
}

/** Asks payments to collect the assessed amount from the declarant; nothing when it is zero or was asked before. */
export const requestDuty = (declaration: Declaration, now: Instant): DutyStep => {
  const amount = payableOf(declaration);
  if (!amount || declaration.duty) return { declaration, events: [] };
  const { declarationId, orderId } = declaration;
  const payableId = deterministicId('pay', declarationId, String(declaration.revision), 'duty');
  const request = payableRequested.create({
    subject: payableId,
    audience: [declaration.declarant.companyId],
    data: {
      payableId,
      kind: 'duty',
      subject: declarationId,
      name: 'duty',
      ...(declaration.otherOrderIds === undefined ? { orderId } : { orderIds: [...orderIdsOf(declaration)] }),
      debtorId: declaration.declarant.companyId,
      description: `Import duty and tax, ${declaration.country}, MRN ${declaration.mrn ?? 'pending'}`,
      amount: formatMoney(amount),
      creditCode: dutyPayableCode,
      creditOwner: declarationId,
    },
  });
  return {
    declaration: { ...declaration, duty: { payableId, amount, requestedAt: now } },
    events: [{ ...request, correlationId: declaration.correlationId }],
  };
};

/** Hands the collected amount to the authority, once. */
export const payAuthority = (declaration: Declaration): DutyStep => {
  const { duty, declarationId } = declaration;
  if (!duty || duty.payoutId !== undefined) return { declaration, events: [] };
  const payoutId = deterministicId('pot', declarationId, duty.payableId);
  const request = payoutRequested.create({
    subject: payoutId,
    data: {
      payoutId,
      purpose: 'duty',
      beneficiaryId: 'partner:customs',
      amount: formatMoney(duty.amount),
      debitCode: dutyPayableCode,
      debitOwner: declarationId,
      description: `Import duty and tax, MRN ${declaration.mrn ?? declarationId}`,
      references: { declarationId, orderId: declaration.orderId, country: declaration.country },
    },
  });
  return {
    declaration: { ...declaration, duty: { ...duty, payoutId } },
    events: [{ ...request, correlationId: declaration.correlationId }],
  };
};
