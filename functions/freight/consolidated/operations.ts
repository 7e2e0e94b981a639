import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import {
  dateSchema,
  idSchema,
  instantSchema,
  locodeSchema,
  moneySchema,
} from '../../../shared/http/schemas.ts';
import { consignment } from '../shapes.ts';

const voyage = z.object({
  poolId: idSchema('pol'),
  sailingId: z.string(),
  vesselOrFlight: z.string(),
  voyage: z.string(),
  portOfDischarge: locodeSchema,
  eta: instantSchema,
  consignmentIds: z.array(idSchema('cns')),
  arrival: z
    .object({ arrivedAt: instantSchema, freeUntil: instantSchema, storageFrom: dateSchema })
    .optional()
    .meta({ description: 'The one notice for all of them, once they have arrived.' }),
});

const bill = z
  .object({
    payableIds: z.array(idSchema('pay')),
    totals: z.array(moneySchema).meta({ description: 'One for each currency.' }),
    lines: z.array(
      z.object({
        consignmentId: idSchema('cns'),
        payableId: idSchema('pay'),
        amount: moneySchema,
      }),
    ),
  })
  .meta({
    description:
      'What your company is asked for the carriage of all of them and has not paid; `pay` takes the `payableIds` at once.',
  });

/** Goods of a buyer's order over several suppliers. */
export const consolidatedOperations = defineOperations({
  getConsolidatedFreight: {
    method: 'GET',
    path: '/v1/consolidated-orders/{consolidatedOrderId}/freight',
    summary: 'Where the goods of an order over several suppliers are, and what is due for their carriage',
    description: 'A supplier sees its own goods alone.',
    auth: 'key',
    scope: 'freight:read',
    params: z.object({ consolidatedOrderId: idSchema('cno') }),
    idempotent: false,
    responses: {
      200: {
        description: 'Goods, voyages and bill',
        schema: z
          .object({
            consolidatedOrderId: idSchema('cno'),
            consignments: z.array(consignment),
            voyages: z.array(voyage),
            bill,
          })
          .meta({ id: 'ConsolidatedFreight' }),
      },
    },
    problems: ['http.not_found'],
  },
});
