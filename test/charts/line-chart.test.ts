import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LineChart } from '#src/charts/line-chart';
import { lineChart } from '#src/charts/line-chart';
import { stripAnsi } from '#src/charts/text-width';
import { anyNumber, ascii, canvases, faults, plain } from './canvases.ts';

const falling = (rate: number, floor: number, count = 200) =>
  Array.from({ length: count }, (_, i) => floor + (2.3 - floor) * Math.exp(-rate * i));
const losses: LineChart = {
  title: 'two optimizers',
  x: { label: 'epoch', from: 0, to: 10 },
  y: { label: 'training loss', unit: 'nats' },
  series: [
    { name: 'Adam', values: falling(0.04, 0.3) },
    { name: 'SGD', values: falling(0.01, 0.5) },
  ],
  rows: 9,
};
const charts: fc.Arbitrary<LineChart> = fc.record(
  {
    title: fc.constant('a title that is rather longer than a narrow terminal'),
    x: fc.record({
      label: fc.constant('epoch'),
      from: fc.constantFrom(0, 1, -5),
      to: fc.constantFrom(0, 10, 10000),
    }),
    y: fc.record({
      label: fc.constant('loss'),
      scale: fc.constantFrom('linear' as const, 'log' as const),
    }),
    series: fc.array(
      fc.record({
        name: fc.constantFrom('a', 'cnn_4', 'a run with a name of forty characters..'),
        values: fc.array(anyNumber, { maxLength: 300 }),
      }),
      { maxLength: 20 },
    ),
    smoothing: fc.integer({ min: 1, max: 60 }),
    rows: fc.integer({ min: 2, max: 20 }),
  },
  { requiredKeys: ['x', 'y', 'series'] },
);

describe('a line chart', () => {
  test('has title, labels with units, ticks, and names at the ends of the curves', () => {
    expect('\n' + lineChart(losses, plain)).toMatchInlineSnapshot(`
      "
                             two optimizers
      training loss, nats
        │
        │──╮
      2 ┤ ╰╰─────╮
        │  ╰╮    ╰───B──╮
        │   ╰A╮         ╰─────────╮
      1 ┤     ╰──╮                ╰──B─────────────╮
        │        ╰──────╮                          ╰─B───── B SGD
        │               ╰────A───────────────A───────────── A Adam
      0 ┤
        └┬─────────┬─────────┬────────┬─────────┬─────────┬
         0         2         4        6         8         10
                               epoch"
    `);
  });

  test('is drawn in ASCII where nothing else can be shown', () => {
    expect('\n' + lineChart(losses, ascii)).toMatchInlineSnapshot(`
      "
                             two optimizers
      training loss, nats
        |
        |--.
      2 | \`\`-----.
        |  \`.    \`---B--.
        |   \`A.         \`---------.
      1 |     \`--.                \`--B-------------.
        |        \`------.                          \`-B----- B SGD
        |               \`----A---------------A------------- A Adam
      0 |
        ++---------+---------+--------+---------+---------+
         0         2         4        6         8         10
                               epoch"
    `);
  });

  test('says where a run diverged, and keeps the scale of those that did not', () => {
    const chart = lineChart(
      {
        ...losses,
        series: [
          { name: '0.01', values: falling(0.02, 0.5) },
          { name: '1.0', values: [2.3, 9, 800, 1e9, 1e38, Infinity, NaN, NaN, NaN, NaN, NaN] },
        ],
      },
      plain,
    );
    expect('\n' + chart).toMatchInlineSnapshot(`
      "
                             two optimizers
      ── A 0.01   ── B 1.0 (diverged at epoch 5)
      training loss, nats
      2.5 ┤ B
          │─╯╮
      2.0 ┤  ╰─╮
          │    A──╮
      1.5 ┤       ╰──╮
          │          ╰────╮
      1.0 ┤               ╰────A─╮
          │                      ╰─────────────A╮
      0.5 ┤                                     ╰──────────────A──
          └┬──────────┬──────────┬─────────┬──────────┬──────────┬
           0          2          4         6          8         10
                                    epoch"
    `);
  });

  test('has the same text with and without colour', () => {
    for (const colour of ['ansi16', 'ansi256', 'truecolor'] as const) {
      const coloured = lineChart(losses, { ...plain, colour });
      expect(coloured).not.toBe(lineChart(losses, plain));
      expect(stripAnsi(coloured)).toBe(lineChart(losses, plain));
    }
  });

  test('fits every terminal, whatever the training did', () => {
    fc.assert(
      fc.property(charts, canvases, (chart, canvas) => {
        expect(faults(lineChart(chart, canvas), canvas)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('names every series by its letter, on its curve and in the legend', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 7 }), (count) => {
        const series = Array.from({ length: count }, (_, i) => ({
          name: `run ${i}`,
          values: [i, i + 0.1, i],
        }));
        const text = lineChart({ ...losses, series }, plain);
        for (let i = 0; i < count; i++) {
          const letter = String.fromCharCode(65 + i);
          expect(text).toContain(`${letter} run ${i}`);
          expect(text.split(letter).length - 1).toBeGreaterThanOrEqual(2);
        }
      }),
    );
  });

  test('has as many lines of plot as asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), (rows) => {
        const lines = lineChart({ ...losses, rows }, plain).split('\n');
        expect(lines.filter((line) => /[┤│]/.test(line.slice(0, 6)))).toHaveLength(rows);
      }),
    );
  });
});
