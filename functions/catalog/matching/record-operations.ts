import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { countrySchema, idSchema } from '../../../shared/http/schemas.ts';

const supplierRecord = z
  .object({
    supplierId: idSchema('com'),
    verification: z.enum(['unverified', 'basic', 'verified']),
    /** Orders whose goods were seen to leave; of these the late ones and the disputed ones. */
    orders: z.int(),
    lateOrders: z.int(),
    disputedOrders: z.int(),
    /** Invitations whose time to answer is over, or that were answered. */
    invitations: z.int(),
    answeredInTime: z.int(),
    openInvitations: z.int(),
    /** Goods that were delivered and accepted here, by heading and origin. */
    provenGoods: z.array(z.object({ hsCode: z.string(), originCountry: countrySchema })),
  })
  .meta({
    id: 'SupplierRecord',
    description: 'What was observed; nothing of it is the own word of the supplier.',
  });

/** HTTP operations on what was observed of suppliers. */
export const recordOperations = defineOperations({
  getSupplierRecord: {
    method: 'GET',
    path: '/v1/supplier-record',
    summary: 'Read what your matches are scored by',
    description:
      'The trade record of your own company. Rates of few trades are drawn towards what is usual; `matchings` of a request show the points.',
    auth: 'key',
    roles: ['exporter'],
    scope: 'catalog:read',
    idempotent: false,
    responses: { 200: { description: 'The record', schema: supplierRecord } },
    problems: [],
    example: {
      response: {
        supplierId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V',
        verification: 'verified',
        orders: 12,
        lateOrders: 1,
        disputedOrders: 0,
        invitations: 31,
        answeredInTime: 27,
        openInvitations: 2,
        provenGoods: [{ hsCode: '940521', originCountry: 'CN' }],
      },
    },
  },
});
