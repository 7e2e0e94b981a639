import { positionTable } from '../fx/position-table.ts';
import { houseCommand } from './command.ts';

/** `entrepot fx positions`. */
export const fxPositionsCommand = houseCommand(
  {
    name: 'fx positions',
    operands: '',
    summary: 'what the house has open in each currency: position, locks, unsettled deals, margin',
  },
  0,
  async (house) => {
    const { fxPositions } = await import('../operator/invocations.ts');
    console.log(positionTable(await fxPositions(house)));
  },
);
