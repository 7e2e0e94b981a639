/** Which way the goods cross the border. */
export type Direction = 'export' | 'import';

/** States of a declaration, as the contract names them. */
export type DeclarationState =
  | 'prepared'
  | 'lodged'
  | 'accepted'
  | 'queried'
  | 'held'
  | 'duties_assessed'
  | 'released'
  | 'exited'
  | 'rejected'
  | 'cancelled';

type Table = Readonly<Partial<Record<DeclarationState, readonly DeclarationState[]>>>;

/**
 * What may follow what. An answer may overtake another, so a state may be skipped forwards (lodged → released), never
 * backwards. `released → held` is an authority that takes its release for export back before the goods have left. `rejected →
 * prepared` is a correction, a new revision; `held → lodged` is an operator who sends it on.
 */
const exportTable: Table = {
  prepared: ['lodged', 'held', 'cancelled'],
  lodged: ['accepted', 'queried', 'held', 'released', 'exited', 'rejected'],
  accepted: ['queried', 'held', 'released', 'exited', 'rejected'],
  queried: ['accepted', 'held', 'released', 'exited', 'rejected'],
  held: ['lodged', 'accepted', 'queried', 'released', 'exited', 'rejected', 'cancelled'],
  released: ['held', 'exited'],
  exited: [],
  rejected: ['prepared', 'cancelled'],
  cancelled: [],
};

const importTable: Table = {
  prepared: ['lodged', 'held', 'cancelled'],
  lodged: ['accepted', 'queried', 'held', 'duties_assessed', 'released', 'rejected'],
  accepted: ['queried', 'held', 'duties_assessed', 'released', 'rejected'],
  queried: ['accepted', 'held', 'duties_assessed', 'released', 'rejected'],
  held: ['lodged', 'accepted', 'queried', 'duties_assessed', 'released', 'rejected', 'cancelled'],
  duties_assessed: ['held', 'released'],
  released: [],
  rejected: ['prepared', 'cancelled'],
  cancelled: [],
};

/** The one table of each leg. */
export const transitions: Readonly<Record<Direction, Table>> = { export: exportTable, import: importTable };

/** True when the table lets a declaration go from one state to the other. */
export const canMove = (direction: Direction, from: DeclarationState, to: DeclarationState): boolean =>
  transitions[direction][from]?.includes(to) ?? false;

/** True for a state with no way out. */
export const isFinal = (direction: Direction, state: DeclarationState): boolean =>
  (transitions[direction][state] ?? []).length === 0;
