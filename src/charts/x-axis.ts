import type { Axis } from './axis.ts';
import { axisPlace, axisTitle } from './axis.ts';
import { fit } from './cells.ts';
import type { Canvas } from './colour.ts';
import { tickLabels } from './number-format.ts';
import { centre, padEnd } from './text-width.ts';
import { linearTicks } from './ticks.ts';

/**
 * The horizontal axis below a text chart: a rule with tick marks, the tick labels, and the title.
 *
 * @param left - columns before the first column of the plot; the corner takes the last of them.
 * @param columns - columns of the plot: the first shows `axis.from`, the last `axis.to`.
 */
export function xAxisLines(axis: Axis, left: number, columns: number, canvas: Canvas): string[] {
  const [corner, dash, tee] = canvas.glyphs === 'unicode' ? ['└', '─', '┬'] : ['+', '-', '+'];
  const rule = Array.from({ length: columns }, () => dash);
  const [low, high] = [Math.min(axis.from, axis.to), Math.max(axis.from, axis.to)];
  const ticks = linearTicks(low, high, Math.max(1, Math.floor(columns / 9)));
  const labels = tickLabels(ticks);
  if (axis.from > axis.to) {
    ticks.reverse();
    labels.reverse();
  }

  let line = '';
  ticks.forEach((tick, i) => {
    const column = Math.round(axisPlace(axis, tick) * (columns - 1));
    const label = labels[i];
    const middle = left + column - Math.floor((label.length - 1) / 2);
    const start = Math.max(0, Math.min(middle, canvas.width - label.length));
    if (line !== '' && start <= line.length) return; // no room: neither label nor mark
    rule[column] = tee;
    line = padEnd(line, start) + label;
  });
  const title = centre(fit(axisTitle(axis), columns, canvas), columns);
  return [' '.repeat(left - 1) + corner + rule.join(''), line, ' '.repeat(left) + title];
}
