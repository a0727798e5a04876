import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import type { Explanation } from '#src/laws/law-result';
import { explain } from '#src/laws/text/explain';
import { colourStyle, plainStyle } from '#src/laws/text/style';
import { crash, flipped } from './reports.ts';

const printed = (explanation: Explanation) =>
  `\n${explain(explanation, 80, plainStyle).join('\n')}\n`;

/** An explanation of one difference. */
const differing = (got: number, wanted: number): Explanation => ({
  given: { x: [1, 2] },
  got: [[got, 5]],
  wanted: [[wanted, 5]],
  difference: { path: [0, 0], message: `first difference at [0,0]: wanted ${wanted}, got ${got}` },
  why: 'It is defined so.',
  look: 'the README.',
  replay: { seed: 1, path: '0' },
});

test('a difference: the case, what was wanted beside what came, the suspect, why, and where', () => {
  expect(printed(flipped)).toMatchInlineSnapshot(`
    "
       smallest case
         input 1×1×2×3    kernel 1×1×1×2
         0 1 0            0 1
         0 0 0

         wanted 1×1×2×2    got 1×1×2×2
         >1< 0             >0< 1
           0 0               0 0
       first difference at [0,0,0,0]: wanted 1, got 0

       Yours is mirrored: is the kernel flipped?

       Why it must hold: output[y][x] reads input[y+i][x+j]·kernel[i][j], so a lone
       1 at [i][j] copies the input shifted by (i, j).
       Look again at katas/part2/README.md, "Not flipped".
    "
  `);
});

test('a crash: the case, what was thrown, and the place in the file', () => {
  expect(printed(crash)).toMatchInlineSnapshot(`
    "
       smallest case
         input 1×1×1×1
         0

       \`myConv2d\` threw TypeError: Cannot read properties of undefined (reading '0')
       at katas/part2/conv2d.ts:25:3
    "
  `);
});

test('what was too slow: no case, and the sentence', () => {
  const message = 'its cases took more than 8 s: too slow to be judged';
  const { why, look, replay } = flipped;
  expect(printed({ given: {}, message, why, look, replay })).toMatchInlineSnapshot(`
    "
       its cases took more than 8 s: too slow to be judged

       Why it must hold: output[y][x] reads input[y+i][x+j]·kernel[i][j], so a lone
       1 at [i][j] copies the input shifted by (i, j).
       Look again at katas/part2/README.md, "Not flipped".
    "
  `);
});

describe('numbers that differ late', () => {
  test('are written with as many digits as show it', () => {
    expect(printed(differing(0.123456, 0.123457))).toContain('>0.123456<');
    expect(printed(differing(0.123456, 0.123457))).toContain('>0.123457<');
    expect(printed(differing(1 / 3, 1 / 3 + 1e-15))).toMatch(/>0\.3333333333333343\d?</);
  });

  test('are short where short ones show it', () => {
    expect(printed(differing(1 / 3, 2 / 3))).toContain('>0.6667<');
  });
});

test('of a scalar, wanted and got are said once, in the sentence', () => {
  const text = printed({
    ...differing(0, 1),
    got: 41,
    wanted: 42,
    difference: { path: [], message: 'wanted 42, got 41' },
  });
  expect(text.match(/42/g)).toHaveLength(1);
});

test('rows of long numbers are cut to the columns that fit, the marked one among them', () => {
  const row = (last: number) => [...Array.from({ length: 9 }, (_, x) => (x + 1) / -3), last];
  const wide = { got: [row(0.123456)], wanted: [row(0.123457)], difference: { path: [0, 9], message: 'they differ' } }; // prettier-ignore
  const text = printed({ ...differing(0, 1), ...wide });
  expect(text).toContain('>0.123456<');
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('colour only decorates: without it, the very same text remains', () => {
  vi.stubEnv('FORCE_COLOR', '1');
  vi.stubEnv('NO_COLOR', undefined);
  for (const explanation of [flipped, crash, differing(1, 2)]) {
    const coloured = explain(explanation, 80, colourStyle).map(stripVTControlCharacters);
    expect(coloured).toEqual(explain(explanation, 80, plainStyle));
  }
  expect(colourStyle.bad('x')).not.toBe('x');
  vi.unstubAllEnvs();
});
