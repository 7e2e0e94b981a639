import { z } from 'zod';
import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { legs } from '../../../shared/kernel/incoterm.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import type { Rate } from '../../../shared/kernel/rate.ts';
import { containerTypes } from '../domain/cargo/equipment.ts';
import type { ChargedLine } from '../domain/consignment.ts';
import { type DeliveryOrder, deliveryOrderStates } from '../domain/delivery-order.ts';
import { type AuditedCharge, auditFindings } from '../domain/tariff/audit-invoice.ts';
import type { EndCharges } from '../domain/tariff/both-ends.ts';
import { disputeStates, type InvoiceDispute } from '../domain/tariff/invoice-dispute.ts';
import type { RatedCharge } from '../domain/tariff/rate-shipment.ts';
import { type Charge, chargeBases, type TariffLine, tariffConditions } from '../domain/tariff/tariff-line.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string');
const day = z.custom<BusinessDate>((value) => typeof value === 'string');
const party = z.enum(['seller', 'buyer']);

/** An amount as stored. */
export const money: z.ZodType<Money> = z.object({ currency: z.string(), amountMinor: z.bigint() });
const rate: z.ZodType<Rate> = z.object({ numerator: z.bigint(), denominator: z.bigint() });

const charge: z.ZodType<Charge> = z.discriminatedUnion('basis', [
  z.object({ basis: z.literal('per_revenue_ton'), rate: money, roundUpTo: z.bigint().optional() }),
  z.object({ basis: z.literal('per_bill'), rate: money }),
  z.object({
    basis: z.literal('per_container'),
    rates: z.array(z.object({ type: z.enum(containerTypes), rate: money })),
  }),
  z.object({
    basis: z.literal('per_kg'),
    breaks: z.array(z.object({ fromKg: z.number(), perKg: money })),
  }),
  z.object({ basis: z.literal('percent_of'), percent: rate, of: z.array(z.string()) }),
]);

/** A tariff line as stored. */
export const tariffLineRow: z.ZodType<TariffLine> = z.object({
  code: z.string(),
  name: z.string(),
  leg: z.enum(legs),
  charge,
  minimum: money.optional(),
  maximum: money.optional(),
  terms: z.enum(['prepaid', 'collect']),
  condition: z.enum(tariffConditions).optional(),
  validFrom: day,
  validTo: day.optional(),
  source: z.string(),
});

const ratedCharge: z.ZodType<RatedCharge> = z.object({
  code: z.string(),
  name: z.string(),
  leg: z.enum(legs),
  terms: z.enum(['prepaid', 'collect']),
  payer: party,
  amount: money,
  because: z.string(),
  figures: z.object({
    basis: z.enum(chargeBases),
    quantity: z.string().optional(),
    rate: money.optional(),
    percent: z.string().optional(),
    of: z.array(z.string()).optional(),
    minimum: money.optional(),
    maximum: money.optional(),
    validFrom: day,
  }),
  source: z.string(),
});

/** What was quoted at both ends, as stored. */
export const endChargesRow: z.ZodType<EndCharges> = z.object({
  due: z.array(ratedCharge),
  contingent: z.array(ratedCharge),
});

/** A line that was charged, as stored. */
export const chargedLineRow: z.ZodType<ChargedLine> = z.object({
  code: z.string(),
  name: z.string(),
  leg: z.enum(legs),
  payer: party,
  amount: money,
  because: z.string(),
  isToBorder: z.boolean(),
});

/** Money that is to come in, as stored. */
export const shareDueRow = z.object({
  of: z.string(),
  by: z.enum(['claim', 'payable']),
  reference: z.string(),
  asked: money,
  paid: money,
});

const auditedCharge: z.ZodType<AuditedCharge> = z.object({
  code: z.string(),
  consignmentId: z.string().optional(),
  finding: z.enum(auditFindings),
  quoted: money,
  invoiced: money,
  disputed: money,
});

/** A dispute over an invoice as stored. */
export const disputeRow: z.ZodType<InvoiceDispute> = z.object({
  disputeId: z.string(),
  state: z.enum(disputeStates),
  lines: z.array(auditedCharge),
  amount: money,
  openedAt: instant,
  dueAt: instant,
  decidedAt: instant.optional(),
  reason: z.string().optional(),
  share: shareDueRow.optional(),
  payoutId: z.string().optional(),
});

/** A delivery order as stored. */
export const deliveryOrderRow: z.ZodType<DeliveryOrder> = z.object({
  number: z.string(),
  state: z.enum(deliveryOrderStates),
  arrivedAt: instant,
  freeUntil: instant,
  releasedAt: instant.optional(),
  reason: z.string().optional(),
});
