import * as Plot from '@observablehq/plot';
import type { ImageGrid, Tile } from '../image-grid.ts';
import { tilesOf } from '../image-grid.ts';
import { pixelInk, toneNote } from '../image-tones.ts';
import type { SvgElement } from './document.ts';
import { bands, places } from './bands.ts';
import { standalone, svgDocument, textElement, textWidth } from './document.ts';
import { pngAddress } from './png.ts';

const gap = 6;

/** The grid of images as SVG, about 760 pixels wide; pixels that are not finite are magenta. */
export function imageGridSvg(grid: ImageGrid): string {
  const tiles = tilesOf(grid);
  const columns = Math.max(1, ...tiles.map((row) => row.length));
  const rows = Math.max(1, tiles.length);
  const captions = grid.rowCaptions ?? [];
  const heads = grid.columnCaptions ?? [];
  const marginLeft = 16 + Math.max(0, ...captions.map((caption) => textWidth(caption)));
  const size = Math.max(16, Math.min(96, Math.floor((744 - marginLeft) / columns) - gap));
  // captions wider than their images are written upwards
  const longest = Math.max(0, ...heads.map((head) => textWidth(head)));
  const upright = longest > size + gap;
  const marginTop = 40 + (heads.length === 0 ? 0 : upright ? longest : 16);
  const step = size + gap;
  const inner = { width: columns * step, height: rows * step };

  const present = tiles.flatMap((row, r) =>
    row.flatMap((tile, c) => (tile ? [{ tile, r, c }] : [])),
  );
  const src = present.map(({ tile }) => tileAddress(tile, grid.palette ?? 'grey'));
  const axis = { label: null, tickSize: 0, fontSize: 12 };
  const note =
    present.length === 0
      ? 'no images'
      : toneNote(
          grid,
          present.map(({ tile }) => tile.range),
          grid.palette === 'diverging' ? ['blue', 'red'] : ['black', 'white'],
        );
  const svg = Plot.plot({
    document: svgDocument,
    width: Math.max(
      marginLeft + inner.width + 16,
      32 + textWidth(note, 11),
      32 + textWidth(grid.title ?? '', 15),
    ),
    height: marginTop + inner.height + 32,
    margin: 0,
    x: bands(columns, marginLeft, inner.width),
    y: bands(rows, marginTop, inner.height),
    marks: [
      Plot.image(present, {
        x: present.map(({ c }) => c),
        y: present.map(({ r }) => r),
        src,
        width: size,
        height: size,
        imageRendering: 'pixelated',
      }),
      Plot.axisY(places(rows), {
        ...axis,
        anchor: 'left',
        dx: marginLeft - 2,
        tickFormat: (r: number) => captions[r] ?? '',
      }),
      Plot.axisX(places(columns), {
        ...axis,
        anchor: 'top',
        dy: marginTop - 2,
        tickRotate: upright ? -90 : 0,
        tickFormat: (c: number) => heads[c] ?? '',
      }),
    ],
  }) as unknown as SvgElement;
  svg.append(textElement(note, { x: 12, y: marginTop + inner.height + 20, 'font-size': 11 }));
  return standalone(svg, grid.title);
}

function tileAddress({ pixels, range }: Tile, palette: 'grey' | 'diverging'): string {
  return pngAddress(
    pixels.width,
    pixels.height,
    (x, y) => pixelInk(pixels, y * pixels.width + x, range, palette) ?? [255, 0, 255],
  );
}
