import type { Instant } from '../../shared/kernel/instant.ts';
import type { Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { type Invoice, invoiceRow, seriesRow } from './rows.ts';

const invoiceKey = (invoiceId: string) => ({ pk: `INVOICE#${invoiceId}`, sk: 'INVOICE' });
const seriesKey = (series: string) => ({ pk: `SERIES#${series}`, sk: 'SERIES' });
const owned = (companyId: string): string => `COMPANY#${companyId}#INVOICE`;

const readInvoice = (data: unknown): Invoice => invoiceRow.parse(data);

/** Rows: INVOICE#id/INVOICE an invoice or credit note; SERIES#entity-kind-year/SERIES the last number of a series. */
export const createInvoiceRepository = (store: Store) => ({
  find: (invoiceId: string) => store.get(invoiceKey(invoiceId), readInvoice),

  list: (
    companyId: string,
    page: { readonly limit: number; readonly from: Record<string, unknown> | undefined },
  ) => store.queryOwned(owned(companyId), readInvoice, page),

  /** Issues under the next number of its series: series and invoice are written together, so numbers have no gaps. */
  insertNext: async (
    series: string,
    make: (number: number) => Invoice,
    now: Instant,
  ): Promise<{ readonly invoice: Invoice; readonly writes: readonly Write[] }> => {
    const head = await store.get(seriesKey(series), (data) => seriesRow.parse(data));
    const last = (head?.data.last ?? 0) + 1;
    const invoice = make(last);
    return {
      invoice,
      writes: [
        head
          ? store.updateIfVersion(head, { last }, now)
          : store.insertIfAbsent(seriesKey(series), 'series', { last }, now),
        store.insertIfAbsent(invoiceKey(invoice.invoiceId), 'invoice', invoice, now, {
          owner: { pk: owned(invoice.companyId), sk: `${now}#${invoice.number}` },
        }),
      ],
    };
  },
});
export type InvoiceRepository = ReturnType<typeof createInvoiceRepository>;
