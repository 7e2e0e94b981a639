import { z } from 'zod';

/** An event of DCSA's Track and Trace: which of its fields are there depends on the version and the type of event. */
export const dcsaEvent = z
  .looseObject({
    eventID: z.string(),
    isRetracted: z.boolean().optional(),
    eventDateTime: z.string().optional(),
  })
  .meta({
    id: 'DcsaEvent',
    description:
      'As DCSA Track and Trace 3.0 or 2.2 names its fields; `isRetracted` takes back all that was said under the eventID.',
  });
