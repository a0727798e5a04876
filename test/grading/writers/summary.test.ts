import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visibleWidth } from '#src/charts/text-width';
import { mostMissed } from '#src/grading/writers/most-missed';
import { summaryText } from '#src/grading/writers/summary';
import { plainStyle } from '#src/laws/text/style';
import { flipped } from '../../laws/text/reports.ts';
import { forbidden, gradeOf, grades, type Outcome, part } from './grades.ts';

const options = {
  canvas: { width: 80, colour: 'none', glyphs: 'unicode' },
  style: plainStyle,
} as const;

const of = (outcomes: Outcome[], factor = 1) => gradeOf({ parts: [part(outcomes)], factor });

test('a class: how it went, what was missed, who was late, where to look', () => {
  const all: Outcome[] = Array.from({ length: 12 }, () => 'holds');
  const some = (right: number): Outcome[] => all.map((_, i) => (i < right ? 'holds' : flipped));
  const classroom = [
    of(all),
    ...[11, 11, 10, 10, 10, 9, 7, 4, 1].map((right) => of(some(right))),
    of(some(10), 0.7),
    of(some(10), 0.4),
    { ...of(some(2)), warnings: ['no comment'] },
    gradeOf({ parts: [part(all, 'holds', { zero: forbidden })] }),
  ];
  const text = summaryText(classroom, {
    ...options,
    notes: ['2 ended by limits'],
    similar: { equal: 2, pairs: 1, floor: 0.9, file: 'grades/similarity.html' },
    files: ['grades/grades.csv', 'feedback/*.md', 'gradescope/', 'junit.xml'],
  });
  expect(`\n${text}\n`).toMatchInlineSnapshot(`
    "
     14 submissions · part 2
     walls: uid, bubblewrap, limits, permissions

     points                      most missed laws
      0– 9 ▇▇▇ 3                 12× claim 2.1l: a kernel with a single 1 cop…  2.1l
     10–19 ▇▇ 2                  10× claim 2.1k: a kernel with a single 1 cop…  2.1k
     20–29 ▇▇▇ 3                  5× claim 2.1j: a kernel with a single 1 cop…  2.1j
     30–36 ▇▇▇▇▇▇ 6               4× claim 2.1h: a kernel with a single 1 cop…  2.1h
                                  4× claim 2.1i: a kernel with a single 1 cop…  2.1i
                                  3× claim 2.1e: a kernel with a single 1 cop…  2.1e

     2 late (1 counted 70 %, 1 counted 40 %) · 1 part worth nothing (forbidden)
     1 submission with warnings · 14 empty answers · 2 ended by limits
     2 texts handed in by several
     1 pair above 0.90 similarity: see grades/similarity.html
     grades/grades.csv · feedback/*.md · gradescope/ · junit.xml
    "
  `);
});

test('no submission, no law: a summary all the same', () => {
  expect(summaryText([], options)).toBe(' 0 submissions\n');
  expect(summaryText([gradeOf({ parts: [] })], options)).toContain('no law was missed');
});

test('walls that were not the same for all are counted', () => {
  const reason = 'not installed';
  const walls = {
    level: 'reduced' as const,
    standing: ['uid'],
    missing: [{ wall: 'bubblewrap', reason }],
  };
  const text = summaryText([gradeOf(), { ...gradeOf(), walls }], options);
  expect(text).toContain('walls: uid, bubblewrap, limits, permissions (1 of them)');
  expect(text).toContain('walls: uid; without bubblewrap (not installed) (1 of them)');
});

test('no line is wider than the terminal, and none holds a control character', () => {
  fc.assert(
    fc.property(
      fc.array(grades, { maxLength: 5 }),
      fc.integer({ min: 60, max: 120 }),
      (all, width) => {
        const canvas = { ...options.canvas, width };
        const text = summaryText(all, {
          ...options,
          canvas,
          notes: ['\u001b[31m red', 'x'.repeat(300)],
        });
        for (const line of text.split('\n')) {
          expect(visibleWidth(line)).toBeLessThanOrEqual(width);
          // oxlint-disable-next-line no-control-regex -- these are what must not be there
          expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
        }
      },
    ),
    { seed: 1, numRuns: 100 },
  );
});

test('missed is what is broken, or not started and no bonus', () => {
  const all = [of([flipped, 'holds', 'not started']), of([flipped, flipped, 'not checked'])];
  expect(mostMissed(all, 9).map(({ id, times }) => [id, times])).toEqual([
    ['2.1a', 2],
    ['2.1b', 1],
    ['2.1c', 1],
  ]);
  expect(mostMissed(all, 1)).toHaveLength(1);
});
