import { readEnv } from '../../shared/env.ts';
import { DependencyError } from '../../shared/kernel/errors.ts';
import { addMoney, formatMoney, parseMoney } from '../../shared/kernel/money.ts';
import { createConsumer, on } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { conversionExecuted } from './contract.ts';
import { consumersEnv } from './env.ts';
import { quoteExpiryReaction } from './quote-expiry.ts';
import { createFxRepository } from './repository.ts';

const bankTimeoutMs = 8_000;

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);

/** Deals at the bank what the ledger has covered, under the conversion's id: told twice, it is dealt once. */
const dealAtBank = async (deal: unknown, correlationId: string): Promise<void> => {
  const response = await fetch(`${env.BANK_URL}/fx-deals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'entrepot-correlation-id': correlationId },
    body: JSON.stringify(deal),
    redirect: 'error',
    signal: AbortSignal.timeout(bankTimeoutMs),
  });
  if (!response.ok) throw new DependencyError({ code: 'fx.bank_refused', status: 502 });
};

/** Lets quotes run out, and covers conversions at the bank. */
export const handler = createConsumer({
  context: 'fx',
  store,
  reactions: [
    quoteExpiryReaction(createFxRepository(store)),

    on(conversionExecuted, async ({ data }, { correlationId }) => {
      const bought = addMoney(parseMoney(data.bought), parseMoney(data.margin, { allowZero: true }));
      const deal = { dealId: data.conversionId, sold: data.sold, bought: formatMoney(bought) };
      await dealAtBank(deal, correlationId);
      return {};
    }),
  ],
});
