import { z } from 'zod';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import { instalmentNames } from '../escrow/contract.ts';
import { contractTerms, milestoneTriggers } from '../sourcing/contract.ts';
import { orderStates } from './contract.ts';
import { type BillLine, billedKinds, billLineStates } from './domain/bill.ts';
import { disputeReasons, disputeStates, evidenceKinds, faultSides } from './domain/dispute.ts';
import { conditionTriggers, deadlineNames, holdReasons, milestoneDeadlineName } from './domain/order.ts';

/** Rows as they come back from the table, decoded: bigints are bigints again. */
const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value), 'Not an instant');
const money = z.object({ currency: z.string(), amountMinor: z.bigint() });
const state = z.enum(orderStates);
const ask = z.object({ attempt: z.number().int(), tries: z.number().int() });

const plan = z.object({
  aql: z.string(),
  codeLetter: z.string(),
  sampleSize: z.number(),
  accept: z.number(),
  reject: z.number(),
  source: z.string(),
});

const inspection = z.object({
  lotSize: z.number(),
  sampleSize: z.number(),
  critical: z.number(),
  major: z.number(),
  minor: z.number(),
  isPassed: z.boolean(),
  finding: z.string(),
  criticalPlan: plan.optional(),
  majorPlan: plan.optional(),
  minorPlan: plan.optional(),
});

const condition = z.object({
  trigger: z.enum(conditionTriggers),
  eventId: z.string(),
  sequence: z.number().int(),
  satisfiedAt: instant,
});

/** The row of an order. */
export const orderRow = z.object({
  orderId: z.string(),
  consolidatedOrderId: z.string(),
  escrowId: z.string(),
  depositPayableId: z.string(),
  balancePayableId: z.string(),
  terms: contractTerms,
  correlationId: z.string(),
  placedAt: instant,
  state,
  enteredAt: instant,
  deposit: money,
  balance: money,
  sampleCredit: money,
  creditSampleId: z.string().optional(),
  instalments: z.array(
    z.object({
      name: z.enum(instalmentNames),
      payableId: z.string(),
      amount: money,
      daysAfterDeposit: z.number().int().optional(),
    }),
  ),
  payments: z.array(z.object({ payableId: z.string(), paidAt: instant })),
  lostPayments: z.array(
    z.object({
      chargebackId: z.string(),
      payableId: z.string(),
      replacementPayableId: z.string().optional(),
      amount: money,
      at: instant,
    }),
  ),
  confirmedAt: instant.optional(),
  readyAt: instant.optional(),
  production: z
    .object({
      description: z.string(),
      sha256: z.string().optional(),
      reportedAt: instant,
      confirmedAt: instant.optional(),
    })
    .optional(),
  inspection: inspection.optional(),
  onBoard: z
    .object({
      occurredAt: instant,
      carrierEventId: z.string(),
      vesselOrFlight: z.string(),
      isRetracted: z.boolean(),
    })
    .optional(),
  lateOnBoardAt: instant.optional(),
  retractedEventIds: z.array(z.string()),
  arrivedAt: instant.optional(),
  deliveredAt: instant.optional(),
  acceptedAt: instant.optional(),
  isEscrowOpen: z.boolean(),
  funded: money,
  released: money,
  refunded: money,
  chargedBack: money,
  clock: z
    .union([
      z.object({ kind: z.literal('running'), dueAt: instant }),
      z.object({ kind: z.literal('paused'), remainingMs: z.number().int().nonnegative() }),
    ])
    .optional(),
  checkAt: instant.optional(),
  release: ask,
  refund: ask,
  disputes: z.array(z.object({ disputeId: z.string(), claimed: money })),
  disputeIds: z.array(z.string()),
  pendingRefunds: z.array(ask.extend({ source: z.string(), amount: money })),
  lateDamages: z.object({ days: z.number().int(), amount: money }).optional(),
  shipmentExtendedTo: z.string().optional(),
  acceptanceExtensions: z.number().int(),
  milestones: z.array(z.object({ trigger: z.enum(milestoneTriggers), amount: money })),
  milestoneRelease: ask
    .extend({
      amount: money,
      trigger: z.string(),
      sequence: z.number().int(),
      conditions: z.array(condition),
    })
    .optional(),
  milestoneReleases: z.number().int(),
  milestoneDeadline: z.object({ name: z.literal(milestoneDeadlineName), dueAt: instant }).optional(),
  holds: z.array(
    z.object({
      reason: z.enum(holdReasons),
      detail: z.string(),
      owner: z.enum(['carrier', 'operator']),
      placedAt: instant,
      nextCheckAt: instant,
    }),
  ),
  parkedFrom: state.optional(),
  parkReason: z.string().optional(),
  deadline: z.object({ name: z.enum(deadlineNames), dueAt: instant }).optional(),
  conditions: z.array(condition),
  entries: z.number().int(),
  timeline: z.array(
    z.object({
      at: instant,
      from: state.nullable(),
      to: state,
      what: z.string(),
      causeId: z.string(),
      note: z.string().optional(),
    }),
  ),
});

const disputeState = z.enum(disputeStates);

/** The row of a dispute. */
export const disputeRow = z.object({
  disputeId: z.string(),
  orderId: z.string(),
  buyerId: z.string(),
  supplierId: z.string(),
  correlationId: z.string(),
  state: disputeState,
  openedAt: instant,
  enteredAt: instant,
  orderPlacedAt: instant,
  claimed: money,
  share: z.string(),
  reason: z.enum(disputeReasons),
  description: z.string(),
  evidence: z.array(
    z.object({
      evidenceId: z.string(),
      by: z.enum(['buyer', 'supplier', 'operator']),
      kind: z.enum(evidenceKinds),
      description: z.string(),
      sha256: z.string().optional(),
      at: instant,
    }),
  ),
  freight: money.optional(),
  atFault: z.enum(faultSides).optional(),
  offer: money.optional(),
  offerNote: z.string().optional(),
  refund: money.optional(),
  determinedBy: z.enum(['operator', 'default']).optional(),
  reasons: z.string().optional(),
  checkAt: instant.optional(),
  deadline: z
    .object({ name: z.enum(['escalation', 'determination', 'share_refund']), dueAt: instant })
    .optional(),
  timeline: z.array(
    z.object({
      at: instant,
      from: disputeState.nullable(),
      to: disputeState,
      what: z.string(),
      causeId: z.string(),
      note: z.string().optional(),
    }),
  ),
});

/** Several orders placed at once by one buyer. */
export const consolidatedRow = z.object({
  consolidatedOrderId: z.string(),
  buyerId: z.string(),
  placedAt: instant,
  correlationId: z.string(),
  orderIds: z.array(z.string()).min(1),
});
/** A consolidated order as it is kept. */
export type ConsolidatedOrder = z.output<typeof consolidatedRow>;

/** One payable on the bill of a consolidated order. */
export const billLineRow: z.ZodType<BillLine> = z.object({
  payableId: z.string(),
  kind: z.enum(billedKinds),
  name: z.string(),
  orderIds: z.array(z.string()),
  debtorId: z.string(),
  amount: money,
  received: money,
  state: z.enum(billLineStates),
  reference: z.string().optional(),
  dueAt: instant.optional(),
  paidAt: instant.optional(),
  cancelReason: z.string().optional(),
  sequence: z.number(),
});

/** The projection of a frozen contract. */
export const contractRow = z.object({ terms: contractTerms });
/** A contract as it is kept. */
export type Contract = z.output<typeof contractRow>;

/** The projection of a sealed golden sample, and who used its credit. */
export const sampleRow = z.object({
  sampleId: z.string(),
  buyerId: z.string(),
  supplierId: z.string(),
  amount: money.optional(),
  bulkQuantityMin: z.string().optional(),
  bulkAmountMin: money.optional(),
  expiresOn: z.string().optional(),
  usedBy: z.string().optional(),
});
