import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleProductInput } from '../../functions/catalog/shapes.ts';
import { startTestHouse, type TestHouse } from '../support/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house?.stop());

describe('a company that joins', () => {
  it('gets a key that lists a product at once', async () => {
    // Given
    const exporter = await house.signUp('exporter', { name: 'Shenzhen Lumen Works Co., Ltd.' });

    // When
    const made = await exporter.client().createProduct({
      body: exampleProductInput,
    });

    // Then
    expect(made.status).toBe(201);
    await house.settle();
    expect((await exporter.client().getMyCompany()).body.screening).toBe('clear');
  });
});
