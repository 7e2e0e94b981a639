import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of orders and disputes. */
export const orderErrors = defineErrors('orders', {
  contract_already_ordered: {
    status: 409,
    title: 'The contract has been ordered before',
    remedy: 'Read the order it became; a contract makes one order, a further one needs a new quote.',
  },
  self_dealing: {
    status: 422,
    title: 'A company does not order from one that has the same owner',
    remedy: 'Leave out the contracts with companies of your own owners.',
  },
  terms_unworkable: {
    status: 422,
    title: 'The contract cannot be carried out as it stands',
    remedy: 'Agree a new quote whose terms can be met; the detail names the term.',
  },
  ship_date_past: {
    status: 422,
    title: 'The last day of shipment has passed',
    remedy: 'Ask the supplier for a new quote with a later ship date.',
  },
  ship_date_too_far: {
    status: 422,
    title: 'The last day of shipment is too far ahead',
    remedy: 'Place the order later; the detail says from which day.',
  },
  company_blocked: {
    status: 403,
    title: 'Your company may not trade at present',
    remedy: 'A sanctions screening has found your company; contact support to have it looked into.',
  },
  too_many_writes: {
    status: 422,
    title: 'Too much for one consolidated order',
    remedy: 'Split it: fewer contracts, or fewer sample credits, per consolidated order.',
  },
  sample_credit_unknown: {
    status: 422,
    title: 'There is no such sample credit for this contract',
    remedy: 'Cite a golden sample of yours from the same supplier, with a credit in the same currency.',
  },
  sample_credit_unusable: {
    status: 422,
    title: 'The sample credit does not apply to this order',
    remedy: 'Check its minimum quantity and last day, and that the order has a balance to take it off.',
  },
  sample_credit_used: {
    status: 409,
    title: 'The sample credit has been used',
    remedy: 'A credit is taken off once; it comes back when the order that used it is cancelled or refunded.',
  },
  not_now: {
    status: 409,
    title: 'The order is not at that point',
    remedy: 'Read the order: nextAction says what it waits for.',
  },
  already_paid: {
    status: 409,
    title: 'A paid order cannot be cancelled',
    remedy: 'It is refunded when the supplier does not ship in time; after shipment, open a dispute.',
  },
  inspection_required: {
    status: 422,
    title: 'The contract asks for an inspection before shipment',
    remedy:
      'Send the inspection report with the readiness: lot and sample size, nonconforming units by class.',
  },
  inspection_incomplete: {
    status: 422,
    title: 'The inspection does not cover the lot',
    remedy: 'Inspect the whole lot of the contract with at least the sample that the plan asks for.',
  },
  inspection_failed: {
    status: 422,
    title: 'The lot did not pass the agreed inspection',
    remedy: 'Sort or rework the lot, have it inspected again and report the new result.',
  },
  not_disputable: {
    status: 409,
    title: 'No dispute can be opened on this order now',
    remedy: 'Disputes open from shipment until the claim window ends or the goods are accepted.',
  },
  dispute_open: {
    status: 409,
    title: 'The order has as many open disputes as it can have',
    remedy: 'Add evidence to an open dispute, or withdraw one first.',
  },
  not_agreed: {
    status: 409,
    title: 'The contract does not provide for that',
    remedy: 'Read the milestones of the order: only what the contract agrees can be reported or confirmed.',
  },
  extension_used_up: {
    status: 409,
    title: 'The time cannot be extended again',
    remedy: 'Accept the goods, or open a dispute: it stops the clock.',
  },
  extension_not_later: {
    status: 422,
    title: 'The new day is not later than the last day of shipment',
    remedy: 'Send a later day.',
  },
  extension_too_long: {
    status: 422,
    title: 'The extension goes too far',
    remedy: 'Send a day up to the one named in the detail.',
  },
  fault_missing: {
    status: 422,
    title: 'The claim has freight in it, and nobody is named at fault',
    remedy: 'Send atFault: freight goes back only where the supplier is at fault.',
  },
  claim_too_high: {
    status: 422,
    title: 'The claim is more than can be claimed',
    remedy: 'Claim at most the value of the share of goods concerned, and at most what escrow still holds.',
  },
  dispute_not_now: {
    status: 409,
    title: 'The dispute is not at that point',
    remedy: 'Read the dispute: its state says what is open to whom.',
  },
  negotiation_running: {
    status: 409,
    title: 'The parties still have time to agree between themselves',
    remedy: 'Escalate from the instant named in the detail.',
  },
  offer_changed: {
    status: 409,
    title: 'The offer is another one now',
    remedy: 'Read the dispute, and accept the amount that it shows now if it suits you.',
  },
  refund_exceeds_claim: {
    status: 422,
    title: 'The refund is more than was claimed',
    remedy: 'Offer or determine at most the claimed amount, in its currency.',
  },
  nothing_held: {
    status: 409,
    title: 'Escrow holds nothing for this order',
    remedy: 'Resolve it with a refund, which closes the escrow.',
  },
});
/** Names of the refusals, without the context; decisions carry them. */
export type OrderErrorName = keyof typeof orderErrors;
