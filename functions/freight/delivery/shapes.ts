import { z } from 'zod';
import { dateSchema, idSchema, instantSchema } from '../../../shared/http/schemas.ts';
import { conditionNames } from '../domain/decide-delivery.ts';
import { deliveryOrderStates } from '../domain/delivery-order.ts';

/** A delivery order as its parties see it. */
export const deliveryOrder = z
  .object({
    consignmentId: idSchema('cns'),
    deliveryOrderNumber: z.string(),
    state: z.enum(deliveryOrderStates),
    houseBillNumber: z.string().optional(),
    place: z.string(),
    conditions: z.array(z.object({ name: z.enum(conditionNames), isMet: z.boolean(), why: z.string() })),
    arrivedAt: instantSchema,
    freeUntil: instantSchema,
    storageFrom: dateSchema.meta({ description: 'First day for which the station charges storage.' }),
    daysOver: z.int().meta({ description: 'Days of storage so far, while the goods wait or waited.' }),
    releasedAt: instantSchema.optional(),
    reason: z.string().optional(),
  })
  .meta({
    id: 'DeliveryOrder',
    description: 'Held until freight, duty and escrow conditions are met; each says why it is or is not.',
  });
