import { formatMoney } from '../../shared/kernel/money.ts';
import { escrowRequestRefused } from './contract.ts';
import { type Escrow, frozenOf } from './domain/escrow.ts';
import { type EscrowRefusal, escrowErrors } from './errors.ts';

/** Where an escrow stands, as each of its events says. */
export const snapshotOf = (escrow: Escrow) => ({
  escrowId: escrow.escrowId,
  kind: escrow.kind,
  subject: escrow.subject,
  payerId: escrow.payerId,
  payeeId: escrow.payeeId,
  total: formatMoney(escrow.total),
  funded: formatMoney(escrow.funded),
  released: formatMoney(escrow.released),
  refunded: formatMoney(escrow.refunded),
  chargedBack: formatMoney(escrow.chargedBack),
  frozen: formatMoney(frozenOf(escrow)),
  state: escrow.state,
});

/** Companies that may see the events of an escrow. */
export const partiesOf = ({ payerId, payeeId }: Escrow): readonly string[] => [payerId, payeeId];

/** Journals of an escrow are found by these. */
export const referencesOf = (escrow: Escrow): Record<string, string> => ({
  escrowId: escrow.escrowId,
  [escrow.kind === 'order' ? 'orderId' : 'sampleId']: escrow.subject,
});

/** Tells the asking context that nothing moved, and why. */
export const refusalEvent = (escrow: Escrow, requestId: string, refusal: EscrowRefusal, detail: string) => {
  const error = escrowErrors[refusal](detail);
  return escrowRequestRefused.create({
    subject: escrow.escrowId,
    data: {
      escrowId: escrow.escrowId,
      subject: escrow.subject,
      requestId,
      code: error.code,
      detail: error.detail,
    },
  });
};
