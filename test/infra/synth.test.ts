import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { synthesise } from '../../infra/synth.ts';
import { at, readResources, textAt } from './support/template.ts';

test('an unchanged tree answers with the same assembly', async () => {
  const first = await synthesise({ stage: 'local' });
  const second = await synthesise({ stage: 'local' });
  expect(second).toBe(first);
  expect(existsSync(join(first, 'manifest.json'))).toBe(true);
});

test('a copy lies where it was asked for', async () => {
  const outdir = await mkdtemp(join(tmpdir(), 'entrepot-copy-'));
  expect(await synthesise({ stage: 'local', outdir })).toBe(outdir);
  expect(await readdir(outdir)).toContain('manifest.json');
});

test('every handler named in a template is a file of its asset', async () => {
  const assembly = await synthesise({ stage: 'local' });
  const functions = (await readResources(assembly)).filter(({ type }) => type === 'AWS::Lambda::Function');
  expect(functions.length).toBeGreaterThan(0);
  for (const { stack, id, properties } of functions) {
    const template: unknown = JSON.parse(await readFile(join(assembly, `${stack}.template.json`), 'utf8'));
    const asset = textAt(template, 'Resources', id, 'Metadata', 'aws:asset:path');
    const [entry, handler] = textAt(properties, 'Handler').split('.');
    const source = await readFile(join(assembly, asset, `${entry}.mjs`), 'utf8');
    expect(handler, id).toBe('handler');
    expect(source, id).toMatch(/export \{[^}]*\bhandler\b/);
  }
});

test('the laptop runs the same resources as AWS', async () => {
  const shapeOf = async (stage: string) =>
    (await readResources(await synthesise({ stage })))
      .map(({ stack, id, type }) => `${stack}/${id} ${type}`)
      .sort();
  expect(await shapeOf('local')).toEqual(await shapeOf('test'));
});

test('no template names a secret value, an account of ours or a machine of ours', async () => {
  const resources = await readResources(await synthesise({ stage: 'test' }));
  const accounts = JSON.stringify(resources).match(/(?<=:)\d{12}(?=:)/g) ?? [];
  expect([...new Set(accounts)]).toEqual(['111111111111']);
  expect(at(resources[0], 'stack')).toBeDefined();
});
