import { z } from 'zod';
import { dateSchema, idSchema, instantSchema } from '../../../shared/http/schemas.ts';

/** A supplier whose placements are meant. */
export const supplierParams = z.strictObject({ supplierId: idSchema('com') });
/** One placement of a supplier. */
export const placementParams = supplierParams.extend({ placementId: idSchema('plc') });

/** A time in which a supplier pays for being shown. */
export const placementInput = z
  .strictObject({
    validFrom: dateSchema.meta({ description: 'First day (UTC), today or later.' }),
    validTo: dateSchema.meta({ description: 'First day on which it is over.' }),
  })
  .meta({ id: 'PlacementInput' });

/** A placement as anybody may read it. */
export const placement = z
  .object({
    ...placementInput.shape,
    placementId: idSchema('plc'),
    markedAt: instantSchema,
    /** When it was ended before its time. */
    endedAt: instantSchema.optional(),
  })
  .meta({
    id: 'Placement',
    description:
      'The supplier pays for being shown. Its products are labelled in that time; no score and no order changes.',
  });
