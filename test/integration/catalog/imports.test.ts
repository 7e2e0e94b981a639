import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleProductInput } from '../../../functions/catalog/shapes.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;
let supplier: Member;
let other: Member;

beforeAll(async () => {
  house = await startTestHouse();
  [supplier, other] = await Promise.all([house.signUp('exporter'), house.signUp('exporter')]);
  await house.settle();
});
afterAll(() => house?.stop());

interface Address {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
}

const put = async ({ method, url, headers }: Address, bytes: Uint8Array<ArrayBuffer>): Promise<number> =>
  (await fetch(url, { method, headers: { 'content-type': headers['content-type'] ?? '' }, body: bytes }))
    .status;

const upload = async (format: 'csv' | 'ndjson', text: string, claimedBytes?: number): Promise<string> => {
  const bytes = new TextEncoder().encode(text);
  const { body } = await supplier
    .client()
    .createProductImport({ body: { format, sizeBytes: claimedBytes ?? bytes.length } });
  if (!body.upload) throw new Error('no address');
  expect(await put(body.upload, bytes)).toBe(200);
  return body.importId;
};

const run = async (importId: string) => {
  await supplier.client().startProductImport({ params: { importId } });
  await house.settle();
  return (await supplier.client().getProductImport({ params: { importId } })).body;
};

const jsonLine = (title: string, change: object = {}): string =>
  JSON.stringify({ ...exampleProductInput, title, ...change });

describe('an import', () => {
  test('makes products of good rows, reports the others with field and remedy, and knows duplicates', async () => {
    // Given thirty good rows, two faulty ones and two that are there already
    const good = Array.from({ length: 30 }, (_, number) =>
      jsonLine(`Imported lamp ${number}`, { sku: `SKU-${number}` }),
    );
    const file = [
      ...good,
      jsonLine('Faulty', { hsCode: '94' }),
      '{"title": ',
      jsonLine('Imported lamp again', { sku: 'SKU-7' }),
      jsonLine('No number of its own'),
      jsonLine('own NUMBERS, no of its!'),
    ].join('\n');

    // When
    const done = await run(await upload('ndjson', file));

    // Then
    expect(done).toMatchObject({ state: 'finished', created: 31, rejected: 2, duplicates: 2 });
    const { items } = (
      await supplier.client().listImportLines({ params: { importId: done.importId }, query: {} })
    ).body;
    expect(items.map(({ line, kind, faults }) => [line, kind, faults[0]?.field])).toEqual([
      [31, 'rejected', 'hsCode'],
      [32, 'rejected', ''],
      [33, 'duplicate', 'sku'],
      [35, 'duplicate', 'title'],
    ]);
    const mine = await supplier
      .client()
      .listProducts({ query: { supplierId: supplier.company.companyId, limit: '100' } });
    expect(mine.body.items).toHaveLength(31);
    const found = await other.client().searchProducts({ query: { q: 'imported lamp 7', limit: '100' } });
    expect(found.body.items.length).toBeGreaterThanOrEqual(30);

    // And the same file again makes nothing
    const again = await run(await upload('ndjson', file));
    expect(again).toMatchObject({ state: 'finished', created: 0, rejected: 2, duplicates: 33 });

    // And nobody else sees it; it cannot be started twice
    await expect(
      other.client().getProductImport({ params: { importId: done.importId } }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      supplier.client().startProductImport({ params: { importId: done.importId } }),
    ).rejects.toMatchObject({ code: 'catalog.import_not_waiting' });
  });

  test('reads CSV with a header, and refuses one with an unknown column', async () => {
    const header =
      'title,hsCode,originCountry,specification,unit,currency,tiers,unitsPerPackage,packageType,lengthMm,widthMm,heightMm,netWeightGrams,grossWeightGrams,isStackable,leadTimeDays,leadTimeFrom';
    const row =
      '"Lamp, 한국형\n8 W",940521,VN,Power=8 W,H87,USD,100:4.20,20,carton,600,400,350,13000,14200,yes,25,deposit_received';
    const done = await run(await upload('csv', `\uFEFF${header}\r\n${row}\r\n,,\r\nbad,1\r\n`));
    expect(done).toMatchObject({ state: 'finished', created: 0, rejected: 2 });
    const fine = await run(await upload('csv', `${header}\r\n${row.replace('\n', ' ')}\r\n`));
    expect(fine).toMatchObject({ state: 'finished', created: 1, rejected: 0 });
    const failed = await run(await upload('csv', 'title,colour\r\nx,red\r\n'));
    expect(failed).toMatchObject({ state: 'failed' });
    expect(failed.failure).toContain('There is no column "colour".');
    // A row of more than half a megabyte is passed over and named; the ones beside it are taken
    const long = `"${'x\n'.repeat(300_000)}",940521\n`;
    const [one, other] = ['One', 'Other'].map((title) =>
      row.replace('"Lamp, 한국형\n8 W"', `${title} 8" lamp`),
    );
    const passed = await run(await upload('csv', `${header}\n${one}\n${long}${other}\n`));
    expect(passed).toMatchObject({ state: 'finished', created: 2, rejected: 1 });
    const lines = await supplier
      .client()
      .listImportLines({ params: { importId: passed.importId }, query: {} });
    expect(lines.body.items).toMatchObject([
      { line: 3, kind: 'rejected', faults: [{ what: 'The row is longer than 262144 bytes.' }] },
    ]);
    const report = await fetch(`${house.url}/v1/product-imports/${done.importId}/report`, {
      headers: { authorization: `Bearer ${supplier.apiKey}` },
    });
    expect(await report.text()).toContain('"rejected","title"');
  });

  test('of a file that is another one than announced, or never came, is given up', async () => {
    const short = await run(await upload('ndjson', jsonLine('Short'), 5_000));
    expect(short).toMatchObject({ state: 'failed', created: 0 });
    const { body } = await supplier.client().createProductImport({ body: { format: 'csv', sizeBytes: 10 } });
    expect(await run(body.importId)).toMatchObject({
      state: 'failed',
      failure: 'The uploaded file is gone.',
    });
  });
});

describe('an import that does not end by itself', () => {
  test('is stopped by its supplier, or cancelled when nobody starts it; its supplier lists all of them', async () => {
    // Given
    const announce = async () =>
      (await supplier.client().createProductImport({ body: { format: 'csv', sizeBytes: 10 } })).body.importId;
    const [stopped, forgotten] = [await announce(), await announce()];

    // When
    const params = { importId: stopped };
    expect((await supplier.client().cancelProductImport({ params })).body.state).toBe('cancelled');
    await expect(supplier.client().cancelProductImport({ params })).rejects.toMatchObject({
      code: 'catalog.import_over',
    });
    await expect(other.client().cancelProductImport({ params })).rejects.toMatchObject({ status: 404 });
    await house.advance({ days: 7, seconds: 120 });

    // Then
    const { items } = (await supplier.client().listProductImports({ query: { limit: '2' } })).body;
    expect(items.map(({ importId, state, failure }) => [importId, state, failure])).toEqual([
      [forgotten, 'cancelled', 'It was not started within 7 days.'],
      [stopped, 'cancelled', undefined],
    ]);
    expect((await other.client().listProductImports()).body.items).toEqual([]);
  });
});

describe('an image', () => {
  test('is shown once its bytes are those of its type and length', async () => {
    // Given
    const { body: product } = await supplier.client().createProduct({ body: exampleProductInput });
    const params = { productId: product.productId };
    const png = new Uint8Array(200);
    png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const announce = async (contentType: 'image/png' | 'image/jpeg') => {
      const { body } = await supplier
        .client()
        .addProductImage({ params, body: { contentType, sizeBytes: 200 } });
      if (body.upload) await put(body.upload, png);
      return body.imageId;
    };
    const [good, wrong] = [await announce('image/png'), await announce('image/jpeg')];

    // When
    const checked = await supplier.client().checkProductImage({ params: { ...params, imageId: good } });
    const refused = supplier.client().checkProductImage({ params: { ...params, imageId: wrong } });

    // Then
    expect(checked.body).toMatchObject({ state: 'ready' });
    await expect(refused).rejects.toMatchObject({ code: 'catalog.image_not_fitting' });
    const seen = (await other.client().listProductImages({ params })).body.items;
    expect(seen.map(({ imageId }) => imageId)).toEqual([good]);
    const bytes = new Uint8Array(await (await fetch(seen[0]?.url ?? '')).arrayBuffer());
    expect(bytes).toEqual(png);
    await expect(
      other.client().addProductImage({ params, body: { contentType: 'image/png', sizeBytes: 200 } }),
    ).rejects.toMatchObject({ status: 404 });
    expect(house.engine.deniedCalls()).toEqual([]);
    expect(house.engine.deadLetters().flatMap(({ messages }) => messages)).toEqual([]);
  });
});
