import type { BookedJournal } from './books.ts';

/** What happens, in words, and the journals that the books then hold beyond those before it. */
export interface TableEvent {
  readonly event: string;
  readonly journals: readonly BookedJournal[];
}

const cellsOf = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|')
    .map((cell) => cell.trim());

const postingsOf = (cell: string): readonly string[] =>
  cell
    .replaceAll('`', '')
    .split(/;|<br>/)
    .map((text) => text.trim().replace(/\s+/g, ' '))
    .filter((text) => text !== '');

const isTableHead = (line: string): boolean =>
  cellsOf(line)
    .map((cell) => cell.toLowerCase())
    .join('|') === 'event|journal|debit|credit';

/**
 * The tables `Event | Journal | Debit | Credit` of a Markdown text, one after the other. A row without an event is one more
 * journal of the event above it; `–` stands for an event that moves no money.
 */
export const readTables = (markdown: string): readonly TableEvent[] => {
  const events: { event: string; journals: BookedJournal[] }[] = [];
  let isInside = false;
  for (const line of markdown.split('\n')) {
    if (!line.trim().startsWith('|')) isInside = false;
    else if (isTableHead(line)) isInside = true;
    else if (isInside && !/^[|\s:-]+$/.test(line.trim())) {
      const [event = '', kind = '', debit = '', credit = ''] = cellsOf(line);
      if (event !== '') events.push({ event, journals: [] });
      const current = events.at(-1);
      if (!current) throw new Error(`A table begins without an event: ${line}`);
      if (kind !== '–')
        current.journals.push({
          kind: kind.replaceAll('`', ''),
          debits: postingsOf(debit),
          credits: postingsOf(credit),
        });
    }
  }
  return events;
};

/** The tables of a text apart from each other, each with the heading above it. */
export const readTableList = (
  markdown: string,
): readonly { readonly heading: string; readonly events: readonly TableEvent[] }[] =>
  markdown
    .split(/^(?=#+ )/m)
    .map((section) => ({
      heading: section.split('\n')[0]?.replace(/^#+ /, '') ?? '',
      events: readTables(section),
    }))
    .filter(({ events }) => events.length > 0);

const rowOf = (event: string, { kind, debits, credits }: BookedJournal): string =>
  `| ${event} | \`${kind}\` | ${debits.join('; ')} | ${credits.join('; ')} |`;

/** The table that says this, as one would write it. */
export const writeTable = (events: readonly TableEvent[]): string =>
  [
    '| Event | Journal | Debit | Credit |',
    '| --- | --- | --- | --- |',
    ...events.flatMap(({ event, journals }) =>
      journals.length === 0
        ? [`| ${event} | – | | |`]
        : journals.map((journal, index) => rowOf(index === 0 ? event : '', journal)),
    ),
  ].join('\n');
