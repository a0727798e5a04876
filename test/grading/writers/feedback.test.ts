import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { feedbackHtml } from '#src/grading/writers/feedback-html';
import { feedbackMarkdown } from '#src/grading/writers/feedback-markdown';
import { pointText } from '#src/grading/writers/point-text';
import { crash, flipped } from '../../laws/text/reports.ts';
import { forbidden, gradeOf, grades, hostile, part } from './grades.ts';

interface Element {
  textContent: string;
  attributes: Iterable<{ name: string }>;
  querySelectorAll(selector: string): Element[];
}
const page = (html: string) => (parseHTML(html) as { document: Element }).document;

test('as Markdown: points, what is broken and how to replay it, what is open', () => {
  const grade = gradeOf({
    parts: [part(['holds', flipped, 'not checked'], 'holds')],
    factor: 0.7,
    warnings: ['katas/part2/conv2d.ts has no comment.'],
  });
  expect(`\n${feedbackMarkdown(grade)}`).toMatchInlineSnapshot(`
    "
    # hw1_ada_lovelace_e1234567

    - Ada Lovelace (e1234567)
    - handed in 2026-04-06T21:12:00Z
    - 2 days late: 70%
    - ran behind walls: uid, bubblewrap, limits, permissions (full)

    **4.9 of 9 points**: (3 + 4 bonus) × 0.7 for lateness = 4.9

    ## To look at

    - katas/part2/conv2d.ts has no comment.

    ## Part 2 · A convolution layer by hand: 3 of 9 points + 4 of 4 bonus

    ### Task 2.1 · myConv2d: 3 of 9 points

    - ✓ claim 2.1a: a kernel with a single 1 copies (3 points)
    - ✗ claim 2.1b: a kernel with a single 1 copies (0 of 3 points)
    - ? claim 2.1c: a kernel with a single 1 copies (3 points; not checked: it needs task 1.1)

    #### 2.1b · claim 2.1b: a kernel with a single 1 copies

    \`\`\`text
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
    \`\`\`

    - replay: \`npm test katas/part2 -- --law 2.1b --seed 1 --path 0:2:1\`
    - hint: \`npx kata hint part2 2.1\`

    ### Task 2.2 · stride, padding (bonus): 4 of 4 points

    - ✓ claim 2.2a: a kernel with a single 1 copies (4 points)

    The same cases, all of them, on your own machine: \`npm test katas/part2 -- --seed 4711 --all\`

    ## Answers

    - part2, answers.md: a person grades the answers; empty: 2
    "
  `);
});

test('a part that is worth nothing names the line; a file that cannot be judged shows it', () => {
  const zero = part(['holds'], 'holds', { zero: forbidden });
  const open = part(['not started'], 'not started', {}, 3);
  open.report.tasks[1].problem = { message: 'it does not parse', excerpt: ['> 3 | const x = ;'] };
  const text = feedbackMarkdown(gradeOf({ parts: [zero, open] }));
  expect(text).toContain(
    'This part counts 0 points: it imports \\@tensorflow/tfjs. It is in katas/part2/conv2d.ts, line 3.',
  );
  expect(text).toContain("import * as tf from '@tensorflow/tfjs';");
  expect(text).toContain('### Task 3.1 · myConv2d: 0 of 3 points\n\nNot started.');
  expect(text).toContain('```text\n> 3 | const x = ;\n```');
});

test('walls that did not stand are named, with the reason', () => {
  const missing = [{ wall: 'bubblewrap', reason: 'not installed' }];
  const grade = { ...gradeOf(), walls: { level: 'reduced' as const, standing: ['uid'], missing } };
  expect(feedbackMarkdown(grade)).toContain(
    '- ran behind walls: uid (reduced); without bubblewrap (not installed)',
  );
});

test('a law that was too slow is replayed without a path', () => {
  const slow = { ...crash, replay: { seed: 5, path: '' } };
  expect(feedbackMarkdown(gradeOf({ parts: [part([slow])] }))).toContain(
    '`npm test katas/part2 -- --law 2.1a --seed 5`',
  );
});

test('no part, no law: a page all the same', () => {
  for (const grade of [gradeOf({ parts: [] }), gradeOf({ parts: [part([])] })]) {
    expect(feedbackMarkdown(grade)).toContain('**0 of 0 points**');
    expect(page(feedbackHtml(grade)).querySelectorAll('h1')).toHaveLength(1);
  }
});

describe('whatever a submission says', () => {
  test('the page has only elements of its own, loads nothing, runs nothing', () => {
    const own = new Set(
      'html head meta title style body h1 h2 h3 h4 ul li p span bdi section pre code br'.split(' '),
    );
    fc.assert(
      fc.property(grades, (grade) => {
        const html = feedbackHtml(grade);
        for (const element of page(html).querySelectorAll('*') as (Element & {
          localName: string;
        })[]) {
          expect(own).toContain(element.localName);
          for (const { name } of element.attributes) {
            expect(['lang', 'charset', 'http-equiv', 'content', 'name', 'class']).toContain(name);
          }
        }
        expect(html.length).toBeLessThan(200_000);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('every text of it is in the page, as text', () => {
    for (const warning of [
      '<script>alert(1)</script>',
      '"><img src=x>',
      '&amp; ]]>',
      "' ` {{x}}",
    ]) {
      const document = page(feedbackHtml(gradeOf({ warnings: [warning] })));
      const items = document.querySelectorAll('li').map(({ textContent }) => textContent);
      expect(items).toContain(warning);
    }
  });

  test('both say the final points', () => {
    fc.assert(
      fc.property(grades, (grade) => {
        const score = `${pointText(grade.points.final)} of ${pointText(grade.points.possible)} point`;
        expect(feedbackMarkdown(grade)).toContain(`**${score}`);
        const [shown] = page(feedbackHtml(grade)).querySelectorAll('.score');
        expect(shown.textContent).toContain(score);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  test('Markdown outside of code has no live markup', () => {
    for (const text of hostile) {
      const grade = gradeOf({
        submission: text,
        student: { id: text, name: text },
        warnings: [text],
      });
      const prose = feedbackMarkdown({ ...grade, parts: [] });
      expect(prose.match(/^#/gm)).toHaveLength(3); // title, warnings, answers
      expect(prose).not.toMatch(/(^|[^\\])[<[`|]/m);
      expect(prose).not.toMatch(/^\s*[-+] a list/m);
    }
  });

  test('code stays in its fence', () => {
    const message = '```\n# out\n`````';
    const text = feedbackMarkdown(gradeOf({ parts: [part([{ ...crash, message }])] }));
    const [fence] = /^`{4,}(?=text$)/m.exec(text)!;
    expect(fence.length).toBeGreaterThan(5);
    expect(text.split('\n').filter((line) => line.startsWith(fence))).toHaveLength(2);
  });

  test('is of bounded length', () => {
    const endless = { ...crash, message: 'x '.repeat(1_000_000), place: 'y'.repeat(1_000_000) };
    const big = {
      ...flipped,
      got: Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${i}\n`, i])),
    };
    const wide = { ...big, given: big.got };
    const text = feedbackMarkdown(
      gradeOf({ parts: [part([endless, wide])], warnings: ['w'.repeat(1_000_000)] }),
    );
    expect(text.length).toBeLessThan(60_000);
  });
});
