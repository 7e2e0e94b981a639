import { z } from 'zod';
import { positiveMoneySchema } from '../../shared/http/schemas.ts';
import { DependencyError } from '../../shared/kernel/errors.ts';
import { formatMoney, parseMoney } from '../../shared/kernel/money.ts';
import type { Claim } from './domain/claim.ts';
import type { TaxOfficeMessage } from './domain/decide-claim.ts';

const timeoutMs = 8_000;

/** What the tax office tells, by webhook and in answer to a status question; an approval may name how much of the refund. */
export const taxOfficeMessage = z.object({
  claimId: z.string().max(40),
  type: z.enum(['queried', 'approved', 'rejected']),
  text: z.string().max(500).optional(),
  amount: positiveMoneySchema.optional(),
});

/** The message as the rules take it. */
export const messageOf = ({ type, text, amount }: z.output<typeof taxOfficeMessage>): TaxOfficeMessage => ({
  type,
  text,
  amount: amount && parseMoney(amount),
});

const statusAnswer = z.object({ messages: z.array(taxOfficeMessage).max(20) });

const call = async (url: string, claim: Claim, body?: unknown): Promise<Response> => {
  let response: Response;
  try {
    response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', 'entrepot-correlation-id': claim.correlationId },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    throw new DependencyError({ code: 'refunds.tax_office_unreachable', status: 504, cause });
  }
  if (response.ok || response.status === 404) return response;
  throw new DependencyError({
    code: 'refunds.tax_office_refused',
    status: 502,
    detail: `The tax office answered ${response.status}.`,
  });
};

/**
 * The tax office as a port: JSON out, answers come back to the inbound route. Requests are keyed by the claim, so that asking
 * twice asks once. Errors: DependencyError refunds.tax_office_unreachable, refunds.tax_office_refused.
 */
export const createTaxOffice = (baseUrl: string, apiBaseUrl: string) => ({
  declare: async (claim: Claim): Promise<void> => {
    const { claimId, mrn, exportOn, invoice, hsCode, refundPercent, reference } = claim;
    await call(`${baseUrl}/claims`, claim, {
      claimId,
      mrn: mrn ?? claim.declarationId,
      exportOn,
      invoiceNumber: invoice.number,
      exVatAmount: formatMoney(invoice.exVatAmount),
      hsCode,
      refundPercent,
      amount: formatMoney(claim.expectedRefund),
      paymentReference: reference,
      callbackUrl: `${apiBaseUrl}/v1/inbound/tax-office`,
    });
  },

  answerQuery: async (claim: Claim): Promise<void> => {
    const statement = claim.query?.answer?.statement;
    if (statement !== undefined)
      await call(`${baseUrl}/claims/${claim.claimId}/answers`, claim, { statement });
  },

  /** Everything the tax office has said on this claim so far, oldest first; empty when it knows nothing of it. */
  askStatus: async (claim: Claim): Promise<readonly TaxOfficeMessage[]> => {
    const response = await call(`${baseUrl}/claims/${claim.claimId}`, claim);
    if (response.status === 404) return [];
    return statusAnswer.parse(await response.json()).messages.map(messageOf);
  },
});
