import { z } from 'zod';
import {
  dateSchema,
  idSchema,
  instantSchema,
  moneySchema,
  signedMoneySchema,
} from '../../shared/http/schemas.ts';
import { legs } from '../../shared/kernel/incoterm.ts';
import { disputeStates } from './domain/invoice-dispute.ts';
import { auditFindings } from './domain/tariff/audit-invoice.ts';
import { chargeBases } from './domain/tariff/tariff-line.ts';

const party = z.enum(['seller', 'buyer']);

const figures = z
  .object({
    basis: z.enum([...chargeBases, 'capped']),
    quantity: z.string().optional(),
    rate: moneySchema.optional(),
    percent: z.string().optional(),
    of: z.array(z.string()).optional(),
    minimum: moneySchema.optional(),
    maximum: moneySchema.optional(),
    validFrom: dateSchema.optional(),
  })
  .meta({
    id: 'ChargeFigures',
    description:
      'amount = quantity × rate (or percent of quantity), rounded half up, then raised to minimum and cut at maximum.',
  });

/** A quoted charge. */
export const quotedCharge = z
  .object({
    code: z.string(),
    name: z.string(),
    leg: z.enum(legs),
    /** Who pays this leg under the delivery term; absent where no term was named. */
    payer: party.optional(),
    terms: z.enum(['prepaid', 'collect']),
    amount: moneySchema,
    because: z.string(),
    figures,
    source: z.string(),
  })
  .meta({ id: 'QuotedCharge' });

/** What a quote asks for, both ends. */
export const quotedCharges = {
  charges: z.array(quotedCharge).optional().meta({
    description: 'Every charge at both ends, the capped carriage first. Nothing else will be asked for.',
  }),
  contingent: z.array(quotedCharge).optional().meta({
    description:
      'Asked for only if it comes to that, an examination by customs for instance, and never more than this.',
  }),
  totals: z
    .array(z.object({ payer: party.optional(), amount: moneySchema }))
    .optional()
    .meta({ description: 'The most that each party pays, contingent charges apart.' }),
};

const chargedLine = z.object({
  code: z.string(),
  name: z.string(),
  leg: z.enum(legs),
  payer: party,
  amount: moneySchema,
  because: z.string(),
});

/** What one company was quoted and charged for a consignment. */
export const freightCharges = z
  .object({
    consignmentId: idSchema('cns'),
    deliveryTerm: z.string(),
    you: z
      .array(party)
      .meta({ description: 'Your side of the term; the lines of the other side are not shown.' }),
    quoted: z.object({
      charges: z.array(quotedCharge),
      contingent: z.array(quotedCharge),
      total: moneySchema,
    }),
    charged: z
      .object({ lines: z.array(chargedLine), total: moneySchema })
      .optional()
      .meta({ description: 'Once the invoice of the carrier has been held against its quote and split.' }),
  })
  .meta({ id: 'FreightCharges' });

/** A dispute with the carrier. */
export const invoiceDispute = z
  .object({
    disputeId: idSchema('idp'),
    state: z.enum(disputeStates),
    amount: moneySchema,
    lines: z.array(
      z.object({
        code: z.string(),
        consignmentId: idSchema('cns').optional(),
        finding: z.enum(auditFindings),
        quoted: moneySchema,
        invoiced: moneySchema,
        disputed: signedMoneySchema,
      }),
    ),
    openedAt: instantSchema,
    dueAt: instantSchema.meta({ description: 'From then on the lines are refused for good.' }),
    decidedAt: instantSchema.optional(),
    reason: z.string().optional(),
  })
  .meta({ id: 'InvoiceDispute' });
