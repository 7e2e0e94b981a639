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
 *
 * The largest that there is, by CPU and memory: `npm run bench:freight:pools -- --pools 1 --least 200 --members 200 --pieces 3000 --trials 3000`
 */
const { values } = parseArgs({
  options: {
    pools: { type: 'string', default: '1000' },
    least: { type: 'string', default: '2' },
    members: { type: 'string', default: '12' },
    /** Pieces of a whole pool; left out, they follow from what a shipper sends. */
    pieces: { type: 'string' },
    trials: { type: 'string', default: '150' },
    seed: { type: 'string', default: '1995' },
  },
});

const { next } = seededNumbers(Number(values.seed));
const between = (least: number, most: number): number => least + next(most - least + 1);

/** Cartons of one size: most shippers have a few cubic metres, some a few cartons, some half a container. */
const pieces = (count?: number): PieceGroup => {
  // So many that they are to fill ten containers and no more are smaller.
  const unit = count === undefined ? 10 : 9;
  const [lengthMm, widthMm, heightMm] = [
    between(30, 110) * unit,
    between(25, 90) * unit,
    between(20, 100) * unit,
  ];
  const cubicMetres = [0.3, 1, 2, 4, 8, 14][next(6)] ?? 1;
  const each = (lengthMm * widthMm * heightMm) / 1e9;
  return {
    count: count ?? Math.max(1, Math.round(cubicMetres / each)),
    lengthMm,
    widthMm,
    heightMm,
    // 80 to 500 kg a cubic metre: cartons of goods, from cushions to hardware.
    grossWeightGrams: Math.round(each * between(80, 500) * 1000),
    isStackable: next(8) > 0,
  };
};

const poolOf = (number: number): readonly Load[] => {
  const members = between(Number(values.least), Number(values.members));
  const count = values.pieces === undefined ? undefined : Math.ceil(Number(values.pieces) / members);
  return Array.from({ length: members }, (_, index) => {
    const own = [pieces(count)];
    return { consignmentId: `pool-${number}-lot-${index}`, pieces: own, cargo: cargoOf(own) };
  });
};

/** CPU time of this process in seconds. */
const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const none = zeroMoney(ocean.tariff.currency);
const savings: number[] = [];
let [together, alone, pools, inContainers, stable] = [none, none, 0, 0, 0];
let [planning, splitting] = [0, 0];
for (let number = 0; number < Number(values.pools); number += 1) {
  const loads = poolOf(number);
  const startsAt = cpuSeconds();
  const { plan } = planPool(loads, ocean, Number(values.trials));
  const plannedAt = cpuSeconds();
  planning += plannedAt - startsAt;
  const sharers = loads.map(({ consignmentId, cargo }) => {
    const standAlone = standAloneOf(cargo, ocean);
    return { consignmentId, standAlone, cap: standAlone };
  });
  const split = allocateCost([{ code: 'FREIGHT', amount: plan.cost }], sharers, none, poolGame(loads, ocean));
  splitting += cpuSeconds() - plannedAt;
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
const each = (seconds: number): string => `${(seconds / pools).toFixed(2)} s`;
const peakMb = process.resourceUsage().maxRSS / 1024;
console.log(
  `CPU a pool: planned in ${each(planning)}, split in ${each(splitting)}; ${peakMb.toFixed(0)} MB at most`,
);
