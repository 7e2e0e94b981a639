import { describe } from 'vitest';
import { checkApi } from './checks/api.ts';
import { checkData } from './checks/data.ts';
import { checkFunctions } from './checks/functions.ts';
import { checkGrants } from './checks/grants.ts';
import { checkMachines } from './checks/machines.ts';
import { checkNag } from './checks/nag.ts';
import { checkQueues } from './checks/queues.ts';
import { checkRouting } from './checks/routing.ts';
import { houses } from './support/houses.ts';

/** One file, so that the templates are made once: what holds for every house that these stacks can build. */
describe.each(houses)('$name', (house) => {
  checkFunctions(house);
  checkQueues(house);
  checkData(house);
  checkGrants(house);
  checkApi(house);
  checkRouting(house);
  checkMachines(house);
  checkNag(house);
});
