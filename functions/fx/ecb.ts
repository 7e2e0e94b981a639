import { z } from 'zod';
import { type BusinessDate, isBusinessDate } from '../../shared/kernel/business-date.ts';
import { isCurrencyCode } from '../../shared/kernel/currency.ts';
import { DependencyError, DomainError } from '../../shared/kernel/errors.ts';
import { childrenOf, readXml, type XmlElement, xmlBytesMax } from '../../shared/xml/read-xml.ts';
import { pivotCurrency, type ReferenceRates } from './domain/reference-rates.ts';
import { fxErrors } from './errors.ts';

const timeoutMs = 6_000;

const publishedRate = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  rate: z
    .string()
    .regex(/^(0|[1-9]\d{0,8})(\.\d{1,10})?$/)
    .refine((text) => /[1-9]/.test(text), 'A rate is above zero'),
});

const publication = z
  .array(publishedRate)
  .min(1)
  .max(100)
  .refine(
    (list) => new Set(list.map((one) => one.currency)).size === list.length,
    'A currency is named twice',
  );

const dayOf = (cube: XmlElement): BusinessDate => {
  const time = cube.attributes.time ?? '';
  if (!isBusinessDate(time)) throw fxErrors.unreadable_rates('The publication has no date.');
  return time;
};

/**
 * Reads the ECB's daily file: Envelope / Cube / Cube time / Cube currency rate, units for one euro. Currencies that are not in
 * use (any more) are left out. Errors: fx.unreadable_rates; xml.malformed, xml.forbidden, xml.too_large.
 */
export const readDailyRates = (text: string): ReferenceRates => {
  const days = childrenOf(readXml(text), 'Cube').flatMap((outer) => childrenOf(outer, 'Cube'));
  const [day] = days;
  if (day === undefined || days.length !== 1)
    throw fxErrors.unreadable_rates('The file has not exactly one day.');
  const parsed = publication.safeParse(childrenOf(day, 'Cube').map((cube) => cube.attributes));
  if (!parsed.success)
    throw fxErrors.unreadable_rates(parsed.error.issues[0]?.message ?? 'The file holds no rates.');
  const known = parsed.data.filter(({ currency }) => currency !== pivotCurrency && isCurrencyCode(currency));
  return {
    source: 'ECB',
    publishedOn: dayOf(day),
    rates: Object.fromEntries(known.map(({ currency, rate }) => [currency, rate])),
  };
};

/** The body as text, or nothing more once it is over the limit. */
const readBounded = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > xmlBytesMax) throw fxErrors.unreadable_rates(`The file is over ${xmlBytesMax} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** The ECB's publications. Errors: DependencyError fx.source_unreachable. */
export const createEcb = (baseUrl: string) => ({
  /** The last daily publication. Errors: those of {@link readDailyRates}. */
  fetchDailyRates: async (): Promise<ReferenceRates> => {
    try {
      const response = await fetch(`${baseUrl}/eurofxref-daily.xml`, {
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (!response.ok) throw new Error(`The source answered ${response.status}`);
      return readDailyRates(await readBounded(response));
    } catch (cause) {
      if (cause instanceof DomainError) throw cause;
      throw new DependencyError({ code: 'fx.source_unreachable', status: 504, cause, retryAfterSeconds: 60 });
    }
  },
});
export type Ecb = ReturnType<typeof createEcb>;
