import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { deliveryTermSchema, instantSchema, locodeSchema, textSchema } from '../../../shared/http/schemas.ts';
import { quotedCharges } from '../charges/shapes.ts';
import { examplePieces, misfitProblems } from '../consignments/cargo.ts';
import { measures, pieces, quote, sailing } from '../shapes.ts';

/** Departures, and what joining one would cost. */
export const sailingOperations = defineOperations({
  listSailings: {
    method: 'GET',
    path: '/v1/sailings',
    summary: 'Departures on a lane',
    description:
      "From the carrier's schedule; `isStale` says that the carrier could not be reached and an older reading is shown.",
    auth: 'key',
    scope: 'freight:read',
    query: z.strictObject({ from: locodeSchema, to: locodeSchema, mode: z.enum(['sea', 'air']).optional() }),
    idempotent: false,
    responses: {
      200: {
        description: 'Departures whose CFS is still open',
        schema: z.object({ items: z.array(sailing), fetchedAt: instantSchema, isStale: z.boolean() }),
      },
    },
    problems: [],
  },
  quoteFreight: {
    method: 'POST',
    path: '/v1/freight-quotes',
    summary: 'What joining a departure would cost, not binding',
    auth: 'key',
    scope: 'freight:read',
    description:
      'With a `deliveryTerm` each charge names who pays it. Both ends are in it: nothing else will be asked for.',
    body: z
      .strictObject({ sailingId: textSchema(80), pieces, deliveryTerm: deliveryTermSchema.optional() })
      .meta({ id: 'FreightQuestion' }),
    idempotent: false,
    responses: {
      200: {
        description: 'The quote',
        schema: z.object({ quote, measures, ...quotedCharges }),
      },
    },
    problems: [
      'freight.unknown_sailing',
      ...misfitProblems,
      'incoterm.unknown',
      'incoterm.place_missing',
      'incoterm.place_kind_mismatch',
    ],
    example: { body: { sailingId: 'SBXL-CNSZX-NLRTM-20261205', pieces: examplePieces } },
  },
});
