import { expect, test } from 'vitest';
import { partReportText } from '#src/laws/text/part-report';
import { plainStyle } from '#src/laws/text/style';
import type { PartReport } from '#src/laws/part-report';
import { crash, flipped, laws, reportOn } from './reports.ts';

const printed = (report: PartReport, explainAll = false) =>
  `${partReportText(report, { width: 80, style: plainStyle, explainAll })}\n`;

test('a red part: a checklist, the first broken law explained, and what to do next', () => {
  const report = reportOn({
    laws: laws(
      '2.1',
      ['the output is [batch, out, H−kh+1, W−kw+1]', 2, 'holds'],
      ['a 1×1 kernel mixes channels pixel by pixel', 1, 'holds'],
      ['a kernel with a single 1 copies its window', 3, flipped],
      ['it equals the sum of the definition', 4, crash],
    ),
  });
  expect(printed(report)).toMatchInlineSnapshot(`
    "
     Part 2 · A convolution layer by hand                     katas/part2/conv2d.ts

     Task 2.1  myConv2d                                                 3 of 10 pts
       ✓ the output is [batch, out, H−kh+1, W−kw+1]                           2 pts
       ✓ a 1×1 kernel mixes channels pixel by pixel                            1 pt
       ✗ a kernel with a single 1 copies its window                           3 pts
       ✗ it equals the sum of the definition                                  4 pts
     Task 2.2  stride, padding (bonus)                          not started · 4 pts

     ── 2.1c  a kernel with a single 1 copies its window ──────────────────────────
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

       replay   npm test katas/part2 -- --law 2.1c --seed 1 --path 0:2:1
       hint     npx kata hint part2 2.1

     1 more law does not hold; --all explains each.

     2 of 5 laws hold · 3 of 10 points · 0.9 s        next: npx kata hint part2 2.1
    "
  `);
});

test('--all explains every broken law; a crash shows its place, and leaves out why the law holds', () => {
  const report = reportOn({ laws: laws('2.1', ['it runs', 9, crash], ['it is right', 1, crash]) });
  const text = printed(report, true);
  expect(text).toMatchInlineSnapshot(`
    "
     Part 2 · A convolution layer by hand                     katas/part2/conv2d.ts

     Task 2.1  myConv2d                                                 0 of 10 pts
       ✗ it runs                                                              9 pts
       ✗ it is right                                                           1 pt
     Task 2.2  stride, padding (bonus)                          not started · 4 pts

     ── 2.1a  it runs ─────────────────────────────────────────────────────────────
       smallest case
         input 1×1×1×1
         0

       \`myConv2d\` threw TypeError: Cannot read properties of undefined (reading '0')
       at katas/part2/conv2d.ts:25:3

       replay   npm test katas/part2 -- --law 2.1a --seed 7 --path 3:0:0
       hint     npx kata hint part2 2.1

     ── 2.1b  it is right ─────────────────────────────────────────────────────────
       smallest case
         input 1×1×1×1
         0

       \`myConv2d\` threw TypeError: Cannot read properties of undefined (reading '0')
       at katas/part2/conv2d.ts:25:3

       replay   npm test katas/part2 -- --law 2.1b --seed 7 --path 3:0:0
       hint     npx kata hint part2 2.1

     0 of 3 laws hold · 0 of 10 points · 0.9 s        next: npx kata hint part2 2.1
    "
  `);
  expect(text).not.toContain('never shown');
});

test('a part that is not started: a line per task, and where to write', () => {
  const report = reportOn({ laws: laws('2.1', ['it runs', 9, 'not started']) });
  expect(printed(report)).toMatchInlineSnapshot(`
    "
     Part 2 · A convolution layer by hand                     katas/part2/conv2d.ts

     Task 2.1  myConv2d                                        not started · 10 pts
     Task 2.2  stride, padding (bonus)                          not started · 4 pts

     0 of 2 laws hold · 0 of 10 points · 0.9 s
     next: write task 2.1 in katas/part2/conv2d.ts
    "
  `);
});

test('a file that does not parse: what and where, and nothing about laws', () => {
  const report = reportOn({
    laws: [],
    problem: {
      message: 'katas/part2/conv2d.ts:49:11 does not parse: Unexpected token',
      excerpt: ['   │', '49 │ const x = ;', '   │           ┬', '   │           ╰──'],
    },
  });
  expect(printed(report)).toMatchInlineSnapshot(`
    "
     Part 2 · A convolution layer by hand                     katas/part2/conv2d.ts

     Task 2.1  myConv2d                                            cannot be judged
       katas/part2/conv2d.ts:49:11 does not parse: Unexpected token
         │
      49 │ const x = ;
         │           ┬
         │           ╰──
     Task 2.2  stride, padding (bonus)                          not started · 4 pts

     0 of 1 laws hold · 0 of 10 points · 0.9 s     next: mend katas/part2/conv2d.ts
    "
  `);
});

test('a green part: all points, and on to the experiment', () => {
  const report = reportOn({
    laws: laws('2.1', ['it runs', 9, 'holds'], ['it is right', 1, 'holds']),
  });
  expect(printed(report)).toMatchInlineSnapshot(`
    "
     Part 2 · A convolution layer by hand             katas/part2/conv2d-options.ts

     Task 2.1  myConv2d                                                10 of 10 pts
       ✓ it runs                                                              9 pts
       ✓ it is right                                                           1 pt
     Task 2.2  stride, padding (bonus)                          not started · 4 pts

     2 of 3 laws hold · 10 of 10 points · 0.9 s
     next: npx kata experiment part2 --subject katas, or bonus 2.2
    "
  `);
});

test('a part whose bonus is done too: the points of the bonus are apart', () => {
  const report = reportOn(
    { laws: laws('2.1', ['it runs', 10, 'holds']) },
    { laws: laws('2.2', ['strides', 4, 'holds']) },
  );
  expect(printed(report)).toContain(' 2 of 2 laws hold · 10 of 10 points + 4 bonus · 0.9 s\n');
  expect(printed(report)).toContain(' next: npx kata experiment part2 --subject katas\n');
});

test('a law that needs an earlier task says which, and is not counted as broken', () => {
  const [law] = laws('2.1', ['the loss falls', 10, 'not started']);
  const report = reportOn({
    laws: [
      { ...law, status: 'not checked', missing: '1.3' },
      ...laws('2.1', ['it runs', 1, 'holds']),
    ],
  });
  expect(printed(report)).toMatchInlineSnapshot(`
    "
     Part 2 · A convolution layer by hand                     katas/part2/conv2d.ts

     Task 2.1  myConv2d                                                 1 of 11 pts
       ? the loss falls (needs task 1.3)                                     10 pts
       ✓ it runs                                                               1 pt
     Task 2.2  stride, padding (bonus)                          not started · 4 pts

     1 of 3 laws hold · 1 of 10 points · 0.9 s        next: npx kata hint part2 2.1
    "
  `);
});

test('of a run of some laws only, no sum of points is given', () => {
  const report = { ...reportOn({ laws: laws('2.1', ['it runs', 9, 'holds']) }), isPartial: true };
  expect(printed(report)).toContain(' 1 of 2 laws hold · 0.9 s');
  expect(printed(report)).not.toMatch(/of \d+ points/);
});
