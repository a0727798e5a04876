import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseName, submissionName, uniqueNames } from '#src/grading/intake/names';

test.each([
  ['hw1_ada_lovelace_e1234567', 'e1234567', 'ada lovelace'],
  ['hw1_ada_E1234567.zip', 'e1234567', 'ada'],
  ['HW12_maria_de_la_cruz_e123456.tar.gz', 'e123456', 'maria de la cruz'],
  ['hw1_şükrü_öztürk_e1234567.tgz', 'e1234567', 'şükrü öztürk'],
  ['hw1_ada_lovelace_e1234567 (1).zip', 'e1234567', 'ada lovelace'],
  ['hw1-ada-lovelace-e1234567.zip', 'e1234567', 'ada lovelace'],
])('%s is named as the assignment says', (entry, id, name) => {
  expect(parseName(entry)).toMatchObject({ by: 'assignment', id, name });
});

test.each([
  'ada',
  'hw1_ada_lovelace',
  'hw1_e1234567',
  'e1234567',
  'hw1_ada_e12.zip',
  'xhw1_ada_e1234567',
  '',
])('%j says of nobody whose it is', (entry) => {
  expect(parseName(entry)).toEqual({ by: 'nobody', key: `path ${entry}` });
});

test('what Moodle and Canvas write into names is understood', () => {
  expect(parseName('Lovelace Ada_1234567_assignsubmission_file_')).toEqual({
    by: 'Moodle',
    id: '1234567',
    name: 'Lovelace Ada',
    key: 'Moodle 1234567',
  });
  expect(parseName('Lovelace Ada_1234567_assignsubmission_file_conv2d.ts')).toMatchObject({
    by: 'Moodle',
    ownName: 'conv2d.ts',
  });
  expect(parseName('lovelaceada_LATE_12345_67890_conv2d-2.ts')).toEqual({
    by: 'Canvas',
    id: '12345',
    name: 'lovelaceada',
    key: 'Canvas 12345',
    ownName: 'conv2d.ts',
  });
  expect(parseName('lovelaceada_12345_67890_hw1-1.tar.gz').ownName).toBe('hw1.tar.gz');
  expect(parseName('lovelaceada_12345_67890_conv2d-options.ts').ownName).toBe('conv2d-options.ts');
});

test('any names and number, put together as the assignment says, come apart again', () => {
  const word = fc.stringMatching(/^[a-zçğıöşü]{1,10}$/);
  const names = fc.array(word, { minLength: 1, maxLength: 5 });
  const property = fc.property(names, fc.integer({ min: 100_000, max: 99_999_999 }), (names, n) => {
    const parsed = parseName(`hw1_${names.join('_')}_e${n}.zip`);
    expect(parsed).toMatchObject({ by: 'assignment', id: `e${n}`, name: names.join(' ') });
  });
  fc.assert(property, { seed: 1, numRuns: 300 });
});

test.each([
  ['hw1_ada_lovelace_e1234567.tar.gz', 'hw1_ada_lovelace_e1234567'],
  ['ada (2).zip', 'ada'],
  ['...zip', 'submission'],
  ['..', 'submission'],
  ['.hidden', 'hidden'],
  ['a/../b\\c:d\u0007\u202E.zip', 'a_.._b_c_d__'],
  ['=cmd|1.zip', '=cmd_1'],
])('the submission of %j is called %s', (entry, name) => {
  expect(submissionName(entry)).toBe(name);
});

test('the name of a submission is safe as a file’s name, whatever it is made of', () => {
  const property = fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (entry) => {
    const name = submissionName(entry);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
    expect(name).toMatch(/^[^/\\\0:*?"<>|\p{Cc}]+$/u);
    expect(name).not.toMatch(/^\.|[. ]$/);
  });
  fc.assert(property, { seed: 1, numRuns: 300 });
});

test('names stay apart on a disk that takes upper and lower case for the same', () => {
  const name = fc.constantFrom('ada', 'Ada', 'ada-2', 'bob', 'BOB-2');
  const property = fc.property(fc.array(name, { maxLength: 12 }), (names) => {
    const unique = uniqueNames();
    const given = names.map((one) => unique(one).toLowerCase());
    expect(new Set(given).size).toBe(names.length);
  });
  fc.assert(property, { seed: 1, numRuns: 300 });
});
