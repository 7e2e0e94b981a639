import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { placement, placementInput, placementParams, supplierParams } from './shapes.ts';

const examplePlacement = {
  placementId: 'plc_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  validFrom: '2026-12-01',
  validTo: '2027-01-01',
  markedAt: '2026-11-22T08:00:00.000Z',
};

const operatorOnly = { auth: 'key', roles: ['operator'], scope: 'catalog:write', idempotent: true } as const;

/** HTTP operations on paid placements. */
export const placementOperations = defineOperations({
  markPlacement: {
    method: 'POST',
    path: '/v1/suppliers/{supplierId}/placements',
    summary: 'Mark that a supplier pays for placement',
    description:
      'For operators. In that time its products and candidacies carry `isPaidPlacement`; no score and no order changes.',
    ...operatorOnly,
    params: supplierParams,
    body: placementInput,
    responses: { 201: { description: 'Marked', schema: placement } },
    problems: [
      'http.not_found',
      'catalog.placement_period',
      'catalog.placement_overlaps',
      'catalog.too_many_placements',
      'date.malformed',
    ],
    example: { body: { validFrom: '2026-12-01', validTo: '2027-01-01' }, response: examplePlacement },
  },
  endPlacement: {
    method: 'POST',
    path: '/v1/suppliers/{supplierId}/placements/{placementId}/end',
    summary: 'End a placement before its time',
    description: 'For operators.',
    ...operatorOnly,
    params: placementParams,
    responses: { 200: { description: 'Ended', schema: placement } },
    problems: ['http.not_found', 'catalog.placement_over'],
    example: { response: { ...examplePlacement, endedAt: '2026-12-05T08:00:00.000Z' } },
  },
  listPlacements: {
    method: 'GET',
    path: '/v1/suppliers/{supplierId}/placements',
    summary: 'See when a supplier pays for placement',
    description:
      'Fifty at most, oldest first. For the supplier and operators; others see the label `isPaidPlacement`.',
    auth: 'key',
    scope: 'catalog:read',
    params: supplierParams,
    idempotent: false,
    responses: { 200: { description: 'Placements', schema: z.object({ items: z.array(placement) }) } },
    problems: ['http.not_found'],
    example: { response: { items: [examplePlacement] } },
  },
});
