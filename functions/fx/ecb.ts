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

const ratesOf = (day: XmlElement): ReferenceRates => {
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

const daysOf = (text: string): readonly XmlElement[] =>
  childrenOf(readXml(text), 'Cube').flatMap((outer) => childrenOf(outer, 'Cube'));

/**
 * Reads the ECB's daily file: Envelope / Cube / Cube time / Cube currency rate, units for one euro. Currencies that are not in
 * use (any more) are left out. Errors: fx.unreadable_rates; xml.malformed, xml.forbidden, xml.too_large.
 */
export const readDailyRates = (text: string): ReferenceRates => {
  const [day, ...others] = daysOf(text);
  if (day === undefined || others.length > 0)
    throw fxErrors.unreadable_rates('The file has not exactly one day.');
  return ratesOf(day);
};

/** Most days of a history file: ninety calendar days have 66 weekdays at most. */
const historyDaysMax = 66;

/** Reads the ECB's 90-day file: the same elements, one Cube a day. Errors: those of {@link readDailyRates}. */
export const readHistory = (text: string): readonly ReferenceRates[] => {
  const days = daysOf(text).map(ratesOf);
  if (days.length === 0 || days.length > historyDaysMax)
    throw fxErrors.unreadable_rates(`The file has ${days.length} days, not 1 to ${historyDaysMax}.`);
  if (new Set(days.map(({ publishedOn }) => publishedOn)).size !== days.length)
    throw fxErrors.unreadable_rates('The file has a day twice.');
  return days;
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
export const createEcb = (baseUrl: string, send: typeof fetch = fetch) => {
  const fetchFile = async <Content>(name: string, read: (text: string) => Content): Promise<Content> => {
    try {
      const response = await send(`${baseUrl}/${name}`, {
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (!response.ok) throw new Error(`The source answered ${response.status}`);
      return read(await readBounded(response));
    } catch (cause) {
      if (cause instanceof DomainError) throw cause;
      throw new DependencyError({ code: 'fx.source_unreachable', status: 504, cause, retryAfterSeconds: 60 });
    }
  };
  return {
    /** The last daily publication. Errors: those of {@link readDailyRates}. */
    fetchDailyRates: () => fetchFile('eurofxref-daily.xml', readDailyRates),

    /** The publications of the last ninety days. Errors: those of {@link readHistory}. */
    fetchHistory: () => fetchFile('eurofxref-hist-90d.xml', readHistory),
  };
};
export type Ecb = ReturnType<typeof createEcb>;
