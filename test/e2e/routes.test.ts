import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { synthesise } from '../../infra/synth.ts';
import { readApiDocument } from '../support/api-document.ts';

const routesOfTemplates = async (): Promise<readonly string[]> => {
  const assembly = await synthesise({ stage: 'local' });
  const files = (await readdir(assembly)).filter((name) => name.endsWith('.template.json'));
  const found: string[] = [];
  for (const file of files) {
    const template: { Resources?: Record<string, { Type: string; Properties?: { RouteKey?: string } }> } =
      JSON.parse(await readFile(join(assembly, file), 'utf8'));
    for (const { Type, Properties } of Object.values(template.Resources ?? {}))
      if (Type === 'AWS::ApiGatewayV2::Route') found.push(Properties?.RouteKey ?? '');
  }
  return found;
};

describe('routes of the template and the OpenAPI document', () => {
  it('are the same, both ways', async () => {
    // Given
    const { operations } = await readApiDocument();

    // When
    const routes = await routesOfTemplates();

    // Then
    const ofProduct = routes.filter((route) => !route.includes(' /sandbox/')).sort();
    const documented = operations.map(({ method, path }) => `${method} ${path}`).sort();
    expect(ofProduct).toEqual(documented);
    expect(new Set(ofProduct).size).toBe(ofProduct.length);
  });
});
