import type { Handlers } from '../../../shared/http/call.ts';
import { writeDailyRates, writeHistory } from './document.ts';
import type { ecbOperations } from './operations.ts';
import { lastPublicationDay, publicationDays } from './rates.ts';

/** The twin of the ECB: the last publication before now; nothing is published on weekends and TARGET closing days. */
export const ecbHandlers = (): Handlers<typeof ecbOperations> => ({
  sandboxDailyRates: async ({ now }) => ({
    status: 200,
    text: { contentType: 'application/xml', body: writeDailyRates(lastPublicationDay(now)) },
  }),
  sandboxHistory: async ({ now }) => ({
    status: 200,
    text: { contentType: 'application/xml', body: writeHistory(publicationDays(now, 90)) },
  }),
});
