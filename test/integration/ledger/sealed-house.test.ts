import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditRequest } from '../../../functions/ledger/chain/audit-lines.ts';
import { walkBooks } from '../../../functions/ledger/chain/walk-books.ts';
import { exampleQuote, exampleRequest } from '../../../functions/samples/examples.ts';
import { openBooksFile, readBooksFile } from '../../../tools/ledger/books-file.ts';
import { sumsOfExport } from '../../../tools/ledger/sums-of-export.ts';
import { verifyExport, verifyHouse } from '../../../tools/ledger/verify-books.ts';
import { startTestHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;
const directory = mkdtempSync(join(tmpdir(), 'books-'));

beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await house?.stop();
});

const ask = (request: AuditRequest): Promise<unknown> => {
  const name = house.engine.names.functions.find((one) => one.endsWith('-ledger-auditor'));
  return house.engine.invoke(name ?? '', { ...request });
};

/** Pays for a sample by card: a journal of three postings comes into being. */
const moveMoney = async (): Promise<void> => {
  const [buyer, exporter] = [await house.signUp('buyer'), await house.signUp('exporter')];
  await house.settle();
  const asked = await buyer
    .client()
    .requestSample({ body: { ...exampleRequest, supplierId: exporter.company.companyId } });
  const { sampleId } = asked.body;
  await exporter.client().quoteSample({ params: { sampleId }, body: exampleQuote });
  await buyer.client().acceptSampleQuote({ params: { sampleId }, body: { quoteVersion: 1 } });
  const payableId = await house.eventually(async () => {
    const { body } = await buyer.client().listPayables({});
    return body.items.find(({ state }) => state === 'open')?.payableId;
  });
  await buyer
    .client()
    .pay({ body: { payableIds: [payableId], method: { type: 'card', cardToken: 'tok_visa' } } });
  await house.eventually(async () => {
    const { body } = await buyer.client().listJournals({});
    return body.items.length > 0;
  });
};

describe('a house that moves money', () => {
  it('seals every journal by itself; the books verify on it, and on an export without it', async () => {
    // Given
    await moveMoney();

    // When
    const { report } = await house.eventually(async () => {
      const verified = await verifyHouse('ENT', ask);
      return verified.report.unsealed.length === 0 && verified.report.sequence > 0 ? verified : undefined;
    });
    const path = join(directory, 'books.jsonl');
    const file = openBooksFile(path);
    await walkBooks('ENT', ask, file.write);
    file.finish();
    const lines = readBooksFile(path);

    // Then
    expect(report.findings).toEqual([]);
    expect(report.sequence).toBeGreaterThanOrEqual(1);
    expect(verifyExport('ENT', lines).report).toMatchObject({
      sequence: report.sequence,
      hash: report.hash,
      findings: [],
    });
    const sums = sumsOfExport(lines, 'ENT', { sequence: report.sequence });
    const total = (side: 'debits' | 'credits') => sums.rows.reduce((sum, row) => sum + BigInt(row[side]), 0n);
    expect(total('debits')).toBe(total('credits'));
    expect(total('debits')).toBeGreaterThan(0n);
    expect(await ask({ read: 'trial-balance', ledger: 'ENT', at: { sequence: report.sequence } })).toEqual(
      expect.objectContaining({ journals: report.sequence }),
    );
  });
});
