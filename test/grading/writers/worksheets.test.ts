import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import type { Grade } from '#src/grading/grade';
import { fillCanvasGradebook } from '#src/grading/writers/canvas';
import { matchStudents } from '#src/grading/writers/match-students';
import { fillMoodleWorksheet } from '#src/grading/writers/moodle';
import { flipped } from '../../laws/text/reports.ts';
import { gradeOf, grades, hostile, part } from './grades.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../fixtures/formats/${name}`, import.meta.url), 'utf8');
const canvas = fixture('canvas-gradebook.csv');
const moodle = fixture('moodle-worksheet.csv');
const table = (csv: string, delimiter = ',') => parse(csv, { bom: true, delimiter });

const of = (id: string, name?: string, more: Partial<Grade> = {}): Grade => ({
  ...gradeOf({ parts: [part(['holds', flipped])], submission: `hw1_${id}` }),
  student: { id, ...(name === undefined ? {} : { name }) },
  ...more,
});

describe('the gradebook of Canvas', () => {
  test('gets the points of one assignment, and holds no other', () => {
    const filled = fillCanvasGradebook(
      canvas,
      [of('e1234567'), of('x', 'Émmy Noether')],
      'Homework 1',
    );
    expect(table(filled.csv)).toEqual([
      ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', 'Homework 1 (4402)'],
      ['', '', '', '', '', ''],
      ['    Points Possible', '', '', '', '', '41.00'],
      ['Lovelace, Ada', '9001', 'e1234567', 'ada@example.edu', 'Section 1', '3'],
      ['Noether, Emmy', '9002', 'e2345678', 'emmy@example.edu', 'Section 1', '3'],
      ['Turing, Alan', '9003', 'e3456789', 'alan@example.edu', 'Section 1 and Section 2', ''],
      ['Student, Test', '9009', '', 'f0e1d2c3', 'Section 1', ''],
    ]);
    expect(filled).toMatchObject({
      filled: 2,
      unmatchedRows: ['Turing, Alan', 'Student, Test'],
      unmatchedGrades: [],
      notes: ['“Homework 1 (4402)” is out of 41.00 in Canvas; these points are out of 6.'],
    });
  });

  test('knows a student by login, by address, by the number of Canvas from the roster', () => {
    const roster = (values: Record<string, string>) => ({ student: { id: 'q', roster: values } });
    const found = (grade: Grade) => fillCanvasGradebook(canvas, [grade], 'Homework 1').filled;
    expect(found(of('alan'))).toBe(1);
    expect(found(of('q', undefined, roster({ Email: 'ALAN@example.edu' })))).toBe(1);
    expect(found(of('q', undefined, roster({ ID: '9003' })))).toBe(1);
    expect(found(of('q', undefined, roster({ Section: 'Section 1' })))).toBe(0);
    expect(found(of('9003'))).toBe(0); // a student number that happens to be a number of Canvas
  });

  test('an assignment that is not there, or there twice, is an error that lists them', () => {
    expect(() => fillCanvasGradebook(canvas, [], 'Homework 2')).toThrow(
      /no assignment “Homework 2”.*Essay \(4401\)/,
    );
    const twice = canvas.replace('Homework 1 (bonus) (4403)', 'Homework 1 (4403)');
    expect(() => fillCanvasGradebook(twice, [], 'Homework 1')).toThrow(/more than one/);
    expect(fillCanvasGradebook(twice, [of('alan')], 'Homework 1 (4403)').filled).toBe(1);
  });

  test('what is no gradebook is an error that says what to do', () => {
    for (const text of ['', '\u0000', 'a,b\n1,2', '"open', 'Student\nx']) {
      expect(() => fillCanvasGradebook(text, [], 'Homework 1')).toThrow(UserError);
    }
  });

  test('semicolons, a byte order mark and two names stay', () => {
    const other =
      '\ufeffLastName;FirstName;ID;SIS Login ID;Section;H (1)\nTuring;Alan;9003;at;S;\n';
    const { csv, filled } = fillCanvasGradebook(other, [of('z', 'Alan Turing')], 'H');
    expect(filled).toBe(1);
    expect(csv).toBe(
      '\ufeffLastName;FirstName;ID;SIS Login ID;Section;H (1)\nTuring;Alan;9003;at;S;3\n',
    );
  });
});

describe('the worksheet of Moodle', () => {
  test('gets grade and feedback; every other cell and the order of rows stay', () => {
    const filled = fillMoodleWorksheet(moodle, [
      of('alan', undefined),
      of('e1234567'),
      of('stranger'),
    ]);
    const [before, after] = [table(moodle), table(filled.csv)];
    const [ada, , alan] = after.slice(1);
    expect(ada[5]).toBe('3');
    expect(ada[10]).toBe(
      '<p>3 of 6 points</p><ul><li>2.1b claim 2.1b: a kernel with a single 1 copies: first difference at [0,0,0,0]: wanted 1, got 0</li><li>2.2a claim 2.2a: a kernel with a single 1 copies: task 2.2 is not started</li></ul>',
    );
    expect(alan[5]).toBe('3');
    const others = (rows: string[][]) =>
      rows.map((row) => row.filter((_, i) => i !== 5 && i !== 10));
    expect(others(after)).toEqual(others(before));
    expect(after[2]).toEqual(before[2]); // nobody's
    expect(filled).toMatchObject({
      filled: 2,
      unmatchedRows: ['Emmy Noether'],
      unmatchedGrades: ['hw1_stranger'],
    });
  });

  test('a grade that Moodle has locked stays, and is named', () => {
    const filled = fillMoodleWorksheet(moodle, [of('e2345678')]);
    expect(table(filled.csv)).toEqual(table(moodle));
    expect(filled.notes[0]).toBe(
      'Emmy Noether: Moodle lets nobody change this grade; it was left as it is.',
    );
  });

  test('a decimal comma where Moodle writes one; a maximum that is too small is named', () => {
    const late = { ...of('e1234567'), points: { ...of('e1234567').points, final: 30.25 } };
    const filled = fillMoodleWorksheet(moodle, [late]);
    expect(table(filled.csv)[1][5]).toBe('30,25');
    const small = fillMoodleWorksheet(moodle.replaceAll('41,00', '30.00'), [late]);
    expect(table(small.csv)[1][5]).toBe('30.25');
    expect(small.notes[0]).toMatch(/30.25 is more than Moodle’s maximum of 30.00/);
  });

  test('knows the folder names of Moodle’s own download, and other languages', () => {
    const folder = of('q', undefined, { submission: 'Alan Turing_70013_assignsubmission_file_' });
    expect(fillMoodleWorksheet(moodle, [folder]).filled).toBe(1);
    const turkish = moodle.replace('Identifier', 'Kimlik').replace(',Grade,', ',Not,');
    expect(() => fillMoodleWorksheet(turkish, [])).toThrow(/no column “Identifier”/);
    const { filled } = fillMoodleWorksheet(turkish, [folder], {
      identifier: 'Kimlik',
      grade: 'Not',
    });
    expect(filled).toBe(1);
  });

  test('is written with commas, though a spreadsheet has saved semicolons', () => {
    const { csv } = fillMoodleWorksheet('Identifier;Grade;Full name\nParticipant 1;;Ada L\n', [
      of('q', 'Ada L'),
    ]);
    expect(csv).toBe('Identifier,Grade,Full name\nParticipant 1,3,Ada L\n');
  });

  test('feedback is text, whatever the submission says', () => {
    for (const message of hostile) {
      const grade = of('alan', undefined, {
        parts: [part([{ ...flipped, difference: { path: [], message } }])],
      });
      const cell = table(fillMoodleWorksheet(moodle, [grade]).csv)[3][10];
      expect(cell.replace(/<\/?(p|ul|li)>/g, '')).not.toMatch(/[<>"]/);
      expect(cell.length).toBeLessThan(2000);
    }
  });
});

describe('who is who', () => {
  const row = (key: string, name: string) => ({ keys: [key], name });
  const keys = ({ student }: Grade) => [student.id];

  test('two submissions with one id are given to nobody', () => {
    const grades = [of('e1', 'Ada'), of('e1', 'Ada'), of('e2')];
    expect(matchStudents([row('e1', 'Ada'), row('e2', 'Bo')], grades, keys)).toEqual([
      undefined,
      grades[2],
    ]);
  });

  test('an id that two claim is not settled by a name', () => {
    const grades = [of('e1', 'Ada'), of('e1', 'Bo')];
    expect(matchStudents([row('e1', 'Ada')], grades, keys)).toEqual([undefined]);
  });

  test('a name does not take what an id has', () => {
    const [own, thief] = [of('e1'), of('e9', 'Ada Lovelace')];
    expect(matchStudents([row('e1', 'Ada Lovelace')], [thief, own], keys)).toEqual([own]);
  });

  test('a name that two students have names neither', () => {
    const grade = of('q', 'Ada L');
    expect(matchStudents([row('1', 'Ada L'), row('2', 'L, Ada')], [grade], keys)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('no grade is given twice, whoever calls themselves what', () => {
    const name = fc.constantFrom('e1', 'e2', 'E2 ', 'Ada L', 'L Ada', '', 'é');
    const student = fc.record({ id: name, name });
    fc.assert(
      fc.property(
        fc.array(student, { maxLength: 6 }),
        fc.array(fc.tuple(name, name), { maxLength: 6 }),
        (students, rows) => {
          const all = students.map(({ id, name }) => of(id, name));
          const found = matchStudents(
            rows.map(([key, called]) => row(key, called)),
            all,
            keys,
          );
          const given = found.filter((grade) => grade !== undefined);
          expect(new Set(given).size).toBe(given.length);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });
});

test('both worksheets hold the final points, whatever was graded', () => {
  fc.assert(
    fc.property(grades, (grade) => {
      const known = {
        ...grade,
        student: { ...grade.student, roster: { email: 'alan@example.edu' } },
        submission: 'x',
      };
      known.student.id = 'none';
      known.student.name = '';
      const points = Number(table(fillCanvasGradebook(canvas, [known], 'Homework 1').csv)[5][5]);
      expect(points).toBe(grade.points.final);
      const text = table(fillMoodleWorksheet(moodle, [known]).csv)[3][5];
      expect(Number(text.replace(',', '.'))).toBe(grade.points.final);
    }),
    { seed: 3, numRuns: 200 },
  );
});
