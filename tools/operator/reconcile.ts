import { InvokeCommand } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { StackName } from '../../infra/stages/stage.ts';
import type { House } from './house.ts';

const answer = z.object({ redelivered: z.number().int() });

/** Runs a stack's reconciler now; returns how many committed events it found undelivered and sent again. */
export const reconcile = async (house: House, stack: StackName): Promise<number> => {
  const invoked = await house
    .lambda(stack)
    .send(new InvokeCommand({ FunctionName: house.reconciler(stack) }));
  const text = new TextDecoder().decode(invoked.Payload);
  if (invoked.FunctionError) throw new Error(`The reconciler of ${stack} failed: ${text}`);
  return answer.parse(JSON.parse(text)).redelivered;
};
