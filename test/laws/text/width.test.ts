import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Explanation } from '#src/laws/law-result';
import type { Snapshot } from '#src/laws/snapshot';
import { explain } from '#src/laws/text/explain';
import { partReportText } from '#src/laws/text/part-report';
import { plainStyle } from '#src/laws/text/style';
import { laws, reportOn } from './reports.ts';

const widths = fc.integer({ min: 60, max: 120 });
const numbers = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(NaN, Infinity, 1 / 3, -1e-12));
const matrices = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 14 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(numbers, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );
const values: fc.Arbitrary<Snapshot> = fc.oneof(
  numbers,
  matrices,
  fc.array(matrices, { maxLength: 2 }),
  fc.array(numbers, { maxLength: 30 }),
  fc.constantFrom<Snapshot>('‹undefined›', [[1], [2, 3]], null, {}, [], {
    bias: [1],
    note: 'x'.repeat(99),
  }),
);
const sentence = fc
  .array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 30 })
  .map((words) => words.join(' '));

const explanations: fc.Arbitrary<Explanation> = fc
  .record({ given: values, got: matrices, message: sentence, why: sentence, look: sentence })
  .map(({ given, got, message, why, look }): Explanation => {
    const wanted = got.map((row) => row.map((n) => (Number.isFinite(n) ? n * (1 + 1e-14) : 0)));
    const difference = { path: [got.length - 1, got[0].length - 1], message };
    const replay = { seed: -2_147_483_648, path: '0:1:2:3:4:5' };
    return {
      given: { input: given },
      got,
      wanted,
      difference,
      suspect: message,
      why,
      look,
      replay,
    };
  });

/** Names and shapes of things are as long as they are; these are the lines that may not be broken. */
const isWhole = (line: string) => /^ {3}(replay|hint) /.test(line);

test('no line of an explanation is wider than the terminal', () => {
  fc.assert(
    fc.property(explanations, widths, (explanation, width) => {
      for (const line of explain(explanation, width, plainStyle)) {
        expect(line.length, line).toBeLessThanOrEqual(width);
      }
    }),
  );
});

test('no line of a report is wider than the terminal, but for the commands to be copied', () => {
  const claims = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 3, maxLength: 14 });
  fc.assert(
    fc.property(explanations, claims, widths, (explanation, words, width) => {
      const claim = words.join(' ');
      const report = reportOn({ laws: laws('2.1', [claim, 1, 'holds'], [claim, 2, explanation]) });
      const text = partReportText(report, { width, style: plainStyle, explainAll: true });
      for (const line of text.split('\n').filter((line) => !isWhole(line))) {
        expect(line.length, line).toBeLessThanOrEqual(width);
      }
    }),
  );
});

test('nothing reads undefined or [object Object], whatever the values are', () => {
  fc.assert(
    fc.property(explanations, widths, (explanation, width) => {
      const report = reportOn({ laws: laws('2.1', ['it runs', 1, explanation]) });
      const text = partReportText(report, { width, style: plainStyle, explainAll: true });
      expect(text.replaceAll('‹undefined›', '')).not.toMatch(/\bundefined\b|\[object/);
    }),
  );
});
