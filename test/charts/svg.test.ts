import { inflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DecisionBoundary } from '#src/charts/decision-boundary';
import { boundaryCells } from '#src/charts/decision-boundary';
import type { HeatMap } from '#src/charts/heat-map';
import type { ImageGrid } from '#src/charts/image-grid';
import type { LineChart } from '#src/charts/line-chart';
import { decisionBoundarySvg } from '#src/charts/svg/decision-boundary';
import { heatMapSvg } from '#src/charts/svg/heat-map';
import { imageGridSvg } from '#src/charts/svg/image-grid';
import { lineChartSvg } from '#src/charts/svg/line-chart';
import { anyNumber } from './canvases.ts';
import { xmlFaults } from './xml.ts';

const title = 'rates <0.1 & "more"';
const lines: LineChart = {
  title,
  x: { label: 'time', unit: 's', from: 0, to: 10 },
  y: { label: 'training loss', unit: 'nats' },
  series: [
    { name: 'Adam', values: [2, 1.2, 0.7, 0.5, 0.45] },
    { name: 'SGD & momentum', values: [2, 1.6, NaN, 1.2, 1] },
  ],
};
const grid: ImageGrid = {
  title,
  images: [[[[0, 1]], [[1, 0]]], [[[0, 0]]]],
  rowCaptions: ['digit 0', 'digit 1'],
  columnCaptions: ['kernel 0', 'kernel 1'],
};
const heat: HeatMap = {
  title,
  values: [
    [97, 3],
    [NaN, 80],
  ],
  rows: ['cat', 'dog'],
  columns: ['cat', 'dog'],
  rowTitle: 'true',
  columnTitle: 'predicted',
};
const x = { label: 'x₁', from: -2, to: 2 };
const y = { label: 'x₂', from: -2, to: 2 };
const boundary: DecisionBoundary = {
  title,
  x,
  y,
  outputs: boundaryCells(x, y, 20, 20).map((row) => row.map(([px]) => (px < 0 ? 0 : 1))),
  points: [
    { x: -1, y: 0, label: 0 },
    { x: 1, y: 0, label: 1 },
    { x: 1.5, y: 1, label: 0 },
  ],
};

const texts = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);
const drawings = {
  'line chart': () => lineChartSvg(lines),
  'image grid': () => imageGridSvg(grid),
  'heat map': () => heatMapSvg(heat),
  'decision boundary': () => decisionBoundarySvg(boundary),
};

describe.each(Object.entries(drawings))('the %s as SVG', (_, draw) => {
  test('is well-formed and stands on its own', () => {
    const svg = draw();
    expect(xmlFaults(svg)).toEqual([]);
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toMatch(/^<svg [^>]*font-family="[^"]*sans-serif"/);
    expect(svg).toContain('<rect fill="#ffffff" height="100%" width="100%" />');
    expect(svg).not.toMatch(/<style|class=|NaN|undefined|null/);
  });

  test('has the title, escaped, as text and as its name', () => {
    expect(draw()).toContain('<title>rates &lt;0.1 &amp; "more"</title>');
    expect(texts(draw())).toContain('rates &lt;0.1 &amp; "more"');
  });

  test('is the same string for the same data', () => {
    expect(draw()).toBe(draw());
  });
});

describe('a line chart as SVG', () => {
  test('has labels with units, and a name at the end of each curve in its colour', () => {
    const svg = lineChartSvg(lines);
    expect(texts(svg)).toEqual(expect.arrayContaining(['time, s', 'training loss, nats']));
    expect(svg).toMatch(/<text[^>]*fill="#0072b2"[^>]*>Adam</);
    expect(svg).toMatch(/<text[^>]*fill="#d55e00"[^>]*>SGD &amp; momentum</);
  });

  test('has a gap and a note where a run diverged', () => {
    const svg = lineChartSvg(lines);
    expect(texts(svg)).toContain('diverged at time 5');
    const path = (colour: string) =>
      new RegExp(`stroke="${colour}"[^>]*>\\s*<path[^>]*d="([^"]*)"`).exec(svg)?.[1] ?? '';
    expect(path('#0072b2').match(/M/g)).toHaveLength(1);
    expect(path('#d55e00').match(/M/g)).toHaveLength(2);
  });

  test('is well-formed and free of NaN, whatever the training did', () => {
    const series = fc.array(
      fc.record({ name: fc.string(), values: fc.array(anyNumber, { maxLength: 40 }) }),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(series, fc.constantFrom('linear' as const, 'log' as const), (some, scale) => {
        const svg = lineChartSvg({
          ...lines,
          y: { label: 'loss', scale },
          series: some.map((one) => ({ ...one, name: 'run' })),
        });
        expect(xmlFaults(svg)).toEqual([]);
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 40 },
    );
  });

  test('spans the whole width between its axis and its names', () => {
    const svg = lineChartSvg(lines);
    const path = /stroke="#0072b2"[^>]*>\s*<path[^>]*d="([^"]*)"/.exec(svg)?.[1] ?? '';
    const places = [...path.matchAll(/[ML]([\d.]+),/g)].map((match) => Number(match[1]));
    const rule = /aria-label="y-grid"[^>]*><line [^>]*>/.exec(svg)?.[0] ?? '';
    const end = (name: string) => Number(new RegExp(`${name}="([^"]*)"`).exec(rule)?.[1]);
    expect([places[0], places[places.length - 1]]).toEqual([end('x1'), end('x2')]);
  });

  test('draws 10 000 epochs in less than 40 kB', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => Math.exp(-i / 1000) + Math.sin(i) / 50);
    expect(lineChartSvg({ ...lines, series: [{ name: 'run', values }] }).length).toBeLessThan(
      40_000,
    );
  });
});

describe('an image grid as SVG', () => {
  test('has one picture for each image, and every caption', () => {
    const svg = imageGridSvg(grid);
    expect(svg.match(/<image /g)).toHaveLength(3);
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['digit 0', 'digit 1', 'kernel 0', 'kernel 1']),
    );
  });

  test('embeds the pixels as they are', () => {
    const source = /href="data:image\/png;base64,([^"]*)"/.exec(imageGridSvg(grid))?.[1] ?? '';
    const file = Buffer.from(source, 'base64');
    expect(file.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([2, 1]); // width, height
    const length = file.readUInt32BE(33);
    expect(file.subarray(37, 41).toString('latin1')).toBe('IDAT');
    // a filter byte, a black pixel, a white one
    expect([...inflateSync(file.subarray(41, 41 + length))]).toEqual([0, 0, 0, 0, 255, 255, 255]);
  });
});

describe('a heat map as SVG', () => {
  test('has a cell and a number for each value, its labels, and a bar of colours', () => {
    const svg = heatMapSvg(heat);
    const cells = /aria-label="cell">(.*?)<\/g>/.exec(svg)?.[1] ?? '';
    expect(cells.match(/<rect/g)).toHaveLength(4);
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['97', '3', '?', '80', 'cat', 'dog', 'true', 'predicted']),
    );
    expect(cells).toContain('fill="#005aa0"'); // the greatest value, the darkest blue
  });
});

describe('a decision boundary as SVG', () => {
  test('has a sign for each point, a cross for each misclassified one, and counts', () => {
    const svg = decisionBoundarySvg(boundary);
    const groups = [...svg.matchAll(/<g[^>]*aria-label="dot"[^>]*>(.*?)<\/g>/g)];
    const signs = groups.map(([, inside]) => inside.match(/<(circle|path)/g)?.length);
    expect(signs).toEqual([2, 1, 1, 1]); // class 0, class 1, and crosses with a white rim
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['class 0 (2)', 'class 1 (1)', 'misclassified (1 of 3)']),
    );
  });

  test('has row 0 of the outputs at the bottom', () => {
    const svg = decisionBoundarySvg({ ...boundary, outputs: [[1], [0]] });
    const file = Buffer.from(/base64,([^"]*)"/.exec(svg)?.[1] ?? '', 'base64');
    const pixels = inflateSync(file.subarray(41, 41 + file.readUInt32BE(33)));
    // a filter byte and a pixel for each line, the upper first
    const [, upperRed, , upperBlue, , lowerRed, , lowerBlue] = pixels;
    expect(upperBlue).toBeGreaterThan(upperRed + 50);
    expect(lowerRed).toBeGreaterThan(lowerBlue + 50);
  });

  test('draws the line where the output crosses ½', () => {
    const links = /aria-label="link">(.*?)<\/g>/.exec(decisionBoundarySvg(boundary))?.[1] ?? '';
    const places = [...links.matchAll(/M([\d.]+),/g)].map((match) => Number(match[1]));
    expect(places.length).toBeGreaterThan(15);
    for (const place of places) expect(place).toBeCloseTo(58 + 200, 0); // the middle of the plot
  });
});

test('the names of 25 curves lie apart, and none leaves the picture', () => {
  const series = Array.from({ length: 25 }, (_, i) => ({ name: `trial ${i}`, values: [i % 3] }));
  const svg = lineChartSvg({ ...lines, series });
  const heights = series.map(({ name }) => {
    const [, y] = new RegExp(` y="([^"]+)"[^>]*>${name}<`).exec(svg) ?? [];
    return Number(y);
  });
  const sorted = heights.toSorted((a, b) => a - b);
  expect(sorted[0]).toBeGreaterThan(58); // below the title and the unit
  expect(sorted.at(-1)).toBeLessThan(420 - 40);
  for (const [i, y] of sorted.slice(1).entries()) expect(y - sorted[i]).toBeGreaterThan(12);
});
