import { shapeOf } from '../compare.ts';
import type { Snapshot } from '../snapshot.ts';

/** A captioned rectangle of text, to be laid beside others. */
export interface Block {
  caption: string;
  lines: string[];
}

const MOST_ROWS = 8;
const MOST_COLUMNS = 10;
const MOST_PLANES = 4;

/**
 * Lays a value out for reading: a number on a line, a vector in a row, a matrix in rows,
 * more dimensions as one matrix after another, each under its leading indices.
 *
 * @param name - what the value is called.
 * @param digits - significant digits of a number.
 * @param marked - the place to put between arrows.
 * @param width - columns that a line may take.
 */
export function numberBlock(
  name: string,
  value: Snapshot,
  digits: number,
  marked?: readonly (number | string)[],
  width = 75,
): Block[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, field]) =>
      numberBlock(
        `${name}.${key}`,
        field,
        digits,
        marked?.[0] === key ? marked.slice(1) : undefined,
        width,
      ),
    );
  }
  const shape = shapeOf(value);
  if (shape === undefined) return [{ caption: name, lines: [irregular(value, width)] }];
  if (shape.length === 0) return [{ caption: name, lines: [mark(number(value, digits), marked)] }];
  const count = `${shape[0]} ${shape[0] === 1 ? 'number' : 'numbers'}`;
  const caption = shape.length === 1 ? `${name}, ${count}` : `${name} ${shape.join('×')}`;
  if (shape.includes(0)) return [{ caption, lines: ['(empty)'] }];
  return [{ caption, lines: planes(value as Snapshot[], shape, digits, width, marked) }];
}

function planes(
  value: Snapshot[],
  shape: number[],
  digits: number,
  width: number,
  marked?: readonly (number | string)[],
): string[] {
  if (shape.length === 1) return matrix([value], digits, width, marked && [0, ...marked]);
  if (shape.length === 2) return matrix(value as Snapshot[][], digits, width, marked);
  const leading = indices(shape.slice(0, -2));
  const shown = visiblePlanes(leading, marked);
  const lines = shown.flatMap((index) => {
    const plane = index.reduce<Snapshot>((nested, i) => (nested as Snapshot[])[i], value);
    const isMarked = marked && index.every((i, axis) => marked[axis] === i);
    const rows = matrix(
      plane as Snapshot[][],
      digits,
      width,
      isMarked ? marked.slice(index.length) : undefined,
    );
    return leading.length === 1 ? rows : [`[${index.join(',')}]`, ...rows];
  });
  const hidden = leading.length - shown.length;
  return hidden === 0 ? lines : [...lines, `… ${hidden} more`];
}

/** The first planes, and always the one that holds the mark. */
function visiblePlanes(leading: number[][], marked?: readonly (number | string)[]): number[][] {
  const shown = leading.slice(0, MOST_PLANES);
  const holder = marked && leading.find((index) => index.every((i, axis) => marked[axis] === i));
  if (holder && !shown.includes(holder)) shown[MOST_PLANES - 1] = holder;
  return shown;
}

function matrix(
  rows: Snapshot[][],
  digits: number,
  width: number,
  marked?: readonly (number | string)[],
): string[] {
  const texts = rows.map((row, y) =>
    row.map((element, x) =>
      marked?.[0] === y && marked[1] === x
        ? `>${number(element, digits)}<`
        : number(element, digits),
    ),
  );
  const firstRow = windowStart(texts.length, MOST_ROWS, marked?.[0]);
  const tall = texts.slice(firstRow, firstRow + MOST_ROWS);
  const columnWidths = tall[0].map((_, x) => Math.max(...tall.map((row) => row[x].length)));
  const fits = (count: number) => {
    const start = windowStart(texts[0].length, count, marked?.[1]);
    const shown = columnWidths.slice(start, start + count);
    return shown.reduce((sum, w) => sum + w + 1, -1) <= width;
  };
  let columns = Math.min(MOST_COLUMNS, texts[0].length);
  while (columns > 1 && !fits(columns)) columns--;
  const firstColumn = windowStart(texts[0].length, columns, marked?.[1]);
  const visible = tall.map((row) => row.slice(firstColumn, firstColumn + columns));
  const widths = columnWidths.slice(firstColumn, firstColumn + columns);
  const lines = visible.map((row) => row.map((text, x) => text.padStart(widths[x])).join(' '));
  const isCut = texts.length > MOST_ROWS || texts[0].length > columns;
  return isCut ? [...lines, `… of ${texts.length}×${texts[0].length}`] : lines;
}

/** Where a window of `size` elements begins, so that it shows the marked one. */
function windowStart(length: number, size: number, marked: number | string | undefined): number {
  if (typeof marked !== 'number' || marked < size) return 0;
  return Math.min(marked - size + 1, length - size);
}

function mark(text: string, marked?: readonly unknown[]): string {
  return marked === undefined ? text : `>${text}<`;
}

/** A number in at most `digits` significant digits, without trailing zeros. */
export function number(value: Snapshot, digits: number): string {
  if (typeof value !== 'number') return typeof value === 'string' ? value : JSON.stringify(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e6)
    return Object.is(value, -0) ? '0' : String(value);
  const text = digits >= 17 ? String(value) : value.toPrecision(digits); // 17 tell all apart
  const [mantissa, exponent] = text.split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return exponent === undefined ? short : `${short}e${exponent.replace('+', '')}`;
}

/** JSON lacks NaN and the infinities. */
const spelledOut = (_: string, value: Snapshot) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

function irregular(value: Snapshot, width: number): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value, spelledOut);
  const most = Math.min(60, width);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function indices(shape: number[]): number[][] {
  return shape.reduce<number[][]>(
    (prefixes, length) =>
      prefixes.flatMap((prefix) => Array.from({ length }, (_, i) => [...prefix, i])),
    [[]],
  );
}
