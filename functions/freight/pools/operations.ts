import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { idSchema, textSchema } from '../../../shared/http/schemas.ts';
import { invoiceDispute } from '../charges/shapes.ts';
import { loadPlan, pool } from '../shapes.ts';

/** As DCSA's bills take it: 15 characters at most. */
const seal = z
  .string()
  .regex(
    /^[A-Z0-9](?:[A-Z0-9 /-]{0,13}[A-Z0-9])?$/,
    'The number on the seal: capital letters and digits, at most 15 characters',
  );

/** Shared loads: what shippers see of theirs, and what the station and operators do. */
export const poolOperations = defineOperations({
  getPool: {
    method: 'GET',
    path: '/v1/pools/{poolId}',
    summary: 'The shared load that your goods travel in',
    auth: 'key',
    scope: 'freight:read',
    params: z.object({ poolId: idSchema('pol') }),
    idempotent: false,
    responses: { 200: { description: 'The pool', schema: pool } },
    problems: ['http.not_found'],
  },
  getLoadPlan: {
    method: 'GET',
    path: '/v1/pools/{poolId}/load-plan',
    summary: 'How the shared load is stowed',
    description:
      'For the freight station: every unit, and with `unit` the pieces of one in loading order, the list and pictures (SVG). A shipper sees where its own pieces lie.',
    auth: 'key',
    scope: 'freight:read',
    params: z.object({ poolId: idSchema('pol') }),
    query: z.strictObject({
      unit: z
        .string()
        .regex(/^[1-9]\d?$/)
        .optional(),
    }),
    idempotent: false,
    responses: { 200: { description: 'The load plan', schema: loadPlan } },
    problems: ['http.not_found', 'freight.no_load_plan'],
  },
  weighUnit: {
    method: 'POST',
    path: '/v1/pools/{poolId}/weighings',
    summary: 'Record the weight and the seals of a packed unit',
    description:
      'For the freight station: the verified gross mass by method 1 of SOLAS VI/2; without it the mass is added up (method 2). The carrier is instructed anew with the seals, and the bills name them from their next version on. Until the yard closes.',
    auth: 'key',
    roles: ['operator'],
    scope: 'freight:write',
    params: z.object({ poolId: idSchema('pol') }),
    body: z
      .strictObject({
        unit: z.int().min(1).max(100),
        grossMassKg: z.int().min(1).max(40_000),
        certificate: textSchema(60),
        seals: z
          .array(seal)
          .min(1)
          .max(5)
          .refine((all) => new Set(all).size === all.length, 'A seal is named twice')
          .optional()
          .meta({ description: 'Numbers of the seals on its doors, for the bills.' }),
      })
      .meta({ id: 'UnitWeighing' }),
    idempotent: true,
    responses: { 200: { description: 'The pool', schema: pool } },
    problems: ['http.not_found', 'freight.no_load_plan', 'freight.past_cut_off', 'freight.mass_implausible'],
    example: {
      body: { unit: 1, grossMassKg: 18_240, certificate: 'WGH-SZX-20261204-17', seals: ['CN4471902'] },
    },
  },
  resumePool: {
    method: 'POST',
    path: '/v1/pools/{poolId}/resumption',
    summary: 'Send a held pool on',
    description: 'For operators: the leg runs again from where the pool stood.',
    auth: 'key',
    roles: ['operator'],
    scope: 'freight:write',
    params: z.object({ poolId: idSchema('pol') }),
    body: z.strictObject({ reason: textSchema(200) }).meta({ id: 'PoolResumption' }),
    idempotent: true,
    responses: { 200: { description: 'The pool', schema: pool } },
    problems: ['http.not_found', 'freight.wrong_state'],
    example: { body: { reason: 'The carrier has found the booking' } },
  },
  getInvoiceDispute: {
    method: 'GET',
    path: '/v1/pools/{poolId}/invoice-dispute',
    summary: 'Lines of the carrier’s invoice that are held back',
    description: 'For operators: lines that were never quoted or are above the quote. No shipper pays them.',
    auth: 'key',
    roles: ['operator'],
    scope: 'freight:read',
    params: z.object({ poolId: idSchema('pol') }),
    idempotent: false,
    responses: { 200: { description: 'The dispute', schema: invoiceDispute } },
    problems: ['http.not_found', 'freight.no_dispute'],
  },
  decideInvoiceDispute: {
    method: 'POST',
    path: '/v1/pools/{poolId}/invoice-dispute/decision',
    summary: 'End a dispute over a carrier’s invoice',
    description:
      '`credited`: the carrier has taken the lines back. `accepted`: the house pays them, no shipper does. Without a decision they are refused for good when their time is over.',
    auth: 'key',
    roles: ['operator'],
    scope: 'freight:write',
    params: z.object({ poolId: idSchema('pol') }),
    body: z
      .strictObject({ outcome: z.enum(['credited', 'accepted']), reason: textSchema(200) })
      .meta({ id: 'InvoiceDisputeDecision' }),
    idempotent: true,
    responses: { 200: { description: 'The dispute', schema: invoiceDispute } },
    problems: ['http.not_found', 'freight.no_dispute', 'freight.dispute_over'],
    example: { body: { outcome: 'credited', reason: 'Credit note 4711' } },
  },
});
