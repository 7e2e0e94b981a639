import { formatLength, formatSize } from './drawing.ts';
import type { LeftReason, LoadingPlan, LoadingTask, Placement } from './loading-task.ts';

const reasons: Readonly<Record<LeftReason, string>> = {
  does_not_fit_inside: 'too large for the inside in every way it may stand',
  does_not_pass_the_door: 'does not pass the door in any way it may stand',
  heavier_than_the_container_may_carry: 'heavier than the container may carry',
  weight_limit_reached: 'the weight limit is reached',
  apart_from_what_is_loaded: 'may not share a container with what is loaded',
  would_unbalance_the_load: 'would bring the centre of gravity out of its limits',
  no_room_left: 'no room is left where it may stand',
};

/** The plan as a list for the people who load: one line a piece, in loading order, and why the rest stays behind. */
export const writeLoadingList = (
  task: LoadingTask,
  plan: LoadingPlan,
  ordered: readonly Placement[],
): string => {
  const lines: string[] = [];
  for (const [container, size] of plan.containers.entries()) {
    const inside = ordered.filter((one) => one.container === container);
    lines.push(
      `Container ${container + 1}: ${size.name}, inside ${formatSize(size)}, ${inside.length} pieces`,
    );
    lines.push(
      'from the back: distance of the piece from the back wall; across: from the left wall seen from the door',
    );
    for (const [index, one] of inside.entries()) {
      const piece = task.pieces[one.type];
      const owner = piece?.consignment === undefined ? '' : ` of ${piece.consignment}`;
      const base = one.z === 0 ? 'on the floor' : `at height ${formatLength(one.z)}`;
      lines.push(
        `${String(index + 1).padStart(4)}. ${piece?.label ?? ''}${owner}, ${formatSize(one)} (along × across × up): from the back ${formatLength(one.x)}, across ${formatLength(one.y)}, ${base}`,
      );
    }
    lines.push('');
  }
  lines.push(plan.left.length === 0 ? 'Everything is loaded.' : 'Left behind:');
  for (const { type, count, reason } of plan.left) {
    lines.push(`  ${count} × ${task.pieces[type]?.label ?? ''}: ${reasons[reason]}`);
  }
  return `${lines.join('\n')}\n`;
};
