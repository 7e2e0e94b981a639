/** Pieces of one kind that travel alike. Lengths in any one unit, weights in any one unit. */
export interface PieceType {
  readonly label: string;
  readonly l: number;
  readonly w: number;
  readonly h: number;
  /** Which of l, w, h may stand vertically; each allows both ways round. */
  readonly uprights: readonly [l: boolean, w: boolean, h: boolean];
  /** May not be turned at all: l along the container, h up. */
  readonly isFixed: boolean;
  readonly quantity: number;
  readonly weight: number;
  /** False when nothing may rest on it. */
  readonly isStackable: boolean;
  /** Most weight that it carries, all that stands above it counted by shared area. */
  readonly loadMax?: number | undefined;
  /** Unloading order, 1 first out. */
  readonly drop?: number | undefined;
  /** Whose goods they are, for colours and the loading list. */
  readonly consignment?: string | undefined;
  /** Segregation group such as `food` or `IMDG 8`. */
  readonly group?: string | undefined;
}

/** A container that may be filled, and through which door. */
export interface ContainerSize {
  readonly name: string;
  readonly l: number;
  readonly w: number;
  readonly h: number;
  readonly weightMax?: number | undefined;
  readonly door?: { readonly w: number; readonly h: number } | undefined;
  /** How many there are at most. */
  readonly available: number;
}

/** Where the centre of gravity may lie. */
export interface WeightBalance {
  /** Largest distance from the middle, as shares of length and width. */
  readonly lengthShareMax: number;
  readonly widthShareMax: number;
  /**
   * Share of the load that may be given up for it, below 1: a load that would lose more stays out of balance, so that a larger budget may
   * find balance at the price of that much. Whatever it takes if not given, or where the weight of each half is limited, too.
   */
  readonly costMax?: number | undefined;
}

/** What a plan must keep besides lying inside and not overlapping. */
export interface LoadingRules {
  /** Least share of every piece's base that rests on the floor or on other pieces, 0 to 1. */
  readonly supportMin: number;
  /** What goes out first may not be blocked towards the door (at x = l) or from above by what goes out later. */
  readonly isInDropOrder: boolean;
  readonly balance?: WeightBalance | undefined;
  /** Largest share of the weight in either half lengthwise; 0.6 is what carriers ask for. */
  readonly halfWeightShareMax?: number | undefined;
  /** Pairs of groups that may not share a container. */
  readonly apart: readonly (readonly [string, string])[];
  /** Pairs of groups that may share a container but not touch. */
  readonly separated: readonly (readonly [string, string])[];
}

/** What to load into what. Several sizes are tried in the given order of preference. */
export interface LoadingTask {
  readonly pieces: readonly PieceType[];
  readonly containers: readonly ContainerSize[];
  readonly rules: LoadingRules;
}

/** A piece in its place; l, w, h after turning, x from the back wall to the door, y across, z up. */
export interface Placement {
  readonly type: number;
  readonly container: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly l: number;
  readonly w: number;
  readonly h: number;
}

/** Why pieces stay behind. */
export type LeftReason =
  | 'does_not_fit_inside'
  | 'does_not_pass_the_door'
  | 'heavier_than_the_container_may_carry'
  | 'weight_limit_reached'
  | 'apart_from_what_is_loaded'
  | 'would_unbalance_the_load'
  | 'no_room_left';

/** Pieces of one type that could not be loaded. */
export interface LeftPieces {
  readonly type: number;
  readonly count: number;
  readonly reason: LeftReason;
}

/** Where everything goes, and what stays behind. */
export interface LoadingPlan {
  /** Size of each container used, by its number in the placements. */
  readonly containers: readonly ContainerSize[];
  readonly placements: readonly Placement[];
  readonly left: readonly LeftPieces[];
  /** Trial loads that were completed to find it. */
  readonly trials: number;
}
