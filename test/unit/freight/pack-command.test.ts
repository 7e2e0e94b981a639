import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { packCommand } from '../../../tools/pack/pack-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'entrepot-pack-'));
const spec = join(folder, 'spec.json');
const out = join(folder, 'plan.json');

const planFile = z.object({
  instances: z.tuple([
    z.object({
      boxes: z.array(z.object({ typeIndex: z.int(), container: z.int(), x: z.number() })),
      left: z.array(z.object({ typeIndex: z.int(), count: z.int(), reason: z.string() })),
    }),
  ]),
});

const pack = async (content: unknown, ...options: readonly string[]) => {
  writeFileSync(spec, JSON.stringify(content));
  await packCommand.run(['--in', spec, '--out', out, '--trials', '20', ...options]);
  return planFile.parse(JSON.parse(readFileSync(out, 'utf8'))).instances[0];
};

const cubes = (qty: number, differs: object = {}) => ({ l: 10, w: 10, h: 10, qty, ...differs });
/** Takes 8 cubes. */
const container = { l: 20, w: 20, h: 20 };
const containersOf = ({ boxes }: Awaited<ReturnType<typeof pack>>): number =>
  new Set(boxes.map((box) => box.container)).size;

afterAll(() => rmSync(folder, { recursive: true }));

describe('entrepot pack', () => {
  test('keeps the unloading order wherever drops are given: what is out last stands at the back', async () => {
    // Given two cubes one behind the other, numbered from 0
    const types = [cubes(1, { drop: 0 }), cubes(1, { drop: 1 })];
    // When
    const { boxes } = await pack({ container: { l: 20, w: 10, h: 10 }, types });
    // Then
    expect(boxes.map(({ typeIndex, x }) => ({ typeIndex, x }))).toEqual([
      { typeIndex: 1, x: 0 },
      { typeIndex: 0, x: 10 },
    ]);
  });

  test('does without the unloading order when told so', async () => {
    // Given room for two cubes, one on the other: the one that nothing may rest on goes out last
    const types = [cubes(1, { drop: 1 }), cubes(1, { drop: 2, noStack: true })];
    const one = { container: { l: 10, w: 10, h: 20 }, types };
    // Then
    expect((await pack(one)).boxes).toHaveLength(1);
    expect((await pack(one, '--no-lifo')).boxes).toHaveLength(2);
  });

  test('uses as many containers as it takes for sizes that are clearly too many for one', async () => {
    const several = await pack({ container, types: [cubes(24)] });
    expect(containersOf(several)).toBe(3);
    expect(several.left).toEqual([]);
  });

  test.each([
    { why: 'the goods have weights', one: { container, types: [cubes(24, { weight: 1 })] }, options: [] },
    {
      why: 'it has a payload',
      one: { container: { ...container, maxWeight: 99 }, types: [cubes(24)] },
      options: [],
    },
    { why: 'it is told so', one: { container, types: [cubes(24)] }, options: ['--no-multi'] },
  ])('loads one container when $why', async ({ one, options }) => {
    const single = await pack(one, ...options);
    expect(containersOf(single)).toBe(1);
    expect(single.left).toEqual([{ typeIndex: 0, count: 16, reason: 'no_room_left' }]);
  });

  test('loads one container with goods that are a little too many for it', async () => {
    // Given 9 cubes where 8 have room
    const single = await pack({ container, types: [cubes(9)] });
    expect(containersOf(single)).toBe(1);
    expect(single.left).toEqual([{ typeIndex: 0, count: 1, reason: 'no_room_left' }]);
  });

  test('uses no more containers than there are', async () => {
    const two = await pack({ container: { ...container, available: 2 }, types: [cubes(24)] });
    expect(containersOf(two)).toBe(2);
    expect(two.left).toEqual([{ typeIndex: 0, count: 8, reason: 'no_room_left' }]);
  });

  test('puts the weight into the middle when weights are given, unless told not to', async () => {
    // Given two cubes in the length of four
    const one = { container: { l: 40, w: 10, h: 10 }, types: [cubes(2, { weight: 5 })] };
    // When
    const balanced = await pack(one);
    const free = await pack(one, '--cog', 'none');
    // Then their centre is at 20 of 40, or they stand where they were put first
    expect(balanced.boxes.map(({ x }) => x)).toEqual([10, 20]);
    expect(free.boxes.map(({ x }) => x)).toEqual([0, 10]);
  });

  test('leaves nothing behind for a balance that nobody asked for', async () => {
    // Given a cube of 1 beside one of 9 in a container for just the two: the centre is 20 % off
    const types = [cubes(1, { weight: 1 }), cubes(1, { weight: 9 })];
    const one = { container: { l: 20, w: 10, h: 10 }, types };
    // Then
    expect((await pack(one)).boxes).toHaveLength(2);
    expect((await pack(one, '--cog', '0.05,0.05')).left).toEqual([
      { typeIndex: 1, count: 1, reason: 'would_unbalance_the_load' },
    ]);
  });

  test('reads null as not given', async () => {
    const types = [
      cubes(8, { weight: null, maxLoad: null, noStack: null, drop: null, up: null, fixed: null }),
    ];
    const { boxes } = await pack({ container: { ...container, maxWeight: null }, types });
    expect(boxes).toHaveLength(8);
  });

  test.each([
    { options: ['--cog', '0.05'], told: '--cog is two shares' },
    { options: ['--support', '2'], told: '--support is a share from 0 to 1, not 2.' },
    { options: ['--seconds', '0'], told: '--seconds is a number above 0, not 0.' },
    { options: ['--seed', 'x'], told: '--seed is a whole number' },
  ])('says what is wrong with $options', async ({ options, told }) => {
    await expect(pack({ container, types: [cubes(1)] }, ...options)).rejects.toThrow(told);
  });

  test('names the faults of the file with their place', async () => {
    await expect(pack({ container, types: [{ l: 10, w: 10, h: -1, qty: 1 }] })).rejects.toThrow(
      '/0/types/0/h',
    );
    await expect(pack({ types: [] })).rejects.toThrow('needs either "container"');
  });
});
