import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { type Listing, listSubmissions } from '#src/grading/intake/list-submissions';
import { readSubmission } from '#src/grading/intake/read-submission';
import { temporaryFolders } from '../../data/temporary-folder.ts';
import { tarGzOf, zipOf } from './archive-bytes.ts';
import { wanted } from './katas.ts';
import { makePipe } from './make-pipe.ts';

const temporaryFolder = temporaryFolders();
const isUnix = process.platform !== 'win32';
const isRoot = process.getuid?.() === 0;

/** Writes files below a new folder. @returns the folder. */
async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

const list = (paths: string[], roster?: string) =>
  listSubmissions(paths, { wanted, ...(roster !== undefined && { roster }) });

async function readAll({ submissions }: Listing) {
  const all = await Promise.all(submissions.map((one) => readSubmission(one, wanted)));
  return all.map(({ files, ...rest }) => ({
    ...rest,
    files: Object.fromEntries(
      [...files].map(([key, bytes]) => [key, Buffer.from(bytes).toString()]),
    ) as Record<string, string>,
  }));
}

const conv2d = { 'part2/conv2d.ts': 'ada' };

test('a class of folders, archives and files is read, each submission for itself', async () => {
  const packed = [{ path: 'katas/part2/conv2d.ts', text: 'packed' }];
  const folder = await folderOf({
    'hw1_ada_lovelace_e1234567/katas/part2/conv2d.ts': 'folder',
    'hw1_bob_e1111111.zip': await zipOf(packed),
    'hw1_cyd_e2222222.tar.gz': tarGzOf(packed),
    'hw1_dan_e3333333.tgz': tarGzOf(packed),
    'conv2d_of_eve/conv2d.ts': 'flat',
    'hw1_fay_e4444444.rar': 'Rar!',
    'hw1_gus_e5555555.zip': '',
    'hw1_hal_e6666666/nothing.txt': '',
    '.DS_Store': '',
    'submissions.csv': 'submission,submitted_at\nhw1_bob_e1111111,2026-04-06T20:55:00Z\n',
    'notes.txt': 'for me',
  });
  const listing = await list([folder]);
  expect(listing.warnings).toEqual([]);
  const all = await readAll(listing);
  expect(all.map(({ name, student, files }) => [name, student.id, Object.values(files)])).toEqual([
    ['conv2d_of_eve', 'conv2d_of_eve', ['flat']],
    ['hw1_ada_lovelace_e1234567', 'e1234567', ['folder']],
    ['hw1_bob_e1111111', 'e1111111', ['packed']],
    ['hw1_cyd_e2222222', 'e2222222', ['packed']],
    ['hw1_dan_e3333333', 'e3333333', ['packed']],
    ['hw1_fay_e4444444', 'e4444444', []],
    ['hw1_gus_e5555555', 'e5555555', []],
    ['hw1_hal_e6666666', 'e6666666', []],
  ]);
  expect(all[1].student.name).toBe('ada lovelace');
  expect(all.map(({ submittedAt }) => submittedAt)[2]).toBe('2026-04-06T20:55:00.000Z');
  expect(all.slice(5).map(({ problem }) => problem)).toEqual([
    'it is a file of a kind that is not read; wanted is a folder, a .zip, a .tar.gz or a .ts file',
    'it is empty; wanted is a .zip or a .tar.gz',
    'there is no file of any task in it; wanted are files like part0/probability.ts',
  ]);
});

describe('a path that is itself a submission', () => {
  test('is one by its name, or by what lies in it', async () => {
    const folder = await folderOf({
      'hw1_ada_e1234567/deep/er/part2/conv2d.ts': 'named',
      'a/katas/part2/conv2d.ts': 'with katas',
      'b/part2/conv2d.ts': 'with a part',
      'c/Conv2d.ts': 'with a file',
      'conv2d.ts': 'single',
      'part3/train.ts': 'single of part 3',
      'train.ts': 'of which part?',
    });
    const names = ['hw1_ada_e1234567', 'a', 'b', 'c', 'conv2d.ts', 'part3/train.ts', 'train.ts'];
    const all = await readAll(await list(names.map((name) => join(folder, name))));
    expect(all.map(({ name }) => name)).toEqual(['hw1_ada_e1234567', 'a', 'b', 'c', 'conv2d', 'train', 'train-2']); // prettier-ignore
    expect(all.flatMap(({ files }) => Object.entries(files))).toEqual([
      ['part2/conv2d.ts', 'named'],
      ['part2/conv2d.ts', 'with katas'],
      ['part2/conv2d.ts', 'with a part'],
      ['part2/conv2d.ts', 'with a file'],
      ['part2/conv2d.ts', 'single'],
      ['part3/train.ts', 'single of part 3'],
    ]);
    expect(all.at(-1)!.problem).toMatch(/as in part3\/train\.ts$/);
  });

  test('that does not exist is an error that says so', async () => {
    const failure = list(['no/such/folder']);
    await expect(failure).rejects.toThrow(UserError);
    await expect(failure).rejects.toThrow('There is no no/such/folder. Give a folder');
  });

  test.runIf(isUnix)('may be a link: the instructor has named it', async () => {
    const folder = await folderOf({ 'real/part2/conv2d.ts': 'ada' });
    await symlink(join(folder, 'real'), join(folder, 'hw1_ada_e1234567'));
    const [one] = await readAll(await list([join(folder, 'hw1_ada_e1234567')]));
    expect(one).toMatchObject({ name: 'hw1_ada_e1234567', files: conv2d });
  });
});

test('an empty folder is a class without submissions, which is said', async () => {
  const folder = await temporaryFolder();
  expect(await list([folder])).toEqual({
    submissions: [],
    missing: [],
    warnings: [`There is no submission in ${folder}.`],
  });
});

test('in a whole working copy only katas/ is looked at', async () => {
  const many = Array.from({ length: 210 }, (_, i) => [`hw1_ada_e1234567/a/${i}.ts`, '']);
  const folder = await folderOf({
    ...Object.fromEntries(many),
    'hw1_ada_e1234567/katas/part2/conv2d.ts': 'ada',
    'hw1_ada_e1234567/solutions/part2/conv2d.ts': 'stolen',
    'hw1_ada_e1234567/katas/node_modules/x/part2/conv2d.ts': 'installed',
  });
  const [one] = await readAll(await list([folder]));
  expect(one.files).toEqual(conv2d);
  expect(one.problem).toBeUndefined();
});

test('a folder of more files than the cap is read up to it', async () => {
  const many = Array.from({ length: 210 }, (_, i) => [`hw1_ada_e1234567/${i}.ts`, '']);
  const folder = await folderOf(Object.fromEntries(many));
  const [one] = await readAll(await list([folder]));
  expect(one.problem).toContain('more than 200 files and folders');
});

test.runIf(isUnix)('links, pipes and folders without permission cost nothing else', async () => {
  const folder = await folderOf({
    'hw1_ada_e1234567/part2/conv2d.ts': 'ada',
    'hw1_ada_e1234567/locked/part1/mlp.ts': 'locked',
    secret: 'secret',
    'secrets/part1/mlp.ts': 'secret',
  });
  const ada = join(folder, 'hw1_ada_e1234567');
  await symlink(join(folder, 'secret'), join(ada, 'part2/conv2d-options.ts'));
  await symlink(join(folder, 'secrets'), join(ada, 'linked'));
  await symlink('/', join(ada, 'part2/answers.md'));
  await symlink(join(folder, 'secrets'), join(folder, 'hw1_bob_e7654321'));
  makePipe(join(ada, 'part2/conv2d-backward.ts'));
  await chmod(join(ada, 'locked'), 0);
  const all = await readAll(await list([folder]));
  await chmod(join(ada, 'locked'), 0o700);
  const [one, bob] = all.filter(({ name }) => name.startsWith('hw1_'));
  expect(one.files).toEqual(isRoot ? { ...conv2d, 'part1/mlp.ts': 'locked' } : conv2d);
  expect(one.refused.filter(({ file }) => !file.startsWith('locked'))).toEqual([
    { file: 'linked', reason: 'it is a symbolic link, not a file' },
    { file: 'part2/answers.md', reason: 'it is a symbolic link, not a file' },
    { file: 'part2/conv2d-backward.ts', reason: 'it is a pipe, not a file' },
    { file: 'part2/conv2d-options.ts', reason: 'it is a symbolic link, not a file' },
  ]);
  expect(bob.files).toEqual({});
  expect(bob.problem).toContain('a symbolic link, which is not followed');
});

describe('what platforms hand out', () => {
  test('Moodle puts an archive into a folder, whose name counts', async () => {
    const inner = await zipOf([{ path: 'part2/conv2d.ts', text: 'ada' }]);
    const flat = await zipOf([{ path: 'mlp.ts', text: 'flat' }]);
    const folder = await folderOf({
      'Lovelace Ada_99_assignsubmission_file_/hw1_bob_e7654321.zip': inner,
      'Lovelace Ada_99_assignsubmission_file_/part1.zip': flat,
      'Lovelace Ada_99_assignsubmission_onlinetext_/onlinetext.html': '<p>hello</p>',
      'Stone Bob_98_assignsubmission_file_/broken.zip': 'PK\u0003\u0004',
    });
    const all = await readAll(await list([folder]));
    expect(all).toMatchObject([
      { student: { id: '99', name: 'Lovelace Ada' }, files: { ...conv2d, 'part1/mlp.ts': 'flat' } },
      { student: { id: '98', name: 'Stone Bob' }, files: {} },
    ]);
    expect(all[1].problem).toContain('broken.zip: the archive is damaged or cut short');
  });

  test('Canvas puts all files into one folder, and those of a student belong together', async () => {
    const folder = await folderOf({
      'lovelaceada_12345_1_conv2d.ts': 'ada',
      'lovelaceada_12345_2_conv2d-options-1.ts': 'again',
      'lovelaceada_12345_3_answers.md': 'yes',
      'stonebob_LATE_54321_4_hw1.zip': await zipOf([{ path: 'part2/conv2d.ts', text: 'bob' }]),
    });
    const all = await readAll(await list([folder]));
    expect(all).toMatchObject([
      {
        student: { id: '12345', name: 'lovelaceada' },
        files: { ...conv2d, 'part2/conv2d-options.ts': 'again', 'part2/answers.md': 'yes' },
      },
      { student: { id: '54321', name: 'stonebob' }, files: { 'part2/conv2d.ts': 'bob' } },
    ]);
  });

  test('Gradescope puts a description beside the submission; one inside is not believed', async () => {
    const metadata = (created_at: string) =>
      JSON.stringify({ created_at, users: [{ name: 'Ada', email: 'ada@x.org' }] });
    const folder = await folderOf({
      'autograder/submission/conv2d.ts': 'ada',
      'autograder/submission/submission_metadata.json': metadata('2020-01-01T00:00:00Z'),
      'autograder/submission_metadata.json': metadata('2026-04-06T20:55:00Z'),
      'class/submission_metadata.json': metadata('2020-01-01T00:00:00Z'),
      'class/submission/part2/conv2d.ts': 'ada',
    });
    const one = await readAll(await list([join(folder, 'autograder/submission')]));
    expect(one).toMatchObject([
      {
        student: { id: 'ada@x.org', name: 'Ada' },
        submittedAt: '2026-04-06T20:55:00.000Z',
        files: conv2d,
      },
    ]);
    const [unknown] = await readAll(await list([join(folder, 'class')]));
    expect(unknown.submittedAt).toBeUndefined();
  });
});

describe('a roster', () => {
  const classOf = () =>
    folderOf({
      'class/hw1_ada_e1234567/part2/conv2d.ts': 'ada',
      'class/hw1_ada_e1234567 (1)/part2/conv2d.ts': 'ada again',
      'class/blue/part2/conv2d.ts': 'blue',
      'class/stranger/part2/conv2d.ts': 'who?',
      'class/submissions.csv': 'submission,submitted_at\nblue,2026-04-06T21:00Z\n',
      'roster.csv': [
        'id,name,submission,submitted_at,Section',
        'e1234567,Ada Lovelace,,2026-04-06T20:00Z,1',
        'e7654321,Bob Stone,blue,2026-04-06T20:00Z,2',
        'e1111111,Cyd Marsh,,,2',
      ].join('\n'),
    });

  test('names students, says who is missing, and keeps its columns', async () => {
    const folder = await classOf();
    const roster = join(folder, 'roster.csv');
    const { submissions, missing, warnings } = await list([join(folder, 'class')], roster);
    expect(
      submissions.map(({ name, student, submittedAt }) => [
        name,
        student.id,
        student.name,
        submittedAt,
      ]),
    ).toEqual([
      // prettier-ignore
      ['blue', 'e7654321', 'Bob Stone', '2026-04-06T21:00:00.000Z'],
      ['hw1_ada_e1234567', 'e1234567', 'Ada Lovelace', '2026-04-06T20:00:00.000Z'],
      ['hw1_ada_e1234567-2', 'e1234567', 'Ada Lovelace', '2026-04-06T20:00:00.000Z'],
      ['stranger', 'stranger', undefined, undefined],
    ]);
    expect(submissions[0].student.roster).toMatchObject({ Section: '2', id: 'e7654321' });
    expect(missing).toMatchObject([{ id: 'e1111111', name: 'Cyd Marsh' }]);
    expect(warnings).toEqual([
      `stranger belongs to nobody in ${roster}.`,
      'e1234567 has handed in 2 times: hw1_ada_e1234567, hw1_ada_e1234567-2. Each is graded.',
    ]);
  });

  test('that is no CSV is a warning, and the class goes on', async () => {
    const folder = await classOf();
    const roster = join(folder, 'broken.csv');
    await writeFile(roster, '\u0000\u0001"');
    const { submissions, warnings } = await list([join(folder, 'class')], roster);
    expect(submissions).toHaveLength(4);
    expect(warnings.join()).toContain('broken.csv');
  });

  test('that does not exist is an error that says so', async () => {
    const folder = await classOf();
    const failure = list([join(folder, 'class')], join(folder, 'none.csv'));
    await expect(failure).rejects.toThrow(
      /The roster .*none\.csv was not read: there is no such file/,
    );
  });
});
