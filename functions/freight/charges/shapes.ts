import { z } from 'zod';
import {
  dateSchema,
  idSchema,
  instantSchema,
  moneySchema,
  signedMoneySchema,
} from '../../../shared/http/schemas.ts';
import { legs } from '../../../shared/kernel/incoterm.ts';
import { auditFindings } from '../domain/tariff/audit-invoice.ts';
import { disputeStates } from '../domain/tariff/invoice-dispute.ts';
import { chargeBases } from '../domain/tariff/tariff-line.ts';
import { splitProof } from '../shapes.ts';

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

/** The share of one consignment, told so that it can be recomputed. */
export const freightShare = z
  .object({
    consignmentId: idSchema('cns'),
    poolId: idSchema('pol'),
    method: z.string(),
    rule: z.string(),
    invoice: z.object({
      total: moneySchema,
      ownLinesOfAll: moneySchema.meta({ description: 'Lines that single consignments caused.' }),
      common: moneySchema,
      deadFreight: moneySchema,
      shared: moneySchema.meta({ description: 'common − deadFreight: what is split by the rule.' }),
    }),
    numbers: z
      .object({
        standAlone: moneySchema,
        cap: moneySchema,
        isCapped: z.boolean(),
        cappedMembers: z.int(),
        cappedTotal: moneySchema,
        left: moneySchema,
        openStandAloneTotal: moneySchema,
        unitsLeft: z.int(),
        yourPlace: z.int(),
        equalPercentage: moneySchema,
        moved: signedMoneySchema,
      })
      .meta({
        id: 'ShareNumbers',
        description:
          'In minor units: equalPercentage = cap where isCapped, else ⌊left × standAlone ÷ openStandAloneTotal⌋, and one more where yourPlace ≤ unitsLeft. share.common = equalPercentage + moved.',
      }),
    share: z.object({
      common: moneySchema,
      ownLines: moneySchema,
      total: moneySchema,
      savedPercent: z.string(),
      shapley: moneySchema.optional().meta({
        description: 'Your part of the common cost by Shapley’s rule: an audit, not what you pay.',
      }),
    }),
    others: z.object({
      members: z.int(),
      standAloneTotal: moneySchema,
      commonTotal: moneySchema,
      absorbedByHouse: moneySchema,
    }),
    proof: z.object({
      sums: z.boolean(),
      isWithinCap: z.boolean(),
      isNoWorseThanAlone: z.boolean(),
      ...splitProof,
    }),
  })
  .meta({
    id: 'FreightShare',
    description: 'Your share, the rule, the numbers to recompute it and the proofs; of the others only sums.',
  });
