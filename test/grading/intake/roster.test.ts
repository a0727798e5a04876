import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { stringify } from 'csv-stringify/sync';
import { findRow, studentOf } from '#src/grading/intake/match-roster';
import { parseName, submissionName } from '#src/grading/intake/names';
import { readRoster } from '#src/grading/intake/roster';

const read = (text: string) => readRoster(text, 'roster.csv');
const who = (text: string, entry: string) => {
  const row = findRow(read(text).rows, submissionName(entry), parseName(entry));
  return row === undefined ? undefined : studentOf(row, 'unknown').id;
};

test('a roster gives ids, names, times, and every column', () => {
  const text =
    '\uFEFFE-Number;Name;E-mail;Submitted At\r\ne1234567;Ada Lovelace;ada@x.org;2026-04-06 23:50 +0300\r\n';
  expect(read(text)).toEqual({
    rows: [
      {
        ids: ['e1234567'],
        name: 'Ada Lovelace',
        submittedAt: '2026-04-06T20:50:00.000Z',
        columns: {
          'E-Number': 'e1234567',
          Name: 'Ada Lovelace',
          'E-mail': 'ada@x.org',
          'Submitted At': '2026-04-06 23:50 +0300',
        },
      },
    ],
    warnings: [],
  });
});

describe('whose a submission is', () => {
  test('is found by the submission’s name', () => {
    expect(who('submission,id\nTeam Blue,e7654321\n', 'team blue.zip')).toBe('e7654321');
    const both = 'submission,id\nhw1_ada_e1234567,e7654321\nother,e1234567\n';
    expect(who(both, 'hw1_ada_e1234567.zip')).toBe('e7654321');
  });
  test('is found by the e-number, with or without its e', () => {
    expect(who('id,name\n E1234567 ,Ada\n', 'hw1_ada_e1234567.zip')).toBe('E1234567');
    expect(who('Student Number,name\n1234567,Ada\n', 'hw1_ada_E1234567.zip')).toBe('1234567');
    expect(who('id\ne7654321\n', 'hw1_ada_e1234567.zip')).toBeUndefined();
  });
  test('is found by the id alone', () => {
    expect(who('student\ne1234567\n', 'e1234567.zip')).toBe('e1234567');
  });
  test('is found in the worksheet of Moodle, whose participants have numbers of their own', () => {
    const worksheet =
      'Identifier,Full name,Email address,Grade\nParticipant 1234567,Ada Lovelace,ada@x.org,\n';
    const entry = 'Someone Else_1234567_assignsubmission_file_';
    expect(who(worksheet, entry)).toBe('1234567');
    expect(who('id,name\ne1234567,Bob\n', entry)).toBeUndefined();
    expect(who('id,name\n1234567,Bob\n', entry)).toBeUndefined();
  });
  test('is found in the gradebook of Canvas', () => {
    const gradebook =
      'Student,ID,SIS User ID,SIS Login ID,Section,HW1 (77)\n    Points Possible,,,,,30\n"Lovelace, Ada",12345,e1234567,ada,1,\n';
    expect(read(gradebook)).toMatchObject({ warnings: [], rows: [{ name: 'Lovelace, Ada' }] });
    expect(who(gradebook, 'someoneelse_LATE_12345_67890_hw1.zip')).toBe('12345');
    expect(who('id,name\n12345,Bob\n', 'someoneelse_12345_67890_hw1.zip')).toBeUndefined();
  });
  test('is found by name, in whatever order, where a platform gives no better', () => {
    const roster = 'id,name\ne1,Ada King Lovelace\ne2,Bob\n';
    expect(who(roster, 'lovelaceadaking_12345_67890_hw1.zip')).toBe('e1');
    expect(who(roster, 'Lovelace Ada King_99_assignsubmission_file_')).toBe('e1');
    const twins = 'id,name\ne1,Ada Lovelace\ne2,"Lovelace, Ada"\n';
    expect(who(twins, 'lovelaceada_12345_67890_hw1.zip')).toBeUndefined();
  });
});

test.each([
  ['', 'roster.csv is empty; wanted is a header row'],
  ['a,b\n1,2\n', 'roster.csv has the columns a, b; wanted is a header row with a column'],
  ['id,name\n,Ada\n', 'roster.csv has a row that says of nobody whose it is: , Ada'],
  ['id,submitted_at\ne1,noon\n', 'e1 was handed in at "noon", which is not understood'],
  ['id,name\n"e1,Ada\n', 'is no CSV and was left out'],
])('%j is used as far as it goes: %s', (text, warning) => {
  expect(read(text).warnings.join()).toContain(warning);
});

test('a broken line costs no other line', () => {
  const { rows, warnings } = read('id,name\ne1,Ada\ne2,"Bob" Marley"\ne3,Cyd\ne4\ne5,Eve,more\n');
  expect(rows.map(({ ids }) => ids[0])).toEqual(['e1', 'e3', 'e4', 'e5']);
  expect(warnings).toEqual([
    'roster.csv, line 3 is no CSV and was left out. Check its quotation marks.',
  ]);
});

test('titles that mean something to JavaScript are titles', () => {
  const [row] = read('id,__proto__,constructor\ne1,a,b\n').rows;
  expect(Object.entries(row.columns)).toEqual([
    ['id', 'e1'],
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ]);
});

test('what was written as CSV is read as it was, and found again', () => {
  const value = fc.string({ maxLength: 12, unit: 'grapheme' }).map((text) => text.trim());
  const person = fc.record({ id: fc.integer({ min: 100_000, max: 9_999_999 }), note: value });
  const people = fc.uniqueArray(person, { minLength: 1, maxLength: 8, selector: ({ id }) => id });
  const delimiters = fc.constantFrom(',', ';', '\t');
  const property = fc.property(people, delimiters, (people, delimiter) => {
    const lines = people.map(({ id, note }) => [`e${id}`, note]);
    const text = stringify([['id', 'note'], ...lines], { delimiter, quoted: true });
    const { rows, warnings } = read(text);
    expect(warnings).toEqual([]);
    expect(rows.map(({ columns }) => [columns.id, columns.note])).toEqual(lines);
    for (const { id } of people) expect(who(text, `hw1_x_e${id}.zip`)).toBe(`e${id}`);
  });
  fc.assert(property, { seed: 1, numRuns: 200 });
});
