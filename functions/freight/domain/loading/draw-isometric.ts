import {
  type Drawing,
  type DrawnPiece,
  drawLegend,
  escapeXml,
  pictureWidth,
  pixels,
  svgOf,
} from './drawing.ts';

type Point = readonly [x: number, y: number];

const cos30 = Math.sqrt(3) / 2;
const margin = 40;

/** True when `far` is hidden by `near` wherever both are seen: the eye is above, at the door, on the far side across. */
const isBehind = (far: DrawnPiece, near: DrawnPiece): boolean =>
  far.x + far.l <= near.x + 1e-6 || far.y + far.w <= near.y + 1e-6 || far.z + far.h <= near.z + 1e-6;

/** Pieces from the furthest to the nearest. */
const backToFront = (pieces: readonly DrawnPiece[]): readonly DrawnPiece[] => {
  const order: DrawnPiece[] = [];
  const seen = new Set<DrawnPiece>();
  const sorted = [...pieces].sort((a, b) => a.x + a.y + a.z - (b.x + b.y + b.z));
  const visit = (piece: DrawnPiece): void => {
    seen.add(piece);
    for (const other of sorted)
      if (!seen.has(other) && isBehind(other, piece) && !isBehind(piece, other)) visit(other);
    order.push(piece);
  };
  for (const piece of sorted) if (!seen.has(piece)) visit(piece);
  return order;
};

const polygon = (points: readonly Point[], fill: string): string =>
  `<polygon points="${points.map(([x, y]) => `${pixels(x)},${pixels(y)}`).join(' ')}" fill="${fill}" stroke="#222" stroke-width="0.7"/>`;

/** The whole load seen from above the door: every piece with its number in the loading order on the sides that show. */
export const drawIsometric = (drawing: Drawing): string => {
  const { size, pieces } = drawing;
  const scale = (pictureWidth - 2 * margin) / ((size.l + size.w) * cos30);
  const left = margin + size.w * cos30 * scale;
  const top = 60 + size.h * scale;
  const at = (x: number, y: number, z: number): Point => [
    left + (x - y) * cos30 * scale,
    top + ((x + y) / 2 - z) * scale,
  ];
  const draw = (piece: DrawnPiece): string => {
    const [x0, y0, z0] = [piece.x, piece.y, piece.z];
    const [x1, y1, z1] = [x0 + piece.l, y0 + piece.w, z0 + piece.h];
    const [labelX, labelY] = at((x0 + x1) / 2, (y0 + y1) / 2, z1);
    const font = Math.max(6, Math.min(14, Math.min(piece.l, piece.w) * scale * 0.35));
    return [
      `<g><title>${escapeXml(`${piece.number}. ${piece.label}`)}</title>`,
      polygon([at(x0, y1, z0), at(x1, y1, z0), at(x1, y1, z1), at(x0, y1, z1)], piece.sideColour),
      polygon([at(x1, y0, z0), at(x1, y1, z0), at(x1, y1, z1), at(x1, y0, z1)], piece.endColour),
      polygon([at(x0, y0, z1), at(x1, y0, z1), at(x1, y1, z1), at(x0, y1, z1)], piece.colour),
      `<text x="${pixels(labelX)}" y="${pixels(labelY + font / 3)}" font-size="${pixels(font)}" text-anchor="middle">${piece.number}</text></g>`,
    ].join('');
  };
  const floor = [at(0, 0, 0), at(size.l, 0, 0), at(size.l, size.w, 0), at(0, size.w, 0)];
  const backWall = [at(0, 0, 0), at(0, size.w, 0), at(0, size.w, size.h), at(0, 0, size.h)];
  const sideWall = [at(0, 0, 0), at(size.l, 0, 0), at(size.l, 0, size.h), at(0, 0, size.h)];
  const bottom = top + ((size.l + size.w) / 2) * scale;
  const [doorX, doorY] = at(size.l, size.w / 2, 0);
  const legend = drawLegend(drawing, bottom + 30);
  return svgOf(pictureWidth, bottom + 50 + legend.height, [
    `<text x="${margin}" y="30" font-size="20" font-weight="bold">${escapeXml(size.name)}: ${pieces.length} pieces, seen from the door</text>`,
    polygon(floor, '#f2f2f2'),
    polygon(backWall, '#e6e6e6'),
    polygon(sideWall, '#ececec'),
    ...backToFront(pieces).map(draw),
    `<text x="${pixels(doorX)}" y="${pixels(doorY + 30)}" font-size="14" text-anchor="middle">door</text>`,
    legend.svg,
  ]);
};
