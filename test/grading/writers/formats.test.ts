import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { gradesCsv } from '#src/grading/writers/grades-csv';
import { gradesJson } from '#src/grading/writers/grades-json';
import { junitXml } from '#src/grading/writers/junit';
import { pointText } from '#src/grading/writers/point-text';
import { flipped } from '../../laws/text/reports.ts';
import { forbidden, gradeOf, grades, hostile, part } from './grades.ts';
import {
  classroom50,
  gradescope,
  isClassroom50,
  isGradescope,
  junit,
  now,
  place,
  rows,
} from './read-formats.ts';

test('every format says the same final points, whatever was graded', () => {
  fc.assert(
    fc.property(grades, (grade) => {
      const { final } = grade.points;
      const results = gradescope(grade);
      expect(isGradescope(results), JSON.stringify(isGradescope.errors)).toBe(true);
      expect(results.score).toBe(final);
      const sum = results.tests.reduce((total, { score = 0 }) => total + score, 0);
      expect(Math.round(sum * grade.lateness.factor * 100) / 100).toBe(final);

      const [row] = rows(gradesCsv([grade]));
      expect(row.final).toBe(pointText(final));
      const json = JSON.parse(gradesJson([grade])) as { grades: { points: { final: number } }[] };
      expect(json.grades[0].points.final).toBe(final);

      const text = junitXml([grade]);
      expect(XMLValidator.validate(text)).toBe(true);
      for (const suite of junit([grade]).testsuites.testsuite ?? []) {
        const cases = suite.testcase ?? [];
        const of = (kind: string) => cases.filter((one) => kind in one).length;
        expect(suite).toMatchObject({
          tests: String(cases.length),
          failures: String(of('failure')),
          errors: String(of('error')),
          skipped: String(of('skipped')),
        });
        const { value } = suite.properties.property.find(({ name }) => name === 'final')!;
        expect(value).toBe(pointText(final));
      }

      const result = classroom50(grade, place, now);
      expect(isClassroom50(result), JSON.stringify(isClassroom50.errors)).toBe(true);
      expect(result.score).toBeLessThanOrEqual(result['max-score']);
      for (const one of result.tests) expect(one.score).toBeLessThanOrEqual(one['max-score']);
      expect(result.score).toBe(Math.round(final));
      expect(result.tests[0].final).toBe(final);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('no format holds a character that turns or hides text, or that a terminal obeys', () => {
  const dangerous =
    // oxlint-disable-next-line no-control-regex -- these are what must not be there
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/u;
  fc.assert(
    fc.property(grades, (grade) => {
      expect(junitXml([grade])).not.toMatch(dangerous);
      expect(gradesCsv([grade])).not.toMatch(dangerous);
      const results = gradescope(grade);
      for (const { name, output = '' } of results.tests)
        expect(name + output).not.toMatch(dangerous);
    }),
    { seed: 2, numRuns: 200 },
  );
});

describe('the CSV', () => {
  test('has a row for each submission, a column for each part', () => {
    const grade = gradeOf({ parts: [part(), part(['holds'], 'holds', {}, 3)], factor: 0.7 });
    const other = gradeOf({ submission: 'hw1_b', parts: [part([], 'not started', {}, 3)] });
    expect(rows(gradesCsv([grade, other]))).toMatchObject([
      { id: 'e1234567', name: 'Ada Lovelace', part2: '3', part3: '3', bonus: '4', earned: '6', possible: '12', 'late factor': '0.7', lateness: '2 days late: 70%', final: '7', 'empty answers': '1', walls: 'full', seed: '4711' },
      { submission: 'hw1_b', part2: '', part3: '0', final: '0' },
    ]); // prettier-ignore
  });

  test('begins with a byte order mark unless told otherwise', () => {
    expect(gradesCsv([])).toMatch(/^\ufeffid,/);
    expect(gradesCsv([], { bom: false })).toMatch(/^id,/);
  });

  test('has no cell that a spreadsheet takes for a formula, cut at commas or at semicolons', () => {
    const all = hostile.map((name) =>
      gradeOf({ submission: name, student: { id: name, name }, warnings: [name] }),
    );
    const csv = gradesCsv(all);
    for (const delimiter of [',', ';']) {
      const cells = parse(csv, {
        bom: true,
        delimiter,
        relax_quotes: true,
        relax_column_count: true,
      }).flat();
      for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/);
    }
    expect(rows(csv)).toHaveLength(hostile.length);
  });

  test('says what a part is worth nothing for', () => {
    const grade = gradeOf({ parts: [part(['holds'], 'holds', { zero: forbidden })] });
    expect(rows(gradesCsv([grade]))[0]).toMatchObject({
      part2: '0',
      final: '0',
      warnings: 'part2 counts 0: it imports @tensorflow/tfjs (katas/part2/conv2d.ts:3)',
    });
  });
});

test('JSON spells out what it has no numbers for', () => {
  const nan = { ...flipped, got: [Number.NaN, Number.POSITIVE_INFINITY] };
  expect(gradesJson([gradeOf({ parts: [part([nan])] })])).toMatch(
    /"got": \[\s*"NaN",\s*"Infinity"/,
  );
  expect(JSON.parse(gradesJson([]))).toEqual({ grades: [] });
});
