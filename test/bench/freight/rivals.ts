import { createRequire } from 'node:module';
import { pack3D, RotationType } from 'binpackingjs/3d';
import type { LoadingTask, PieceType } from '../../../functions/freight/domain/loading/loading-task.ts';

/** A packer of the bench: the volume that it loads of a task with one container. */
export interface Rival {
  readonly name: string;
  readonly loadedVolume: (task: LoadingTask) => number;
}

/** The part of the untyped package `bp3d` that is used here. */
interface Bp3d {
  readonly Item: new (name: string, width: number, height: number, depth: number, weight: number) => Named;
  readonly Bin: new (
    name: string,
    width: number,
    height: number,
    depth: number,
    weightMax: number,
  ) => { readonly items: readonly Named[] };
  readonly Packer: new () => {
    addBin(bin: object): void;
    addItem(item: Named): void;
    pack(): unknown;
  };
}

interface Named {
  readonly name: string;
}

// Its bundle has no names that an import could take.
const bp3d: Bp3d = createRequire(import.meta.url)('bp3d');

const weightNever = 1e9;

interface Single {
  readonly name: string;
  readonly piece: PieceType;
}

const singles = (task: LoadingTask): readonly Single[] =>
  task.pieces.flatMap((piece, type) =>
    Array.from({ length: piece.quantity }, (_, i) => ({ name: `${type}/${i}`, piece })),
  );

const volumeOf = (task: LoadingTask, loaded: ReadonlySet<string>): number =>
  singles(task).reduce(
    (sum, { name, piece }) => sum + (loaded.has(name) ? piece.l * piece.w * piece.h : 0),
    0,
  );

/** Width is our l, height our h, depth our w: the rotations that leave an allowed edge upright. */
const rotationsOf = ({ uprights: [l, w, h] }: PieceType): readonly RotationType[] => [
  ...(h ? [RotationType.WHD, RotationType.DHW] : []),
  ...(l ? [RotationType.HWD, RotationType.DWH] : []),
  ...(w ? [RotationType.HDW, RotationType.WDH] : []),
];

/** Two npm packers of boxes into bins; neither knows of support, and bp3d turns every piece every way. */
export const rivals: readonly Rival[] = [
  {
    name: 'binpackingjs 4.1.0',
    loadedVolume: (task) => {
      const [size] = task.containers;
      if (size === undefined) return 0;
      const { packedBins } = pack3D({
        bins: [{ name: 'c', width: size.l, height: size.h, depth: size.w, maxWeight: weightNever }],
        items: singles(task).map(({ name, piece }) => ({
          name,
          width: piece.l,
          height: piece.h,
          depth: piece.w,
          weight: 0,
          allowedRotations: rotationsOf(piece),
        })),
      });
      return volumeOf(task, new Set(packedBins[0]?.items.map(({ name }: Named) => name)));
    },
  },
  {
    name: 'bp3d 1.1.0',
    loadedVolume: (task) => {
      const [size] = task.containers;
      if (size === undefined) return 0;
      const packer = new bp3d.Packer();
      const bin = new bp3d.Bin('c', size.l, size.h, size.w, weightNever);
      packer.addBin(bin);
      for (const { name, piece } of singles(task))
        packer.addItem(new bp3d.Item(name, piece.l, piece.h, piece.w, 0));
      packer.pack();
      return volumeOf(task, new Set(bin.items.map(({ name }: Named) => name)));
    },
  },
];
