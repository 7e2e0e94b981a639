import { z } from 'zod';
import {
  countrySchema,
  dateSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
  quantitySchema,
  textSchema,
} from '../../shared/http/schemas.ts';
import { instalmentNames } from '../escrow/contract.ts';
import { contractTerms, milestoneTriggers } from '../sourcing/contract.ts';
import { orderStates } from './contract.ts';
import { conditionTriggers } from './domain/order.ts';

const company = z
  .object({ companyId: idSchema('com'), name: z.string(), country: countrySchema })
  .meta({ id: 'OrderParty' });

const orderMoney = z
  .object({
    goodsTotal: positiveMoneySchema,
    sampleCredit: moneySchema,
    deposit: moneySchema,
    balance: moneySchema,
    escrowId: idSchema('esc'),
    depositPayableId: idSchema('pay').optional(),
    balancePayableId: idSchema('pay').optional(),
    isDepositPaid: z.boolean(),
    isBalancePaid: z.boolean(),
    funded: moneySchema,
    held: moneySchema,
    frozen: moneySchema,
    released: moneySchema,
    refunded: moneySchema,
    chargedBack: moneySchema,
    instalments: z.array(
      z.object({
        name: z.enum(instalmentNames),
        payableId: idSchema('pay').meta({ description: 'What pays it now; new after a chargeback.' }),
        amount: positiveMoneySchema,
        dueAt: instantSchema.optional(),
        paidAt: instantSchema.optional(),
      }),
    ),
  })
  .meta({
    id: 'OrderMoney',
    description:
      'Where every cent of an order is: funded = held + released + refunded + charged back; frozen is part of held.',
  });

const milestoneView = z
  .object({
    trigger: z.enum(milestoneTriggers),
    amount: moneySchema,
    isSatisfied: z.boolean(),
  })
  .meta({
    id: 'OrderMilestone',
    description: 'What is released when; without milestones all at acceptance.',
  });

const conditionView = z
  .object({
    trigger: z.enum(conditionTriggers),
    eventId: z.string(),
    sequence: z.int(),
    satisfiedAt: instantSchema,
  })
  .meta({ id: 'OrderCondition', description: 'What came true, and the event that says so.' });

const nextAction = z
  .object({
    by: z.enum(['buyer', 'supplier', 'carrier', 'operator', 'entrepot']),
    what: z.string(),
    dueAt: instantSchema.optional(),
  })
  .meta({ id: 'NextAction', description: 'Who must act next, what, and by when.' });

/** An order in a listing. */
export const orderSummaryShape = z
  .object({
    orderId: idSchema('ord'),
    consolidatedOrderId: idSchema('cno'),
    contractId: idSchema('ctr'),
    version: z.int(),
    state: z.enum(orderStates),
    stateText: z.string(),
    buyer: company,
    supplier: company,
    productName: z.string(),
    quantity: quantitySchema,
    money: orderMoney,
    nextAction: nextAction.nullable(),
    isDisputed: z.boolean(),
    isHeld: z.boolean(),
    placedAt: instantSchema,
  })
  .meta({ id: 'OrderSummary' });

const samplingPlan = z
  .object({
    aql: z.string(),
    codeLetter: z.string(),
    sampleSize: z.int(),
    accept: z.int(),
    reject: z.int(),
    source: z.string(),
  })
  .meta({ id: 'SamplingPlan', description: 'Single sampling plan of ISO 2859-1.' });

const inspectionCounts = {
  lotSize: z.int().min(1).max(10_000_000),
  sampleSize: z.int().min(1).max(10_000_000),
  critical: z.int().min(0).max(10_000_000),
  major: z.int().min(0).max(10_000_000),
  minor: z.int().min(0).max(10_000_000),
};

/** What an inspector found, as a supplier reports it. */
export const inspectionReport = z
  .strictObject(inspectionCounts)
  .refine(({ sampleSize, lotSize }) => sampleSize <= lotSize, {
    path: ['sampleSize'],
    message: 'The sample is larger than the lot',
  })
  .refine(({ sampleSize, critical, major, minor }) => critical + major + minor <= sampleSize, {
    path: ['minor'],
    message: 'More nonconforming units than were inspected; a unit counts once, at its most serious defect',
  })
  .meta({
    id: 'InspectionReport',
    description: 'Nonconforming units of the sample, each counted once at its most serious defect.',
  });

/** An order in full. */
export const orderShape = orderSummaryShape
  .extend({
    terms: contractTerms,
    readyByExpected: dateSchema.optional(),
    inspection: z
      .object({
        ...inspectionCounts,
        isPassed: z.boolean(),
        finding: z.string(),
        criticalPlan: samplingPlan.optional(),
        majorPlan: samplingPlan.optional(),
        minorPlan: samplingPlan.optional(),
      })
      .optional(),
    confirmedAt: instantSchema.optional(),
    readyAt: instantSchema.optional(),
    shippedAt: instantSchema.optional(),
    vesselOrFlight: z.string().optional(),
    arrivedAt: instantSchema.optional(),
    deliveredAt: instantSchema.optional(),
    acceptedAt: instantSchema.optional(),
    milestones: z.array(milestoneView),
    conditions: z.array(conditionView),
    production: z
      .object({
        description: z.string(),
        sha256: z.string().optional(),
        reportedAt: instantSchema,
        confirmedAt: instantSchema.optional(),
      })
      .optional(),
    lateDelivery: z
      .object({ days: z.int(), amount: positiveMoneySchema, isNetted: z.boolean() })
      .optional()
      .meta({ description: 'Damages for late delivery so far; netted before the next release.' }),
    shipmentExtendedTo: dateSchema.optional(),
    acceptanceExtensions: z.int(),
    openDisputeIds: z.array(idSchema('dsp')),
    holds: z.array(
      z.object({
        reason: z.string(),
        detail: z.string(),
        owner: z.enum(['carrier', 'operator']),
        placedAt: instantSchema,
        nextCheckAt: instantSchema,
      }),
    ),
    disputeId: idSchema('dsp').optional(),
    disputeIds: z.array(idSchema('dsp')),
    parkReason: z.string().optional(),
    deadlines: z.array(
      z.object({
        name: z.string(),
        what: z.string(),
        dueAt: instantSchema.optional(),
        isPaused: z.boolean(),
        remainingSeconds: z.int().optional(),
      }),
    ),
    timeline: z.array(
      z.object({
        at: instantSchema,
        from: z.enum(orderStates).nullable(),
        to: z.enum(orderStates),
        what: z.string(),
        causeId: z.string(),
        note: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'Order' });

const payTogether = z.object({ payableIds: z.array(idSchema('pay')), totals: z.array(positiveMoneySchema) });

/** Several orders placed at once, and what pays them at once. */
export const consolidatedOrderShape = z
  .object({
    consolidatedOrderId: idSchema('cno'),
    buyerId: idSchema('com'),
    placedAt: instantSchema,
    orders: z.array(orderSummaryShape),
    /** Unpaid deposits; one payment of these payables pays them all. */
    deposits: payTogether,
    balances: payTogether,
  })
  .meta({ id: 'ConsolidatedOrder' });

/** A frozen contract as its parties see it. */
export const contractShape = contractTerms
  .extend({ isOrdered: z.boolean(), orderId: idSchema('ord').optional() })
  .meta({ id: 'Contract' });

/** Body of placeOrder. */
export const placeOrderBody = z.strictObject({
  contractIds: z
    .array(idSchema('ctr'))
    .min(1)
    .max(20)
    .refine((ids) => new Set(ids).size === ids.length, 'A contract is named twice'),
  sampleCredits: z
    .array(z.strictObject({ contractId: idSchema('ctr'), sampleId: idSchema('smp') }))
    .max(20)
    .refine(
      (list) => new Set(list.map((one) => one.contractId)).size === list.length,
      'One credit per contract',
    )
    .refine((list) => new Set(list.map((one) => one.sampleId)).size === list.length, 'A credit is used once')
    .optional(),
});

/** Body of reportProductionStart. */
export const productionStartBody = z.strictObject({
  description: textSchema(500),
  /** SHA-256 of the photo or report, in hexadecimal. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'A SHA-256 in lower-case hexadecimal')
    .optional(),
});

/** Body of extendShipment. */
export const shipmentExtensionBody = z.strictObject({ latestShipOn: dateSchema });
