import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acknowledgements } from '../../../infra/acknowledgements.ts';
import type { House } from '../support/houses.ts';
import { at, listAt } from '../support/template.ts';

/** How the CDK stores what was acknowledged. */
const metadataKey = 'aws:cdk:acknowledged-rules';

const accepted = new Map<string, string>(acknowledgements.map(({ id, reason }) => [id, reason]));

/** Every acknowledgement in an assembly's metadata, as rule → reason. */
const acknowledgedIn = async (
  assembly: string,
  stacks: readonly string[],
): Promise<readonly [string, string][]> => {
  const found: [string, string][] = [];
  for (const stack of stacks) {
    const metadata: unknown = JSON.parse(await readFile(join(assembly, `${stack}.metadata.json`), 'utf8'));
    for (const entries of Object.values(metadata ?? {})) {
      for (const entry of listAt(entries)) {
        if (at(entry, 'type') !== metadataKey) continue;
        for (const [id, reason] of Object.entries(at(entry, 'data') ?? {})) {
          found.push([id.replace(/^annotation::/i, ''), String(reason)]);
        }
      }
    }
  }
  return found;
};

/** Over the templates of a house: rule packs. */
export const checkNag = ({ assembly, resources }: House): void => {
  describe('rule packs', () => {
    test('there are at most ten acknowledgements, and each gives its reason in a sentence', () => {
      expect(acknowledgements.length).toBeLessThanOrEqual(10);
      expect(new Set(acknowledgements.map(({ id }) => id)).size).toBe(acknowledgements.length);
      for (const { id, reason } of acknowledgements) expect(reason, id).toMatch(/^.{40,}\.$/s);
    });

    test('no pack has a finding that lacks a reason', async () => {
      const report: unknown = JSON.parse(await readFile(join(assembly, 'validation-report.json'), 'utf8'));
      const violations = listAt(report, 'pluginReports').flatMap((plugin) => listAt(plugin, 'violations'));
      expect(violations).toEqual([]);
    });

    test('nothing is acknowledged but by the list', async () => {
      const stacks = [...new Set(resources.map(({ stack }) => stack))];
      const found = await acknowledgedIn(assembly, stacks);
      for (const [id, reason] of found) expect(accepted.get(id), id).toBe(reason);
    });
  });
};
