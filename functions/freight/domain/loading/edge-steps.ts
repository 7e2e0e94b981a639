import type { Room } from './block-table.ts';

/** The bit above the 9 bits of each edge. */
const spareBits = (1 << 29) | (1 << 19) | (1 << 9);
const steps = 511;

/**
 * Three edges in one number: 511ths of the room's, rounded down, 9 bits each with a bit to spare above. Taken from a limit, whose spare
 * bits are set, a spare bit goes out when that edge is too long: one test says no to most cuboids that are too long some way.
 */
export const edgeSteps = (room: Room, l: number, w: number, h: number): number =>
  (Math.floor((steps * l) / room.l) << 20) |
  (Math.floor((steps * w) / room.w) << 10) |
  Math.floor((steps * h) / room.h);

/** The limit for cuboids that are to fit into one of these edges. */
export const stepsLimit = (room: Room, l: number, w: number, h: number): number =>
  edgeSteps(room, l, w, h) | spareBits;

/** False only if the cuboid is longer than the limit some way; true means that it may fit. */
export const mayFit = (limit: number, cuboid: number): boolean =>
  ((limit - cuboid) & spareBits) === spareBits;
