import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DecisionBoundary, LabelledPoint } from '#src/charts/decision-boundary';
import { boundaryCells, decisionBoundary, isMisclassified } from '#src/charts/decision-boundary';
import { stripAnsi } from '#src/charts/text-width';
import { anyNumber, ascii, canvases, faults, plain } from './canvases.ts';

const x = { label: 'x₁', from: -2, to: 2 };
const y = { label: 'x₂', from: -2, to: 2 };
const ask = (network: (x: number, y: number) => number) =>
  boundaryCells(x, y, 40, 40).map((row) => row.map(([px, py]) => network(px, py)));
const xor: DecisionBoundary = {
  title: 'XOR',
  x,
  y,
  outputs: ask((px, py) => 1 / (1 + Math.exp(4 * px * py))),
  points: [
    { x: 1, y: 1, label: 0 },
    { x: -1, y: -1, label: 0 },
    { x: 1, y: -1, label: 1 },
    { x: -1, y: 1, label: 1 },
    { x: -0.5, y: -0.5, label: 1 },
  ],
  rows: 12,
};
const points: fc.Arbitrary<LabelledPoint[]> = fc.array(
  fc.record({ x: anyNumber, y: anyNumber, label: fc.constantFrom(0 as const, 1 as const) }),
  { maxLength: 40 },
);
const boundaries: fc.Arbitrary<DecisionBoundary> = fc.record(
  {
    title: fc.constant('a title that is rather longer than a narrow terminal'),
    x: fc.constantFrom({ ...x, label: 'x1' }, { label: 'weight', unit: 'kg', from: 0, to: 1e6 }),
    y: fc.constantFrom({ ...y, label: 'x2' }, { label: 'height', from: 3, to: 1 }),
    outputs: fc.array(fc.array(anyNumber, { maxLength: 10 }), { maxLength: 10 }),
    points,
    classNames: fc.constant(['circle', 'a class with a long name'] as const),
    rows: fc.integer({ min: 2, max: 40 }),
  },
  { requiredKeys: ['x', 'y', 'outputs', 'points'] },
);

describe('a decision boundary', () => {
  test('has regions, points by class, crosses for the misclassified, and counts', () => {
    expect('\n' + decisionBoundary(xor, plain)).toMatchInlineSnapshot(`
      "
                                  XOR
      x₂
       2 ┤░░░░░░░░░░░░░░░░░░
         │░░░░░░░░░░░░░░░░░░
         │░░░░░░░░░●░░░░░░░░         ○
       1 ┤░░░░░░░░░░░░░░░░░░
         │░░░░░░░░░░░░░░░░░░
       0 ┤░░░░░░░░░░░░░░░░░░
         │                  ░░░░░░░░░░░░░░░░░░
         │             ×    ░░░░░░░░░░░░░░░░░░
      -1 ┤         ○        ░░░░░░░░░●░░░░░░░░
         │                  ░░░░░░░░░░░░░░░░░░
         │                  ░░░░░░░░░░░░░░░░░░
      -2 ┤                  ░░░░░░░░░░░░░░░░░░
         └┬────────┬────────┬───────┬────────┬
          -2       -1       0       1        2
                           x₁
      ○ class 0 (2)   ● class 1 (3)   × misclassified (1 of 5)
      ░ the network says class 1"
    `);
  });

  test('is as readable in ASCII', () => {
    const labels = { x: { ...x, label: 'x1' }, y: { ...y, label: 'x2' } };
    expect('\n' + decisionBoundary({ ...xor, ...labels, rows: 8 }, { ...ascii, width: 40 }))
      .toMatchInlineSnapshot(`
      "
                        XOR
      x2
       2 |::::::::::::
         |::::::@:::::      o
         |::::::::::::
       0 |::::::::::::
         |         x  ::::::::::::
         |      o     ::::::@:::::
         |            ::::::::::::
      -2 |            ::::::::::::
         ++-----------+----------+
          -2          0          2
                     x1
      o class 0 (2)   @ class 1 (3)
      x misclassified (1 of 5)
      : the network says class 1"
    `);
  });

  test('fits every terminal, whatever the network says', () => {
    fc.assert(
      fc.property(boundaries, canvases, (chart, canvas) => {
        expect(faults(decisionBoundary(chart, canvas), canvas)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('has row 0 of the outputs at the bottom', () => {
    const outputs = [[1], [0]]; // class 1 below, class 0 above
    const lines = decisionBoundary({ x, y, outputs, points: [], rows: 6 }, plain).split('\n');
    const shaded = lines.slice(1, 7).map((line) => line.includes('░'));
    expect(shaded).toEqual([false, false, false, true, true, true]);
  });

  test('shows a cross where a misclassified point hides among others', () => {
    const here = { x: 1, y: 1 };
    const right = { ...here, label: 0 as const };
    const wrong = { ...here, label: 1 as const };
    for (const some of [
      [right, wrong, right],
      [wrong, right],
      [right, wrong],
    ]) {
      const plot = decisionBoundary({ ...xor, points: some }, plain)
        .split('\n')
        .slice(2, 14);
      expect(plot.join('').match(/[○●×]/g)).toEqual(['×']);
    }
  });

  test('shows the same points with and without colour', () => {
    const glyphs = (text: string) =>
      stripAnsi(text).replace(/░/g, ' ').split('\n').slice(2, 12).join('\n').replace(/ +$/gm, '');
    for (const colour of ['ansi16', 'ansi256', 'truecolor'] as const) {
      expect(glyphs(decisionBoundary(xor, { ...plain, colour }))).toBe(
        glyphs(decisionBoundary(xor, plain)),
      );
    }
  });

  test('gives the regions different backgrounds in colour', () => {
    const text = decisionBoundary({ ...xor, points: [] }, { ...plain, colour: 'truecolor' });
    const line = text.split('\n')[2];
    const colours = [...line.matchAll(/48;2;(\d+);\d+;(\d+)m/g)].map(([, red, ,]) => Number(red));
    const blues = [...line.matchAll(/48;2;\d+;\d+;(\d+)m/g)].map(([, blue]) => Number(blue));
    expect(colours[0]).toBeGreaterThan(blues[0]); // upper left: class 1, red
    expect(colours.at(-1)).toBeLessThan(blues.at(-1) ?? 0); // upper right: class 0, blue
  });
});

test('a point is misclassified exactly when the output around it is on the other side of ½', () => {
  // not on the border of two cells, where rounding may decide either way
  const inside = fc.integer({ min: -199, max: 199 }).map((i) => i / 100 + 0.005);
  const network = (px: number) => (px < 0 ? 0.2 : 0.8);
  const boundary = { x, y, outputs: ask(network), points: [] };
  fc.assert(
    fc.property(inside, inside, fc.constantFrom(0 as const, 1 as const), (px, py, label) => {
      const wrong = network(px) >= 0.5 !== (label === 1);
      expect(isMisclassified(boundary, { x: px, y: py, label })).toBe(wrong);
    }),
  );
});
