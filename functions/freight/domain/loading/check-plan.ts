import type { ContainerSize, LoadingPlan, LoadingTask, Placement } from './loading-task.ts';
import { passesDoor, waysOf } from './prepare-load.ts';

/** A rule that a plan breaks, at which placements. */
export interface PlanFault {
  readonly rule:
    | 'unknown_piece'
    | 'quantity'
    | 'orientation'
    | 'outside'
    | 'door'
    | 'overlap'
    | 'support'
    | 'do_not_stack'
    | 'load'
    | 'weight'
    | 'drop_order'
    | 'balance'
    | 'half_weight'
    | 'segregation'
    | 'containers';
  readonly container: number;
  /** Indexes into the plan's placements. */
  readonly placements: readonly number[];
}

interface Placed extends Placement {
  readonly index: number;
}

/** Lengths closer than this are equal; the unit is the task's own. */
const near = 1e-6;

const overlap = (a0: number, a1: number, b0: number, b1: number): number =>
  Math.min(a1, b1) - Math.max(a0, b0);
const overlapX = (a: Placement, b: Placement): number => overlap(a.x, a.x + a.l, b.x, b.x + b.l);
const overlapY = (a: Placement, b: Placement): number => overlap(a.y, a.y + a.w, b.y, b.y + b.w);
const overlapZ = (a: Placement, b: Placement): number => overlap(a.z, a.z + a.h, b.z, b.z + b.h);

/** Checks the plan against the task from first principles; shares no code with the search. Empty when all is well. */
export const checkPlan = (task: LoadingTask, plan: LoadingPlan): readonly PlanFault[] => {
  const faults: PlanFault[] = [];
  const placed = plan.placements.map((placement, index): Placed => ({ ...placement, index }));
  const known = placed.filter(
    (one) => task.pieces[one.type] !== undefined && plan.containers[one.container] !== undefined,
  );
  if (known.length < placed.length) faults.push({ rule: 'unknown_piece', container: 0, placements: [] });
  checkCounts(task, plan, faults);
  for (const [container, size] of plan.containers.entries()) {
    const inside = known.filter((one) => one.container === container);
    const fault = (rule: PlanFault['rule'], ...placements: readonly Placed[]): void => {
      faults.push({ rule, container, placements: placements.map(({ index }) => index) });
    };
    checkPieces(task, size, inside, fault);
    checkPairs(task, inside, fault);
    checkCarrying(task, inside, fault);
    checkWeight(task, size, inside, fault);
  }
  return faults;
};

type Fault = (rule: PlanFault['rule'], ...placements: readonly Placed[]) => void;

const checkCounts = (task: LoadingTask, plan: LoadingPlan, faults: PlanFault[]): void => {
  for (const [type, piece] of task.pieces.entries()) {
    const there = plan.placements.filter((one) => one.type === type).length;
    const left = plan.left.filter((one) => one.type === type).reduce((sum, { count }) => sum + count, 0);
    if (there + left !== piece.quantity) faults.push({ rule: 'quantity', container: 0, placements: [] });
  }
  for (const size of task.containers) {
    const used = plan.containers.filter(({ name }) => name === size.name).length;
    if (used > size.available) faults.push({ rule: 'containers', container: 0, placements: [] });
  }
};

const checkPieces = (
  task: LoadingTask,
  size: ContainerSize,
  inside: readonly Placed[],
  fault: Fault,
): void => {
  for (const one of inside) {
    const piece = task.pieces[one.type];
    if (piece === undefined) continue;
    const isWay = waysOf(piece).some(
      (way) =>
        Math.abs(way.l - one.l) <= near && Math.abs(way.w - one.w) <= near && Math.abs(way.h - one.h) <= near,
    );
    if (!isWay) fault('orientation', one);
    const isInside =
      one.x >= -near &&
      one.y >= -near &&
      one.z >= -near &&
      one.x + one.l <= size.l + near &&
      one.y + one.w <= size.w + near &&
      one.z + one.h <= size.h + near;
    if (!isInside) fault('outside', one);
    if (!passesDoor(piece, size)) fault('door', one);
  }
};

const isPair = (
  pairs: readonly (readonly [string, string])[],
  a: string | undefined,
  b: string | undefined,
): boolean => pairs.some(([one, other]) => (one === a && other === b) || (one === b && other === a));

const checkPairs = (task: LoadingTask, inside: readonly Placed[], fault: Fault): void => {
  const { rules, pieces } = task;
  const hasGroups = rules.apart.length + rules.separated.length > 0;
  const needsAllPairs = hasGroups || rules.isInDropOrder;
  const sorted = [...inside].sort((a, b) => a.x - b.x || a.index - b.index);
  for (const [i, a] of sorted.entries()) {
    for (let j = i + 1; j < sorted.length; j++) {
      const b = sorted[j];
      // Sorted along the container: none further on can reach back into this one.
      if (b === undefined || (!needsAllPairs && b.x >= a.x + a.l)) break;
      const [x, y, z] = [overlapX(a, b), overlapY(a, b), overlapZ(a, b)];
      if (x > near && y > near && z > near) fault('overlap', a, b);
      if (rules.isInDropOrder) {
        const [first, second] = [pieces[a.type]?.drop, pieces[b.type]?.drop];
        if (first !== undefined && second !== undefined && first < second && isBlocked(a, b))
          fault('drop_order', a, b);
        if (first !== undefined && second !== undefined && second < first && isBlocked(b, a))
          fault('drop_order', b, a);
      }
      if (!hasGroups) continue;
      const [groupA, groupB] = [pieces[a.type]?.group, pieces[b.type]?.group];
      if (isPair(rules.apart, groupA, groupB)) fault('segregation', a, b);
      const isTouching = x >= -near && y >= -near && z >= -near;
      if (isTouching && isPair(rules.separated, groupA, groupB)) fault('segregation', a, b);
    }
  }
};

/** True when `later` stands between `first` and the door, or above it. */
const isBlocked = (first: Placement, later: Placement): boolean => {
  const [x, y, z] = [overlapX(first, later), overlapY(first, later), overlapZ(first, later)];
  if (y <= near) return false;
  return (
    (z > near && later.x >= first.x + first.l - near) || (x > near && later.z >= first.z + first.h - near)
  );
};

const checkCarrying = (task: LoadingTask, inside: readonly Placed[], fault: Fault): void => {
  const load = new Map<Placed, number>();
  const byTop = Map.groupBy(inside, (one) => Math.round((one.z + one.h) / near / 10));
  const topDown = [...inside].sort((a, b) => b.z - a.z);
  for (const one of topDown) {
    const piece = task.pieces[one.type];
    const carried = load.get(one) ?? 0;
    if (piece?.loadMax !== undefined && carried > piece.loadMax + near) fault('load', one);
    if (one.z <= near) continue;
    const level = Math.round(one.z / near / 10);
    const candidates = [level - 1, level, level + 1].flatMap((each) => byTop.get(each) ?? []);
    const below = candidates.flatMap((other) => {
      if (Math.abs(other.z + other.h - one.z) > near) return [];
      const [x, y] = [overlapX(one, other), overlapY(one, other)];
      return x > near && y > near ? [{ other, area: x * y }] : [];
    });
    const area = below.reduce((sum, each) => sum + each.area, 0);
    if (area < (task.rules.supportMin - 1e-9) * one.l * one.w) fault('support', one);
    for (const each of below) {
      if (task.pieces[each.other.type]?.isStackable === false) fault('do_not_stack', each.other, one);
      const total = carried + (piece?.weight ?? 0);
      load.set(each.other, (load.get(each.other) ?? 0) + (total * each.area) / area);
    }
  }
};

/** True when no plan may be out of balance, whatever it costs. */
export const isBalanceFirm = ({ balance, halfWeightShareMax }: LoadingTask['rules']): boolean =>
  balance?.costMax === undefined || halfWeightShareMax !== undefined;

const checkWeight = (
  task: LoadingTask,
  size: ContainerSize,
  inside: readonly Placed[],
  fault: Fault,
): void => {
  const weightOf = (one: Placed): number => task.pieces[one.type]?.weight ?? 0;
  const sum = (share: (one: Placed) => number): number =>
    inside.reduce((total, one) => total + weightOf(one) * share(one), 0);
  const weight = sum(() => 1);
  if (size.weightMax !== undefined && weight > size.weightMax + near) fault('weight');
  if (weight === 0) return;
  const { balance, halfWeightShareMax } = task.rules;
  if (balance !== undefined && isBalanceFirm(task.rules)) {
    const offX = Math.abs(sum((one) => one.x + one.l / 2) / weight / size.l - 0.5);
    const offY = Math.abs(sum((one) => one.y + one.w / 2) / weight / size.w - 0.5);
    if (offX > balance.lengthShareMax || offY > balance.widthShareMax) fault('balance');
  }
  if (halfWeightShareMax === undefined) return;
  const back = sum((one) => Math.min(1, Math.max(0, (size.l / 2 - one.x) / one.l))) / weight;
  if (Math.max(back, 1 - back) > halfWeightShareMax) fault('half_weight');
};
