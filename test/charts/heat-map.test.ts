import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HeatMap } from '#src/charts/heat-map';
import { heatMap } from '#src/charts/heat-map';
import { stripAnsi } from '#src/charts/text-width';
import { anyNumber, ascii, canvases, faults, plain } from './canvases.ts';

const confusion: HeatMap = {
  title: 'confusion matrix',
  values: [
    [97, 2, 1],
    [8, 80, 12],
    [0, 30, 70],
  ],
  rows: ['circle', 'square', 'triangle'],
  columns: ['circle', 'square', 'triangle'],
  rowTitle: 'true',
  columnTitle: 'predicted',
};
const maps: fc.Arbitrary<HeatMap> = fc.record(
  {
    title: fc.constant('a title that is rather longer than a narrow terminal'),
    values: fc.array(fc.array(anyNumber, { maxLength: 80 }), { maxLength: 8 }),
    rows: fc.constant(['cat', 'a class with a name that is far too long']),
    columns: fc.constant(['cat', 'dog', 'a class with a long name']),
    rowTitle: fc.constant('true class'),
    columnTitle: fc.constant('predicted class'),
    palette: fc.constantFrom('sequential' as const, 'diverging' as const),
    numbers: fc.boolean(),
  },
  { requiredKeys: ['values'] },
);

describe('a heat map', () => {
  test('has labels, numbers, and beside them shades where there is no colour', () => {
    expect('\n' + heatMap(confusion, plain)).toMatchInlineSnapshot(`
      "
                            confusion matrix
                        predicted
      true        circle   square triangle
      circle         97█       2        1
      square          8       80▓      12
      triangle        0       30░      70▓"
    `);
  });

  test('has shades and their meaning where the numbers find no room', () => {
    const values = Array.from({ length: 3 }, (_, r) =>
      Array.from({ length: 40 }, (_, c) => Math.sin((r + 1) * c * 0.2)),
    );
    expect('\n' + heatMap({ values, palette: 'diverging' }, ascii)).toMatchInlineSnapshot(`
      "
      ++*#%%@@@@@%%#*+=--:..    ..::-=+*##%@@@
      +*%@@@%*=-.  .:-+#%@@%#*=:.  .:=*#%@@%#+
      +#@@%+-. .-*%@%*=.  :+#@@#+:. .-*%@%*=.
      " " -0.9998, "@" 0.9998"
    `);
  });

  test('fits every terminal, whatever the numbers are', () => {
    fc.assert(
      fc.property(maps, canvases, (map, canvas) => {
        expect(faults(heatMap(map, canvas), canvas)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('shows every number, at every depth of colour', () => {
    const numbers = fc.array(
      fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 4, maxLength: 4 }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(numbers, canvases, (values, canvas) => {
        const text = stripAnsi(heatMap({ values }, { ...canvas, width: 60 }));
        const seen = text.split('\n').map((line) => (line.match(/\d+/g) ?? []).map(Number));
        expect(seen).toEqual(values);
      }),
    );
  });

  test('paints the largest value dark and the least pale, with readable ink on both', () => {
    const text = heatMap({ values: [[0, 9]] }, { ...plain, colour: 'truecolor' });
    expect(text).toMatch(/38;2;0;0;0;48;2;247;251;255m +0 /);
    expect(text).toMatch(/38;2;255;255;255;48;2;0;90;160m +9 /);
  });

  test('counts the columns that it leaves out', () => {
    const values = [Array.from({ length: 30 }, (_, i) => i)];
    const columns = values[0].map((_, i) => String(i % 10));
    const text = heatMap({ values, columns }, { ...plain, width: 20, glyphs: 'ascii' });
    expect(text).toContain('(10 more columns)');
    expect(text.split('\n')[0]).toBe('01234567890123456789');
  });

  test('shows a question mark for what is not a number', () => {
    expect(heatMap({ values: [[1, NaN, 2]] }, plain)).toMatch(/1 +\? +2/);
  });
});
