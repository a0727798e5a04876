import type { Cell } from './cells.ts';
import { cellsOf, fit, page, paintCells, titleLines } from './cells.ts';
import type { Canvas } from './colour.ts';
import { halfBlock } from './half-blocks.ts';
import type { Toning } from './image-tones.ts';
import { pixelInk, toneNote, toneRanges } from './image-tones.ts';
import type { Image, Pixels, ValueRange } from './pixels.ts';
import { resize, toPixels } from './pixels.ts';
import { centre, padEnd, visibleWidth } from './text-width.ts';

/** Images in rows and columns, such as what each kernel (column) makes of each digit (row). */
export interface ImageGrid extends Toning {
  title?: string | undefined;
  /** `[row][column]`; a missing image leaves its place empty. */
  images: readonly (readonly (Image | undefined)[])[];
  /** One a row, on the left. */
  rowCaptions?: readonly string[] | undefined;
  /** One a column, above. */
  columnCaptions?: readonly string[] | undefined;
  /**
   * Characters that an image in a text chart is wide at least; columns that then find no room
   * follow in a band below. Default: 8.
   */
  minimumWidth?: number | undefined;
}

/** The images of a grid, with the values that the ends of the palette stand for. */
export interface Tile {
  pixels: Pixels;
  range: ValueRange;
}

/** The grid's images in the form to draw; empty images count as missing. */
export function tilesOf(grid: ImageGrid): (Tile | undefined)[][] {
  const pixels = grid.images.map((row) =>
    row.map((image) => {
      const found = image && toPixels(image);
      return found && found.width > 0 && found.height > 0 ? found : undefined;
    }),
  );
  const flat = pixels.flat().filter((image) => image !== undefined);
  const ranges = new Map(toneRanges(grid, flat).map((range, i) => [flat[i], range]));
  return pixels.map((row) =>
    row.map((image) => image && { pixels: image, range: ranges.get(image) ?? [0, 1] }),
  );
}

/**
 * A grid of images as text: two pixels a character, one above the other. Large images are averaged
 * down to fit, those less than 8 pixels wide enlarged by a whole factor. Without colour, bright is
 * dense: right on a dark terminal.
 */
export function imageGrid(grid: ImageGrid, canvas: Canvas): string {
  const tiles = tilesOf(grid);
  const present = tiles.flat().filter((tile) => tile !== undefined);
  const lines = titleLines(grid.title, canvas);
  if (present.length === 0) return page([...lines, 'no images'], canvas);

  const widest = Math.max(...present.map(({ pixels }) => pixels.width));
  const enlarged = widest < 8 ? Math.ceil(8 / widest) : 1;
  const captions = grid.rowCaptions ?? [];
  const longest = Math.max(0, ...captions.map((caption) => visibleWidth(caption) + 1));
  const left = Math.min(longest, Math.floor(canvas.width / 4));
  const room = canvas.width - left;
  const columns = Math.max(...tiles.map((row) => row.length));
  const least = Math.min(grid.minimumWidth ?? 8, widest * enlarged);
  const atOnce = Math.min(columns, Math.max(1, Math.floor((room + 1) / (least + 1))));
  const band = Math.ceil(columns / Math.ceil(columns / atOnce));
  const width = tileWidth(widest, enlarged, Math.floor((room + 1) / band) - 1);

  for (let first = 0; first < columns; first += band) {
    if (first > 0) lines.push('');
    const heads = (grid.columnCaptions ?? []).slice(first, first + band);
    if (heads.length > 0) {
      const cut = heads.map((head) => centre(fit(head, width, canvas), width));
      lines.push(' '.repeat(left) + cut.join(' '));
    }
    tiles.forEach((row, r) => {
      const drawn = row.slice(first, first + band).map((tile) => {
        return tile && drawTile(tile, width / widest, grid, canvas);
      });
      const height = Math.max(1, ...drawn.map((cells) => cells?.length ?? 0));
      for (let y = 0; y < height; y++) {
        // the caption stands beside the middle of its row
        const caption = y === Math.floor((height - 1) / 2) ? (captions[r] ?? '') : '';
        const cells = drawn.flatMap((image) => [...cellsAt(image, y, width), { glyph: ' ' }]);
        lines.push(padEnd(fit(caption, left - 1, canvas), left) + paintCells(cells, canvas.colour));
      }
      if (r < tiles.length - 1) lines.push('');
    });
  }
  const ends = endNames(grid, canvas);
  lines.push(
    toneNote(
      grid,
      present.map(({ range }) => range),
      ends,
    ),
  );
  return page(lines, canvas);
}

/** Characters for the widest image: whole multiples when enlarging, else what there is room for. */
function tileWidth(pixels: number, enlarged: number, room: number): number {
  if (room < pixels) return Math.max(1, room);
  return pixels * Math.min(enlarged, Math.floor(room / pixels));
}

function endNames(grid: ImageGrid, canvas: Canvas): [string, string] {
  if (canvas.colour !== 'none')
    return grid.palette === 'diverging' ? ['blue', 'red'] : ['dark', 'bright'];
  return canvas.glyphs === 'ascii' ? ['" "', '"@"'] : ['" "', '"█"'];
}

function drawTile(tile: Tile, scale: number, grid: ImageGrid, canvas: Canvas): Cell[][] {
  const { pixels, range } = tile;
  const width = Math.max(1, Math.round(pixels.width * scale));
  // where pixels are averaged anyway, to an even number: whole characters
  const exact = pixels.height * scale;
  const height = Number.isInteger(scale) ? exact : Math.max(2, 2 * Math.round(exact / 2));
  const sized = scale === 1 ? pixels : resize(pixels, width, height);
  // without colour there is only brightness to tell blue from red
  const palette = canvas.colour === 'none' ? 'grey' : (grid.palette ?? 'grey');
  const ink = (x: number, y: number) =>
    pixelInk(sized, y * width + x, range, palette, canvas.colour);
  return Array.from({ length: Math.ceil(height / 2) }, (_, row) =>
    Array.from({ length: width }, (_, x) =>
      halfBlock(ink(x, 2 * row), 2 * row + 1 < height ? ink(x, 2 * row + 1) : null, canvas),
    ),
  );
}

/** One line of a tile, as wide as every tile. */
function cellsAt(image: Cell[][] | undefined, y: number, width: number): Cell[] {
  const cells = image?.[y] ?? [];
  return [...cells, ...cellsOf(' '.repeat(Math.max(0, width - cells.length)))];
}
