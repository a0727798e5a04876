import type { AxisLabel } from './axis.ts';
import { isDrawable } from './curves.ts';
import { shortNumber, tickLabels } from './number-format.ts';
import { linearTicks, logTicks, roundStep } from './ticks.ts';

/** The vertical axis of a line chart. */
export interface ValueAxis extends AxisLabel {
  /** Default: `linear`. On a `log` scale values of 0 and below are left out. */
  scale?: 'linear' | 'log' | undefined;
  /** Lower end. Default: a round number below the least value. */
  min?: number | undefined;
  /** Upper end. Default: a round number above the greatest value. */
  max?: number | undefined;
}

/** What a scale has to show. */
export interface Curve {
  values: readonly number[];
  diverged: boolean;
}

export interface YScale {
  low: number;
  high: number;
  log: boolean;
  ticks: readonly number[];
  labels: readonly string[];
}

function within(axis: ValueAxis, value: number): boolean {
  return isDrawable(value) && (axis.scale !== 'log' || value >= 1e-300);
}

/** The least and greatest value that can be drawn; `undefined` where there is none. */
function extent(axis: ValueAxis, curves: readonly Curve[]) {
  let [low, high] = [Infinity, -Infinity];
  for (const curve of curves) {
    for (const value of curve.values) {
      if (!within(axis, value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low > high ? undefined : ([low, high] as const);
}

/** Curves without an extent get one, so that a constant lies in the middle. */
function widen(low: number, high: number): [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > size * 1e-9 && high - low > 1e-290) return [low, high];
  const room = size < 1e-280 ? 1 : size / 10;
  return [low - room, high + room];
}

/**
 * A scale that shows the curves. Runs that diverged climb to 1e30 before they are NaN: as long as
 * one curve stays finite, only such curves stretch the scale, and the others leave the picture.
 *
 * @param count - about how many parts there is room for between the ticks.
 * @param rows - lines of a text chart: on a linear scale whose upper end is free, ticks then lie a whole
 * number of lines apart. Default: any distance will do.
 */
export function yScale(
  axis: ValueAxis,
  curves: readonly Curve[],
  count: number,
  rows?: number,
): YScale {
  const calm = curves.filter((curve) => !curve.diverged);
  const found = extent(axis, calm) ?? extent(axis, curves) ?? [axis.scale === 'log' ? 0.1 : 0, 1];
  let low = axis.min ?? found[0];
  let high = axis.max ?? found[1];
  if (axis.scale === 'log') {
    low = Math.max(low, 1e-300);
    if (!(high > low * 1.000001)) [low, high] = [low / 2, low * 2];
    if (axis.min === undefined) low = roundLog(low, -1);
    if (axis.max === undefined) high = roundLog(high, 1);
    const ticks = logTicks(low, high, count);
    return { low, high, log: true, ticks, labels: ticks.map(shortNumber) };
  }
  [low, high] = widen(Math.min(low, high), Math.max(low, high));
  const even = axis.max === undefined && rows !== undefined && evenSteps(axis, low, high, rows - 1);
  if (even) {
    if (axis.min === undefined) low = roundTo(Math.floor(low / even.size + 1e-9) * even.size);
    high = low + even.parts * even.size;
    const ticks = Array.from({ length: Math.floor(even.parts + 1) }, (_, i) =>
      roundTo(low + i * even.size),
    );
    return { low, high, log: false, ticks, labels: tickLabels(ticks) };
  }
  const size = roundStep(high - low, count);
  if (axis.min === undefined) low = roundTo(Math.floor(low / size + 1e-9) * size);
  if (axis.max === undefined) high = roundTo(Math.ceil(high / size - 1e-9) * size);
  const ticks = linearTicks(low, high, Math.round((high - low) / size));
  return { low, high, log: false, ticks, labels: tickLabels(ticks) };
}

function roundTo(value: number): number {
  return Number(value.toPrecision(12));
}

/** The round step, two to four lines high, that leaves the least of the height empty. */
function evenSteps(axis: ValueAxis, low: number, high: number, height: number) {
  let best: { size: number; parts: number } | undefined;
  for (let lines = 2; lines <= Math.min(4, height); lines++) {
    const parts = height / lines; // the top need not be a tick
    let size = roundStep((high - low) / parts, 1);
    const bottom = () => axis.min ?? Math.floor(low / size + 1e-9) * size;
    while (bottom() + parts * size < high - size * 1e-9) size = roundStep(size * 1.5, 1);
    if (best === undefined || size * parts < best.size * best.parts * (1 - 1e-9)) {
      best = { size, parts };
    }
  }
  return best;
}

/** The next 1, 2 or 5 times a power of ten, downwards or upwards. */
function roundLog(value: number, direction: -1 | 1): number {
  const exponent = Math.floor(Math.log10(value));
  const steps = [1, 2, 5, 10].map((factor) => Number(`${factor}e${exponent}`));
  return direction < 0
    ? (steps.findLast((step) => step <= value * (1 + 1e-9)) ?? value)
    : (steps.find((step) => step >= value * (1 - 1e-9)) ?? value);
}

/** How high a value lies: 0 at the lower end, 1 at the upper, NaN if it cannot be drawn. */
export function yPlace(scale: YScale, value: number): number {
  if (!isDrawable(value) || (scale.log && value < 1e-300)) return NaN;
  if (!scale.log) return (value - scale.low) / (scale.high - scale.low);
  const base = Math.log(scale.low);
  return (Math.log(value) - base) / (Math.log(scale.high) - base);
}

/** A curve that leaves the picture is drawn up to the edge; what lies further out is a gap. */
export function leaveAtEdge(places: readonly number[]): number[] {
  const inside = (place: number | undefined) =>
    place !== undefined && place >= -1e-9 && place <= 1 + 1e-9;
  return places.map((place, i) => {
    if (inside(place)) return Math.min(1, Math.max(0, place));
    if (Number.isNaN(place) || !(inside(places[i - 1]) || inside(places[i + 1]))) return NaN;
    return place > 0 ? 1 : 0;
  });
}
