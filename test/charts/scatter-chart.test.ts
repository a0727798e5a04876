import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScatterChart } from '#src/charts/scatter-chart';
import { scatterChart } from '#src/charts/scatter-chart';
import { scatterChartSvg } from '#src/charts/svg/scatter-chart';
import { stripAnsi } from '#src/charts/text-width';
import { anyNumber, canvases, faults, plain } from './canvases.ts';
import { xmlFaults } from './xml.ts';

const sizes: ScatterChart = {
  title: 'accuracy against size',
  x: { label: 'parameters', scale: 'log' },
  y: { label: 'test accuracy', unit: '%' },
  points: [
    { name: 'mlp_1', x: 98_666, y: 34.8 },
    { name: 'mlp_2', x: 101_034, y: 41.3 },
    { name: 'cnn_3', x: 11_394, y: 59.1 },
    { name: 'cnn_4', x: 13_810, y: 63.7 },
    { name: 'cnn_5', x: 8490, y: 56.3 },
  ],
  rows: 9,
};

describe('a scatter chart', () => {
  test('has a letter at each point, and the letters explained', () => {
    expect(`\n${scatterChart(sizes, plain)}`).toMatchInlineSnapshot(`
      "
                         accuracy against size
      ── A mlp_1   ── B mlp_2   ── C cnn_3   ── D cnn_4
      ── E cnn_5
      test accuracy, %
      70 ┤
         │               D
      60 ┤            C
         │        E
      50 ┤
         │
      40 ┤                                             B
         │                                            A
      30 ┤
         └┬─────────┬──────────┬────────────┬──────────┬─────────┬
         5000      10k        20k          50k        100k    200k
                           parameters (log scale)"
    `);
  });

  const charts: fc.Arbitrary<ScatterChart> = fc.record(
    {
      title: fc.constant('a title that is rather longer than a narrow terminal'),
      x: fc.record({ label: fc.constant('size'), scale: fc.constantFrom('linear', 'log') }),
      y: fc.record({ label: fc.constant('accuracy'), scale: fc.constantFrom('linear', 'log') }),
      points: fc.array(fc.record({ name: fc.constantFrom('a', 'cnn_4', 'a name of thirty letters.....'), x: anyNumber, y: anyNumber, group: fc.integer({ min: 0, max: 9 }) }), { maxLength: 20 }), // prettier-ignore
      rows: fc.integer({ min: 2, max: 20 }),
    },
    { requiredKeys: ['x', 'y', 'points'] },
  );

  test('fits every terminal', () => {
    fc.assert(
      fc.property(charts, canvases, (chart, canvas) => {
        expect(faults(scatterChart(chart, canvas), canvas)).toEqual([]);
      }),
    );
  });

  test('shows every point that can be drawn, also those in the same place', () => {
    const place = fc.record({
      x: fc.integer({ min: 1, max: 3 }),
      y: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 26 }), (places) => {
        const points = places.map(({ x, y }, i) => ({ name: String(i), x, y }));
        const chart = stripAnsi(scatterChart({ ...sizes, points }, { ...plain, width: 80 }));
        const plot = chart.split('\n').filter((line) => /[│┤]/.test(line));
        const letters = plot.join('').match(/[A-Z]/g) ?? [];
        expect(letters.length).toBe(places.length);
        expect(new Set(letters).size).toBe(places.length);
      }),
    );
  });

  test('says which points have no value', () => {
    const points = [...sizes.points, { name: 'new', x: NaN, y: 3 }, { name: 'none', x: 0, y: 3 }];
    const text = scatterChart({ ...sizes, points }, { ...plain, width: 200 });
    expect(text).toContain('F new (no value)');
    expect(text).toContain('G none (no value)');
  });

  test('as SVG is well-formed, and names every point that can be drawn', () => {
    fc.assert(
      fc.property(charts, (chart) => {
        const svg = scatterChartSvg(chart);
        expect(xmlFaults(svg)).toEqual([]);
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 40 },
    );
    for (const { name } of sizes.points) expect(scatterChartSvg(sizes)).toContain(`>${name}<`);
    expect(scatterChartSvg(sizes).match(/<circle /g)?.length).toBe(5);
  });

  test('as SVG puts no name over another name', () => {
    const svg = scatterChartSvg({
      ...sizes,
      points: sizes.points.map((point) => ({ ...point, y: 50 })),
    });
    const boxes = [...svg.matchAll(/<text([^>]*)>((?:mlp|cnn)_\d)</g)].map(
      ([, attributes, name]) => {
        const [, x] = / x="([\d.]+)"/.exec(attributes)!;
        const [, y] = / y="([\d.]+)"/.exec(attributes)!;
        return { name, x: Number(x), y: Number(y) };
      },
    );
    expect(boxes.length).toBe(5);
    for (const one of boxes) {
      for (const other of boxes) {
        const apart = Math.abs(one.x - other.x) >= 5 * 12 * 0.58 || Math.abs(one.y - other.y) >= 12;
        expect(one === other || apart, `${one.name} ${other.name}`).toBe(true);
      }
    }
  });
});
