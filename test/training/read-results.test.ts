import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { resultFields } from '#src/training/check-result';
import { readResults } from '#src/training/read-results';
import { temporaryFolders } from '../data/temporary-folder.ts';

const temporaryFolder = temporaryFolders();

/** A folder of folders of files. */
async function folders(content: Record<string, Record<string, string>>): Promise<string> {
  const root = await temporaryFolder();
  for (const [folder, files] of Object.entries(content)) {
    await mkdir(join(root, folder), { recursive: true });
    for (const [name, text] of Object.entries(files))
      await writeFile(join(root, folder, name), text);
  }
  return root;
}

const sources = (root: string, ...names: string[]) =>
  names.map((named) => ({ named, path: join(root, named) }));

test('the results of folders are read, each with the name that tells its folder from the others', async () => {
  const files = {
    'part3_cnn_4.json': '{"a":1}',
    'part3_mlp_1.json': '[2]',
    'part5_cnn_4.json': '',
  };
  const root = await folders({ 'own/run': files, 'other/run': files });
  const results = await readResults('part3', sources(root, 'own/run', 'other/run'));
  expect(results).toEqual(
    ['own/run', 'other/run'].flatMap((source) => [
      { source, path: join(source, 'part3_cnn_4.json'), json: { a: 1 }, run: undefined },
      { source, path: join(source, 'part3_mlp_1.json'), json: [2], run: undefined },
    ]),
  );
});

test('a single file is read, whatever its name', async () => {
  const root = await folders({ own: { 'mine.json': '{"a":1}' } });
  expect(await readResults('part3', sources(root, 'own/mine.json'))).toMatchObject([
    { path: 'own/mine.json', json: { a: 1 } },
  ]);
});

describe('one clear message', () => {
  test.each([
    [{ 'part3_cnn_4.json': '{"loss_curve":[2.3' }, /^own\/part3_cnn_4\.json cannot be read as JSON: .* It is damaged, or not all of it is there/],
    [{ 'part4_cnn_4.json': '{}' }, /^own holds no result of part3; wanted files such as part3_….json/],
    [{ 'part3_cnn_4.json': '{}', 'run.json': '{"format":9}' }, /run\.json has format 9; this program reads format 1/],
    [{ 'part3_cnn_4.json': '{}', 'run.json': '{' }, /run\.json is damaged/],
  ])('is given for %j', async (files, message) => {
    const root = await folders({ own: files });
    const read = readResults('part3', sources(root, 'own'));
    await expect(read).rejects.toThrow(UserError);
    await expect(read).rejects.toThrow(message);
  }); // prettier-ignore
});

describe('a field of a result', () => {
  const read = (value: unknown) => resultFields(value, 'own/part3_cnn_4.json');

  test('is given as it is', () => {
    const fields = read({ name: 'cnn_4', loss: [2.3, 1], accuracy: [0, 1], test: 0.6, none: null });
    expect(fields.text('name')).toBe('cnn_4');
    expect(fields.curve('loss')).toEqual([2.3, 1]);
    expect(fields.curve('accuracy', 'fraction')).toEqual([0, 1]);
    expect([fields.fraction('test'), fields.fraction('none')]).toEqual([0.6, null]);
    expect(fields.any('none')).toBeNull();
  });

  test.each<[unknown, (fields: ReturnType<typeof read>) => unknown, RegExp]>([
    [{}, (fields) => fields.text('name'), /^own\/part3_cnn_4\.json: "name" is missing; wanted a text\.$/],
    [{ name: 4 }, (fields) => fields.text('name'), /"name" is 4; wanted a text/],
    [{ c: {} }, (fields) => fields.curve('c'), /"c" is an object; wanted an array of numbers/],
    [{ c: [1, null] }, (fields) => fields.curve('c'), /"c" has null at 1; wanted a number/],
    [{ c: [0.3, 34.8] }, (fields) => fields.curve('c', 'fraction'), /"c" has 34\.8 at 1; wanted a fraction, 0 … 1/],
    [{ t: '0.5' }, (fields) => fields.fraction('t'), /"t" is "0\.5"; wanted a fraction/],
    [{ t: -1 }, (fields) => fields.fraction('t'), /"t" is -1/],
    [{}, (fields) => fields.any('weights'), /"weights" is missing/],
  ])('of %j is refused, with what came and what was wanted', (value, field, message) => {
    expect(() => field(read(value))).toThrow(UserError);
    expect(() => field(read(value))).toThrow(message);
  }); // prettier-ignore

  test.each([null, [], 3, 'x'])('of %j is not looked for', (value) => {
    expect(() => read(value)).toThrow(/^own\/part3_cnn_4\.json is no result: wanted an object/);
  });
});
