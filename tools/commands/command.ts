import { parseArgs } from 'node:util';
import type { House } from '../operator/house.ts';

/** One command of the `entrepot` tool. */
export interface Command {
  /** The words that choose it, e.g. `ledger verify`. */
  readonly name: string;
  /** What follows the name: operands and options, e.g. `--in spec.json [--seconds 10]`. */
  readonly operands: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Throws an Error whose message tells the reader what to mend. */
  readonly run: (args: readonly string[]) => Promise<void>;
}

/** A command that works on a house: the one that `npm start` runs here, or a deployed stage. Takes at most `operandsMax` operands. */
export const houseCommand = (
  { name, operands, summary }: Pick<Command, 'name' | 'operands' | 'summary'>,
  operandsMax: number,
  run: (house: House, operands: readonly string[]) => Promise<void>,
): Command => ({
  name,
  operands: `${operands} [--stage local|test|live]`.trim(),
  summary,
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { stage: { type: 'string', default: 'local' } },
    });
    if (positionals.length > operandsMax) {
      throw new Error(`${name} does not know what to do with: ${positionals.slice(operandsMax).join(' ')}`);
    }
    // The construct library takes a second to load: commands that work on files alone do without it.
    const { openHouse } = await import('../operator/house.ts');
    await run(openHouse(values.stage), positionals);
  },
});
