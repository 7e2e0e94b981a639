import type { ContainerSize, LoadingTask, Placement } from './loading-task.ts';

/** A piece as it is drawn: with its number in the loading order, what is written on it, and its colour. */
export interface DrawnPiece extends Placement {
  readonly number: number;
  readonly label: string;
  readonly colour: string;
  /** The same in the shade: the long side and the end towards the door. */
  readonly sideColour: string;
  readonly endColour: string;
}

/** One container's load, ready to be drawn. */
export interface Drawing {
  readonly size: ContainerSize;
  readonly pieces: readonly DrawnPiece[];
  /** Consignments (or types, where there are none) with their colours. */
  readonly legend: readonly { readonly name: string; readonly colour: string }[];
}

/** Pixels along the container in every picture. */
export const pictureWidth = 1_200;

// Golden angle: neighbours in the list get hues far apart, however many there are.
const hueStep = 137.508;

/** `#rrggbb` of hue (degrees), saturation and lightness (0 to 1); CSS Color 4, section 7.1. */
const hexOf = (hue: number, saturation: number, lightness: number): string => {
  const amplitude = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number): string => {
    const k = (n + hue / 30) % 12;
    const value = lightness - amplitude * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
};

/** A light colour that black text can be read on, different for each index; `shade` (0 to 1) darkens it. */
const colourOf = (index: number, shade = 0): string =>
  hexOf((index * hueStep) % 360, 0.6 + (index % 3) * 0.12, 0.76 - (index % 2) * 0.08 - shade);

const ownerOf = (task: LoadingTask, type: number): string =>
  task.pieces[type]?.consignment ?? task.pieces[type]?.label ?? '';

/** What to draw of one container; `ordered` are the plan's placements in loading order. */
export const drawingOf = (
  task: LoadingTask,
  size: ContainerSize,
  ordered: readonly Placement[],
  container: number,
): Drawing => {
  const names = [...new Set(task.pieces.map((_, type) => ownerOf(task, type)))];
  const inside = ordered.filter((one) => one.container === container);
  const pieces = inside.map((one, index): DrawnPiece => {
    const owner = names.indexOf(ownerOf(task, one.type));
    return {
      ...one,
      number: index + 1,
      label: task.pieces[one.type]?.label ?? '',
      colour: colourOf(owner),
      sideColour: colourOf(owner, 0.12),
      endColour: colourOf(owner, 0.22),
    };
  });
  const shown = new Set(inside.map((one) => ownerOf(task, one.type)));
  const legend = names.flatMap((name, index) => (shown.has(name) ? [{ name, colour: colourOf(index) }] : []));
  return { size, pieces, legend };
};

/** Text for XML. */
export const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** A place in a picture, to the tenth of a pixel. */
export const pixels = (value: number): string => String(Math.round(value * 10) / 10);

/** Length without needless decimals. */
export const formatLength = (value: number): string => String(Math.round(value * 1_000) / 1_000);

/** `108×76×30`. */
export const formatSize = ({ l, w, h }: Pick<Placement, 'l' | 'w' | 'h'>): string =>
  [l, w, h].map(formatLength).join('×');

/** Colour squares with names, three a line, beginning at height `top`; and the height they take. */
export const drawLegend = (
  { legend }: Drawing,
  top: number,
): { readonly svg: string; readonly height: number } => {
  const columns = 4;
  const items = legend.map(({ name, colour }, index) => {
    const x = 20 + (index % columns) * (pictureWidth / columns);
    const y = top + Math.floor(index / columns) * 24;
    return `<rect x="${x}" y="${y}" width="16" height="16" fill="${colour}" stroke="#333"/><text x="${x + 22}" y="${y + 13}" font-size="13">${escapeXml(name)}</text>`;
  });
  return { svg: items.join('\n'), height: Math.ceil(legend.length / columns) * 24 };
};

/** A whole picture with a white ground. */
export const svgOf = (width: number, height: number, body: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" font-family="sans-serif">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
