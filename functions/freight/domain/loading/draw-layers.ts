import {
  type Drawing,
  type DrawnPiece,
  drawLegend,
  escapeXml,
  formatLength,
  formatSize,
  pictureWidth,
  pixels,
  svgOf,
} from './drawing.ts';
import type { Placement } from './loading-task.ts';

const isAbove = (upper: Placement, lower: Placement): boolean =>
  upper.z >= lower.z + lower.h - 1e-6 &&
  Math.min(upper.x + upper.l, lower.x + lower.l) - Math.max(upper.x, lower.x) > 1e-6 &&
  Math.min(upper.y + upper.w, lower.y + lower.w) - Math.max(upper.y, lower.y) > 1e-6;

/** Pieces by how many pieces they stand on: the floor first, then what stands on that, and so on. */
export const layersOf = (pieces: readonly DrawnPiece[]): readonly (readonly DrawnPiece[])[] => {
  const layers: DrawnPiece[][] = [];
  const depths = new Map<DrawnPiece, number>();
  for (const piece of [...pieces].sort((a, b) => a.z - b.z || a.number - b.number)) {
    let depth = 0;
    for (const [lower, own] of depths) if (own >= depth && isAbove(piece, lower)) depth = own + 1;
    depths.set(piece, depth);
    layers[depth] ??= [];
    layers[depth]?.push(piece);
  }
  return layers;
};

const margin = 40;

const drawPiece = (piece: DrawnPiece, scale: number): string => {
  const [x, y, w, h] = [margin + piece.x * scale, 70 + piece.y * scale, piece.l * scale, piece.w * scale];
  const size = Math.max(7, Math.min(15, w / 6, h / 3.4));
  const middle = x + w / 2;
  const lines = [`${piece.number}. ${piece.label}`, formatSize(piece), `from ${formatLength(piece.z)} up`];
  const text = lines.map(
    (line, i) =>
      `<text x="${pixels(middle)}" y="${pixels(y + h / 2 + (i - 0.7) * size * 1.15)}" font-size="${pixels(size)}" text-anchor="middle"${i === 0 ? ' font-weight="bold"' : ''}>${escapeXml(line)}</text>`,
  );
  return `<g><rect x="${pixels(x)}" y="${pixels(y)}" width="${pixels(w)}" height="${pixels(h)}" fill="${piece.colour}" stroke="#222"/>${text.join('')}</g>`;
};

/** One picture a layer, seen from above: back wall on the left, door on the right; what lies below is grey. */
export const drawLayers = (drawing: Drawing): readonly string[] => {
  const { size, pieces } = drawing;
  const scale = (pictureWidth - 2 * margin) / size.l;
  const layers = layersOf(pieces);
  return layers.map((layer, depth) => {
    const floor = 70 + size.w * scale;
    const legend = drawLegend(drawing, floor + 40);
    const below = (layers[depth - 1] ?? []).map(
      (piece) =>
        `<rect x="${pixels(margin + piece.x * scale)}" y="${pixels(70 + piece.y * scale)}" width="${pixels(piece.l * scale)}" height="${pixels(piece.w * scale)}" fill="#eee" stroke="#ccc"/>`,
    );
    const body = [
      `<text x="${margin}" y="30" font-size="20" font-weight="bold">${escapeXml(size.name)}: layer ${depth + 1} of ${layers.length}, ${layer.length} pieces, seen from above</text>`,
      `<text x="${margin}" y="56" font-size="14">back wall</text><text x="${pictureWidth - margin}" y="56" font-size="14" text-anchor="end">door</text>`,
      `<rect x="${margin}" y="70" width="${size.l * scale}" height="${pixels(size.w * scale)}" fill="none" stroke="#000" stroke-width="2"/>`,
      ...below,
      ...layer.map((piece) => drawPiece(piece, scale)),
      `<text x="${margin}" y="${pixels(floor + 24)}" font-size="12">number in loading order, label, length×width×height as placed, height of the base</text>`,
      legend.svg,
    ];
    return svgOf(pictureWidth, floor + 60 + legend.height, body);
  });
};
