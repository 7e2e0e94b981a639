import { bindOperations } from './operations.ts';
import { createTransport, type TransportOptions } from './transport.ts';

/** The typed client of the Entrepôt API: `createClient({ baseUrl, apiKey }).placeOrder({ body: … })`. */
export const createClient = (options: TransportOptions) => bindOperations(createTransport(options));

export type Client = ReturnType<typeof createClient>;
