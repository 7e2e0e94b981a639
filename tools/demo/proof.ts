import { z } from 'zod';
import type { TradeRun } from './play-trade.ts';

const money = z.object({ currency: z.string(), amount: z.string() });
const proofShape = z.object({
  asOf: z.string(),
  journals: z.number(),
  isBalanced: z.boolean(),
  isCovered: z.boolean(),
  currencies: z.array(
    z.object({
      currency: z.string(),
      totalDebits: money,
      totalCredits: money,
      difference: money,
      safeguarded: money,
      inTransit: money,
      clientLiabilities: money,
      isBalanced: z.boolean(),
      isCovered: z.boolean(),
    }),
  ),
});
/** Sums of the whole ledger. */
export type Proof = z.output<typeof proofShape>;

/** The conservation proof, as any company may ask for it. */
export const readProof = async (run: TradeRun): Promise<Proof> => {
  const [actor] = run.actors.values();
  return proofShape.parse((await actor?.call('getConservationProof', {}))?.body);
};
