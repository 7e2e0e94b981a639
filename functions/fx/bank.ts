import { DependencyError } from '../../shared/kernel/errors.ts';
import type { MoneyWire } from '../../shared/kernel/money.ts';

const timeoutMs = 8_000;

/** One amount that the house gives the bank for another. */
export interface Deal {
  /** Told twice, it is dealt once. */
  readonly dealId: string;
  readonly sold: MoneyWire;
  readonly bought: MoneyWire;
}

/** The bank that covers conversions. Errors: DependencyError fx.bank_unreachable, fx.bank_refused. */
export const createBank = (baseUrl: string, send: typeof fetch = fetch) => ({
  deal: async (deal: Deal, correlationId: string): Promise<void> => {
    let response: Response;
    try {
      response = await send(`${baseUrl}/fx-deals`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'entrepot-correlation-id': correlationId },
        body: JSON.stringify(deal),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (cause) {
      throw new DependencyError({ code: 'fx.bank_unreachable', status: 504, cause });
    }
    if (!response.ok) throw new DependencyError({ code: 'fx.bank_refused', status: 502 });
  },
});
export type Bank = ReturnType<typeof createBank>;
