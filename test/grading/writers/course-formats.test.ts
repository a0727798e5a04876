import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { classroom50Place } from '#src/grading/writers/classroom50';
import { junitXml } from '#src/grading/writers/junit';
import { flipped } from '../../laws/text/reports.ts';
import { forbidden, gradeOf, part } from './grades.ts';
import { classroom50, gradescope, junit, now, place } from './read-formats.ts';

describe('JUnit XML', () => {
  test('broken and not started fail, not checked is skipped, a file that cannot be judged is an error', () => {
    const graded = part(['holds', flipped, 'not checked'], 'not started');
    const broken = part();
    broken.report.tasks[0].laws = [];
    broken.report.tasks[0].problem = { message: 'katas/part2/conv2d.ts does not parse <here>' };
    const { testsuites } = junit([gradeOf({ parts: [graded] }), gradeOf({ parts: [broken] })]);
    const [first, second] = testsuites.testsuite!;
    expect(first).toMatchObject({
      name: 'hw1_ada_lovelace_e1234567 part2',
      tests: '4',
      failures: '2',
      skipped: '1',
      errors: '0',
    });
    expect(second).toMatchObject({ tests: '2', failures: '1', skipped: '0', errors: '1' });
    const [holds, fails, skipped, open] = first.testcase!;
    expect(Object.keys(holds)).not.toContain('failure');
    expect(fails.failure.message).toBe('first difference at [0,0,0,0]: wanted 1, got 0');
    expect(fails.failure['#text']).toContain('--law 2.1b --seed 1 --path 0:2:1');
    expect(skipped.skipped.message).toBe('not checked: it needs task 1.1');
    expect(open.failure.message).toBe('task 2.2 is not started');
    expect(second.testcase![0].error['#text']).toContain('does not parse <here>');
  });

  test('of no submission, and of one without laws, is a document all the same', () => {
    expect(XMLValidator.validate(junitXml([]))).toBe(true);
    expect(junit([gradeOf({ parts: [part([])] })]).testsuites).toMatchObject({ tests: '1' });
  });

  test('what came in comes out: markup is text', () => {
    const crash = { ...flipped, difference: { path: [0], message: 'a < b && "c" ]]> </failure>' } };
    const [suite] = junit([gradeOf({ parts: [part([crash])] })]).testsuites.testsuite!;
    expect(suite.testcase![0].failure.message).toBe('a < b && "c" ]]> </failure>');
    expect(suite.testcase![0].failure['#text']).toContain('a < b && "c" ]]> </failure>');
  });
});

describe('Gradescope', () => {
  test('a test for each law, one for the answers, one for lateness', () => {
    const { score, tests } = gradescope(
      gradeOf({ parts: [part(['holds', flipped], 'not checked')], factor: 0.7 }),
    );
    expect(score).toBe(2.1);
    expect(tests).toMatchObject([
      { number: '2.1a', status: 'passed', score: 3, max_score: 3, tags: ['part2', '2.1'] },
      { number: '2.1b', status: 'failed', score: 0, max_score: 3, output_format: 'text' },
      {
        number: '2.2a',
        status: 'failed',
        output: 'not checked: it needs task 1.1',
        tags: ['part2', '2.2', 'bonus'],
      },
      { name: 'Handed in on time', status: 'failed', output: '2 days late: 70%' },
      { name: 'part2, answers.md: a person grades the answers; empty: 2', status: 'failed' },
    ]);
    expect(tests[1].output).toContain(
      'replay   npm test katas/part2 -- --law 2.1b --seed 1 --path 0:2:1',
    );
  });

  test('laws of a part that is worth nothing fail, and say why', () => {
    const [first] = gradescope(
      gradeOf({ parts: [part(['holds'], 'holds', { zero: forbidden })] }),
    ).tests;
    expect(first).toMatchObject({ score: 0, max_score: 3, status: 'failed' });
    expect(first.output).toContain('it imports @tensorflow/tfjs (katas/part2/conv2d.ts:3)');
  });

  test('visibility is the instructor’s', () => {
    const results = gradescope(gradeOf(), {
      visibility: 'after_due_date',
      stdoutVisibility: 'visible',
    });
    expect(results).toMatchObject({ visibility: 'after_due_date', stdout_visibility: 'visible' });
    expect(gradescope(gradeOf())).toMatchObject({
      visibility: 'visible',
      stdout_visibility: 'hidden',
    });
  });
});

describe('Classroom 50', () => {
  test('whole points, halves up, and the exact ones beside', () => {
    const result = classroom50(
      gradeOf({ parts: [part(['holds', 'holds', 'holds'])], factor: 0.5 }),
      place,
      now,
    );
    expect(result).toMatchObject({ score: 5, 'max-score': 13, datetime: '2026-04-06T21:12:00Z' });
    expect(result.tests[0]).toMatchObject({ final: 4.5 });
  });

  test('a time that nobody knows, or that is none, is the time of grading', () => {
    const { submittedAt: _, ...unknown } = gradeOf();
    expect(classroom50(unknown, place, now).datetime).toBe('2026-04-10T08:00:00Z');
    expect(classroom50({ ...unknown, submittedAt: 'soon' }, place, now).datetime).toBe(
      '2026-04-10T08:00:00Z',
    );
  });

  test('outside its runner, the missing variables are named', () => {
    expect(() => classroom50Place({ CLASSROOM: 'x', ASSIGNMENT: 'y', USERNAME: 'z' })).toThrow(
      'missing: SUBMISSION_TAG, COMMIT_URL, RELEASE_URL.',
    );
    expect(() => classroom50Place({})).toThrow(/OWNER/);
  });
});
