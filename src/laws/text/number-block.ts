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
 */
export function numberBlock(
  name: string,
  value: Snapshot,
  digits: number,
  marked?: readonly (number | string)[],
): Block[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, field]) =>
      numberBlock(
        `${name}.${key}`,
        field,
        digits,
        marked?.[0] === key ? marked.slice(1) : undefined,
      ),
    );
  }
  const shape = shapeOf(value);
  if (shape === undefined) return [{ caption: name, lines: [irregular(value)] }];
  if (shape.length === 0) return [{ caption: name, lines: [mark(number(value, digits), marked)] }];
  const caption = shape.length === 1 ? `${name} (${shape[0]})` : `${name} ${shape.join('×')}`;
  if (shape.includes(0)) return [{ caption, lines: ['(empty)'] }];
  return [{ caption, lines: planes(value as Snapshot[], shape, digits, marked) }];
}

function planes(
  value: Snapshot[],
  shape: number[],
  digits: number,
  marked?: readonly (number | string)[],
): string[] {
  if (shape.length === 1) return matrix([value], digits, marked && [0, ...marked]);
  if (shape.length === 2) return matrix(value as Snapshot[][], digits, marked);
  const leading = indices(shape.slice(0, -2));
  const shown = visiblePlanes(leading, marked);
  const lines = shown.flatMap((index) => {
    const plane = index.reduce<Snapshot>((nested, i) => (nested as Snapshot[])[i], value);
    const isMarked = marked && index.every((i, axis) => marked[axis] === i);
    const rows = matrix(
      plane as Snapshot[][],
      digits,
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
  const firstColumn = windowStart(texts[0].length, MOST_COLUMNS, marked?.[1]);
  const visible = texts
    .slice(firstRow, firstRow + MOST_ROWS)
    .map((row) => row.slice(firstColumn, firstColumn + MOST_COLUMNS));
  const widths = visible[0].map((_, x) => Math.max(...visible.map((row) => row[x].length)));
  const lines = visible.map((row) => row.map((text, x) => text.padStart(widths[x])).join(' '));
  const isCut = texts.length > MOST_ROWS || texts[0].length > MOST_COLUMNS;
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
  const text = value.toPrecision(digits);
  const [mantissa, exponent] = text.split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return exponent === undefined ? short : `${short}e${exponent.replace('+', '')}`;
}

function irregular(value: Snapshot): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function indices(shape: number[]): number[][] {
  return shape.reduce<number[][]>(
    (prefixes, length) =>
      prefixes.flatMap((prefix) => Array.from({ length }, (_, i) => [...prefix, i])),
    [[]],
  );
}
