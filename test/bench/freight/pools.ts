import { parseArgs } from 'node:util';
import { cargoOf, type PieceGroup } from '../../../functions/freight/domain/cargo/cargo.ts';
import { type Load, standAloneOf } from '../../../functions/freight/domain/planning/plan-load.ts';
import { planPool } from '../../../functions/freight/domain/planning/plan-pool.ts';
import { allocateCost } from '../../../functions/freight/domain/sharing/allocate-cost.ts';
import { poolGame } from '../../../functions/freight/domain/sharing/pool-game.ts';
import { addMoney, zeroMoney } from '../../../shared/kernel/money.ts';
import { seededNumbers } from '../../../shared/kernel/seeded-numbers.ts';
import { ocean } from '../../unit/freight/examples.ts';

/**
 * What planning a pool together costs beside the sum of all its members alone with a co-loader, on generated pools of the worked lane
 * (LCL 110 a revenue ton and 60 a bill, 20GP 2,000, 40GP 3,400, 40HC 3,600), and what each shipper saves by the split that it is
 * billed. `npm run bench:freight:pools -- --pools 1000 --members 12 --seed 1995`
 */
const { values } = parseArgs({
  options: {
    pools: { type: 'string', default: '1000' },
    members: { type: 'string', default: '12' },
    trials: { type: 'string', default: '150' },
    seed: { type: 'string', default: '1995' },
  },
});

const { next } = seededNumbers(Number(values.seed));
const between = (least: number, most: number): number => least + next(most - least + 1);

/** Cartons of one size: most shippers have a few cubic metres, some a few cartons, some half a container. */
const pieces = (): PieceGroup => {
  const [lengthMm, widthMm, heightMm] = [between(30, 110) * 10, between(25, 90) * 10, between(20, 100) * 10];
  const cubicMetres = [0.3, 1, 2, 4, 8, 14][next(6)] ?? 1;
  const each = (lengthMm * widthMm * heightMm) / 1e9;
  return {
    count: Math.max(1, Math.round(cubicMetres / each)),
    lengthMm,
    widthMm,
    heightMm,
    // 80 to 500 kg a cubic metre: cartons of goods, from cushions to hardware.
    grossWeightGrams: Math.round(each * between(80, 500) * 1000),
    isStackable: next(8) > 0,
  };
};

const poolOf = (number: number): readonly Load[] =>
  Array.from({ length: between(2, Number(values.members)) }, (_, index) => {
    const own = [pieces()];
    return { consignmentId: `pool-${number}-lot-${index}`, pieces: own, cargo: cargoOf(own) };
  });

const none = zeroMoney(ocean.tariff.currency);
const savings: number[] = [];
let [together, alone, pools, inContainers, stable] = [none, none, 0, 0, 0];
const startMs = performance.now();
for (let number = 0; number < Number(values.pools); number += 1) {
  const loads = poolOf(number);
  const { plan } = planPool(loads, ocean, Number(values.trials));
  const sharers = loads.map(({ consignmentId, cargo }) => {
    const standAlone = standAloneOf(cargo, ocean);
    return { consignmentId, standAlone, cap: standAlone };
  });
  const split = allocateCost([{ code: 'FREIGHT', amount: plan.cost }], sharers, none, poolGame(loads, ocean));
  for (const [index, { total }] of split.shares.entries()) {
    const own = Number(sharers[index]?.standAlone.amountMinor ?? 1n);
    savings.push(1 - Number(total.amountMinor) / own);
  }
  pools += 1;
  if ((plan.units ?? []).length > 0) inContainers += 1;
  if (split.proof.isStable) stable += 1;
  together = addMoney(together, plan.cost);
  alone = sharers.reduce((sum, { standAlone }) => addMoney(sum, standAlone), alone);
}

savings.sort((a, b) => a - b);
const at = (share: number): string =>
  `${(100 * (savings[Math.floor(share * (savings.length - 1))] ?? 0)).toFixed(1)} %`;
const ratio = Number(together.amountMinor) / Number(alone.amountMinor);
console.log(`${pools} pools, ${savings.length} shippers, ${inContainers} pools with containers of their own`);
console.log(`cost together, as a share of the sum of LCL alone: ${ratio.toFixed(3)}`);
console.log(
  `a shipper saves: p0 ${at(0)}, p10 ${at(0.1)}, p25 ${at(0.25)}, p50 ${at(0.5)}, p75 ${at(0.75)}, p90 ${at(0.9)}, p100 ${at(1)}`,
);
console.log(`splits from which no group of shippers had a reason to leave: ${stable} of ${pools}`);
console.log(`${((performance.now() - startMs) / pools).toFixed(0)} ms a pool`);
