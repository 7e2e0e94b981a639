import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProductInput } from '../../../client/operations.ts';
import { exampleProductInput } from '../../../functions/catalog/shapes.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;
let supplier: Member;
let buyer: Member;

beforeAll(async () => {
  house = await startTestHouse();
  [supplier, buyer] = await Promise.all([house.signUp('exporter'), house.signUp('buyer')]);
  await house.settle();
});
afterAll(() => house?.stop());

const list = async (change: Partial<ProductInput> = {}): Promise<string> => {
  const { body } = await supplier.client().createProduct({ body: { ...exampleProductInput, ...change } });
  return body.productId;
};

describe('a product', () => {
  test('of two edits of the same version one wins and the other reads again', async () => {
    // Given
    const productId = await list();
    const { etag } = await supplier.client().getProduct({ params: { productId } });
    const edit = (title: string) =>
      supplier.client().updateProduct({
        params: { productId },
        body: { ...exampleProductInput, title },
        ifMatch: etag ?? '',
      });

    // When
    const outcomes = await Promise.allSettled([edit('First'), edit('Second')]);

    // Then
    const refused = outcomes.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ reason: { status: 412, code: 'http.version_mismatch' } });
    const read = await buyer.client().getProduct({ params: { productId } });
    expect(read.etag).toBe('"v2"');
    expect(['First', 'Second']).toContain(read.body.title);
  });

  test('is edited by its supplier only; to others it looks unknown', async () => {
    const productId = await list();
    const other = await house.signUp('exporter');
    await expect(
      other.client().updateProduct({ params: { productId }, body: exampleProductInput, ifMatch: '"v1"' }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(buyer.client().createProduct({ body: exampleProductInput })).rejects.toMatchObject({
      status: 403,
    });
  });

  test('prices 499 and says that 500 are cheaper (PT-1)', async () => {
    const productId = await list();
    const price = (quantity: string) =>
      buyer.client().priceProduct({ params: { productId }, query: { quantity } });
    expect((await price('499')).body).toMatchObject({
      total: { currency: 'USD', amount: '2095.80' },
      warning: { quantity: '500', total: { amount: '1950.00' }, fromQuantity: '465' },
    });
    expect((await price('464')).body.warning).toBeUndefined();
    await expect(price('99')).rejects.toMatchObject({ status: 422, code: 'catalog.below_minimum' });
    await expect(price('499.5')).rejects.toMatchObject({ code: 'quantity.too_many_decimals' });
  });

  test('with faulty tiers is refused with a pointer', async () => {
    const tiers = [exampleProductInput.tiers[0], exampleProductInput.tiers[0]];
    await expect(list({ tiers })).rejects.toMatchObject({
      code: 'catalog.tiers_not_rising',
      problem: { errors: [{ pointer: '/tiers/1' }] },
    });
  });
});

describe('a listing', () => {
  test('shows every product once over its pages, and the unlisted to their supplier only', async () => {
    // Given a supplier of its own with five products, one of them unlisted
    const own = await house.signUp('exporter');
    const make = (title: string, isListed = true) =>
      own.client().createProduct({ body: { ...exampleProductInput, title, isListed } });
    for (const title of ['One', 'Two', 'Three', 'Four']) await make(title);
    await make('Hidden', false);
    const { companyId: supplierId } = own.company;

    // When
    const walk = async (member: Member): Promise<readonly string[]> => {
      const titles: string[] = [];
      let cursor: string | undefined;
      do {
        const { body } = await member
          .client()
          .listProducts({ query: { supplierId, limit: '2', ...(cursor ? { cursor } : {}) } });
        titles.push(...body.items.map((item) => item.title));
        cursor = body.next;
      } while (cursor);
      return titles;
    };

    // Then: newest first
    expect(await walk(buyer)).toEqual(['Four', 'Three', 'Two', 'One']);
    expect(await walk(own)).toEqual(['Hidden', 'Four', 'Three', 'Two', 'One']);
  });

  test('finds by words and by code, and follows edits', async () => {
    // Given
    const productId = await list({ title: 'Bamboo Étagère', hsCode: '94038300' });
    const find = async (query: Record<string, string>) =>
      (await buyer.client().listProducts({ query })).body.items.map((item) => item.productId);
    expect(await find({ q: 'bamboo etag' })).toEqual([productId]);
    expect(await find({ hsCode: '940383' })).toEqual([productId]);
    expect(await find({ hsCode: '9403830099' })).toEqual([]);

    // When it gets another code and title
    await supplier.client().updateProduct({
      params: { productId },
      body: { ...exampleProductInput, title: 'Oak shelf', hsCode: '94036090' },
      ifMatch: '"v1"',
    });

    // Then
    expect(await find({ q: 'bamboo' })).toEqual([]);
    expect(await find({ hsCode: '940383' })).toEqual([]);
    expect(await find({ hsCode: '940360', q: 'oak' })).toEqual([productId]);

    // When it is unlisted
    await supplier.client().updateProduct({
      params: { productId },
      body: { ...exampleProductInput, title: 'Oak shelf', hsCode: '94036090', isListed: false },
      ifMatch: '"v2"',
    });

    // Then
    expect(await find({ q: 'oak' })).toEqual([]);
    await expect(buyer.client().getProduct({ params: { productId } })).rejects.toMatchObject({ status: 404 });
  });
});
