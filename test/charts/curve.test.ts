import { describe, expect, test } from 'vitest';
import type { LineChart } from '#src/charts/line-chart';
import { lineChart } from '#src/charts/line-chart';
import { plain } from './canvases.ts';

const one = (values: number[], more: Partial<LineChart> = {}): LineChart => ({
  x: { label: 'epoch', from: 0, to: 10 },
  y: { label: 'loss' },
  series: [{ name: 'run', values }],
  rows: 5,
  ...more,
});

describe('a curve', () => {
  const rowOf = (lines: string[], column: number) =>
    lines.findIndex((line) => !' │'.includes(line[column] ?? ' '));

  test('of rising values climbs from the bottom row to the top row', () => {
    const lines = lineChart(one([0, 1, 2, 3, 4]), plain)
      .split('\n')
      .slice(1, 6);
    const last = lines[0].replace(/ run$/, '').length - 1;
    expect(
      rowOf(
        lines.map((line) => line.replace(/ run$/, '')),
        last,
      ),
    ).toBe(0);
    expect(
      rowOf(
        lines.map((line) => line.slice(4)),
        0,
      ),
    ).toBe(4);
  });

  test('that is constant lies level between the ticks around it', () => {
    expect('\n' + lineChart(one([3, 3, 3]), plain)).toMatchInlineSnapshot(`
      "
      loss
      3.5 ┤
          │
      3.0 ┤─────────────────────────────────────────────────── run
          │
      2.5 ┤
          └┬─────────┬─────────┬─────────┬─────────┬─────────┬
           0         2         4         6         8         10
                                  epoch"
    `);
  });

  test('of one value is one mark, and of none says so', () => {
    expect(lineChart(one([0.5]), plain).match(/─(?=.*run)/g)).toHaveLength(1);
    expect(lineChart(one([]), plain)).toContain('run (no values)');
  });

  test('has a gap where values are missing in the middle', () => {
    const values = [1, 1, 1, 1, NaN, NaN, NaN, NaN, 1, 1, 1, 1];
    const text = lineChart(one(values), plain);
    expect(text).toMatch(/─{10,} {10,}─{10,}/);
    expect(text).toContain('diverged at epoch 3.636');
  });

  test('of a run that is not over ends where the run is', () => {
    const chart = one([1, 1, 1], { y: { label: 'loss', min: 0, max: 2 } });
    const full = lineChart(chart, plain);
    const half = lineChart({ ...chart, series: [{ ...chart.series[0], to: 5 }] }, plain);
    const dashes = (text: string) => /1 ┤(─+)/.exec(text)?.[1].length ?? 0;
    expect(dashes(half) / dashes(full)).toBeCloseTo(0.5, 1);
  });

  test('on a log scale is a straight line where the values fall by a constant factor', () => {
    const values = Array.from({ length: 50 }, (_, i) => 10 ** (-i / 10));
    const text = lineChart(one(values, { y: { label: 'loss', scale: 'log' }, rows: 6 }), plain);
    expect('\n' + text).toMatchInlineSnapshot(`
      "
      loss (log scale)
         1 ┤──────╮
           │      ╰─────────╮
      0.01 ┤                ╰─────────╮
           │                          ╰─────────╮
      1e-4 ┤                                    ╰─────────╮
           │                                              ╰─── run
           └┬─────────┬─────────┬────────┬─────────┬─────────┬
            0         2         4        6         8         10
                                  epoch"
    `);
  });

  test('on a log scale leaves out zeros, and says how many', () => {
    const text = lineChart(one([1, 0, 0, 1], { y: { label: 'loss', scale: 'log' } }), plain);
    expect(text).toContain('run (2 of 4 not above 0)');
  });

  test('smoothed over two values cancels what alternates', () => {
    const values = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 0 : 2));
    const y = { label: 'loss', min: 0, max: 2 };
    const text = lineChart(one(values, { smoothing: 2, y }), plain);
    expect(text).toMatch(/1 ┤─{40,}/);
    expect(text).toContain('mean of 2 values');
  });
});
