import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { proveExport } from '../../../tools/reconcile/prove-export.ts';
import { readExport } from '../../../tools/reconcile/read-export.ts';
import { ofExport, reportText } from '../../../tools/reconcile/report-text.ts';
import { PaymentsHouse } from '../../support/payments-house.ts';
import { openReconciliation } from '../../support/reconciliation-desk.ts';
import { openDesk, usdWire } from '../payments/money-desk.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'entrepot-export-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const fetched = async (house: PaymentsHouse, path: string): Promise<readonly string[]> => {
  const texts: string[] = [];
  for (let number = 1; ; number += 1) {
    const response = await house.twins.send(`https://twin.example/sandbox/${path}/${number}`, {});
    if (response.status === 404) return texts;
    texts.push(await response.text());
  }
};

/** The worked order of the chart, exported a few days later with everything that an auditor asks for. */
const exportBooks = async (house: PaymentsHouse): Promise<void> => {
  const proof = openReconciliation(house);
  const desk = openDesk(house);
  const deposit = desk.owe('deposit', usdWire('6360.00'));
  const balance = desk.owe('balance', usdWire('14840.00'));
  await house.settle();
  await desk.payByCard([deposit.payableId], 'tok_visa');
  await house.twins.transfer({ reference: balance.reference, amount: usdWire('14815.00') });
  await house.settle();
  for (let hours = 0; hours < 96; hours += 1) {
    house.advance(3_600);
    await house.settle();
  }
  await proof.hear();
  const lines = house.rows.ofKind('journal').map((row) =>
    JSON.stringify({
      kind: 'unsealed',
      ledger: 'ENT',
      journal: {
        journalId: String(row.pk).replace('JOURNAL#', ''),
        postedAt: String(row.createdAt),
        data: row.data,
      },
    }),
  );
  writeFileSync(join(directory, 'books.jsonl'), lines.join('\n'));
  const accounts = { client: 'NL90SNDB0000000840', operating: 'NL85SNDB0000100840' };
  for (const [name, number] of Object.entries(accounts))
    for (const [index, text] of (await fetched(house, `bank/accounts/${number}/USD/statements`)).entries())
      writeFileSync(join(directory, `${name}-${index + 1}.xml`), text);
  const reports = await fetched(house, 'psp/settlement-reports/USD');
  writeFileSync(join(directory, 'psp.json'), `[${reports.join(',')}]`);
  const states = (await proof.repository.activeStated()).map(({ statedMinor, fundedMinor, ...rest }) => ({
    ...rest,
    statedMinor: statedMinor.toString(),
  }));
  writeFileSync(join(directory, 'states.json'), JSON.stringify(states));
};

const prove = (house: PaymentsHouse) => reportText(ofExport(proveExport(readExport(directory), house.now)));

test('an export of the worked order proves itself, three ways', async () => {
  const house = new PaymentsHouse();
  await exportBooks(house);
  expect(prove(house)).toEqual({
    lines: [
      'book        ledger  bank or PSP  ours only  theirs only  matched  proven',
      '1010:USD  21200.00     21200.00       0.00         0.00        3     yes',
      '1020:USD    -25.00       -25.00       0.00         0.00        1     yes',
      '1110:USD      0.00         0.00       0.00         0.00        2     yes',
      '',
      'client money  safeguarded (1010)  card money (1110)      owed      covered',
      'USD                     21200.00               0.00  21200.00  safeguarded',
      '',
      '4 things of trades compared with their accounts',
      'no breaks',
    ],
    unexplained: 0,
  });
});

test('a journal that somebody added, and a statement that somebody kept, are found', async () => {
  const house = new PaymentsHouse();
  await exportBooks(house);
  const books = join(directory, 'books.jsonl');
  const lines = readFileSync(books, 'utf8').split('\n');
  // Given the receipt of 14,815.00 booked once more under another id, and the second statement of the clients' account gone
  const receipt = lines.find((line) => line.includes('transfer_received')) ?? '';
  writeFileSync(
    books,
    `${lines.join('\n')}\n${receipt.replaceAll(/jrn_[0-9A-Z]{26}/g, 'jrn_01K9Z3V5T8QW2M4N6P8R0S1T3V')}`,
  );
  rmSync(join(directory, 'client-2.xml'));
  house.advance(6 * 86_400);
  const { lines: printed, unexplained } = prove(house);
  expect(printed.filter((line) => line.startsWith('  open'))).toEqual([
    expect.stringContaining('missing_outside 1010:USD USD 6360.00'),
    expect.stringContaining('missing_outside 1010:USD USD 14815.00'),
    expect.stringMatching(/state_differs receipt bke_\w+ USD 14815\.00/),
  ]);
  expect(unexplained).toBe(3);
});

test('a directory without books says how to make them', () => {
  expect(() => readExport(directory)).toThrow(/ledger export --out/);
});

test('a file that is no statement is named', async () => {
  const house = new PaymentsHouse();
  await exportBooks(house);
  writeFileSync(join(directory, 'x.xml'), '<Document/>');
  expect(() => readExport(directory)).toThrow(/x\.xml cannot be read/);
});
