import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BackendReport, examineBackends } from '#src/backend/examine';
import { UsageError } from '#src/common/user-error';
import { examine, type Finding } from '#src/learner/doctor';
import { temporaryFolders } from '../data/temporary-folder.ts';

const repository = join(import.meta.dirname, '../..');
const folder = temporaryFolders();

/** A repository with one kata of one task, in which nothing is missing. */
async function healthy(): Promise<string> {
  const root = await folder();
  await mkdir(join(root, 'katas/part2'), { recursive: true });
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
  const kata = { part: 2, title: '', tasks: [{ id: '2.1', title: '', file: 'conv2d', points: 1 }] };
  await writeFile(
    join(root, 'katas/part2/kata.ts'),
    `export const kata = ${JSON.stringify(kata)};`,
  );
  for (const name of ['conv2d.ts', 'conv2d.test.ts']) {
    await writeFile(join(root, 'katas/part2', name), '');
  }
  return root;
}

const reports: BackendReport[] = [
  { name: 'cuda', works: false, reason: 'no driver', advice: 'install it', isChosen: false },
  { name: 'wasm', works: true, description: 'WebAssembly', isChosen: true },
  { name: 'cpu', works: true, description: 'JavaScript', isChosen: false },
];

/** Trying the backends for real takes a second; their own tests do. */
const look = async (
  root: string,
  env: Record<string, string> = {},
  tryBackends: typeof examineBackends = async () => reports,
) => {
  const findings = await examine(
    root,
    { XDG_CACHE_HOME: join(root, 'cache'), ...env },
    tryBackends,
  );
  return new Map(findings.map((finding) => [finding.topic, finding]));
};
const levels = (found: Map<string, Finding>, level: string) =>
  [...found.values()].filter((f) => f.level === level).map(({ topic }) => topic);

test('where nothing is missing, nothing is bad, and data sets are optional', async () => {
  const found = await look(await healthy());
  expect(levels(found, 'bad')).toEqual([]);
  expect(found.get('node')?.message).toContain(process.version);
  expect(found.get('katas')).toMatchObject({
    level: 'good',
    message: 'part2: all files are there',
  });
  for (const [name, standIn] of [
    ['cifar10', 'shapes'],
    ['mnist', 'strokes'],
    ['digits', 'strokes'],
  ]) {
    expect(found.get(`data ${name}`)).toMatchObject({
      level: 'info',
      message: `not on this machine, ${standIn} stands in`,
      advice: `npx kata data fetch ${name} brings it`,
    });
  }
});

test('a missing package is named, with the command that installs it', async () => {
  const root = await healthy();
  await rm(join(root, 'node_modules'));
  await mkdir(join(root, 'node_modules'));
  const found = await look(root);
  expect(found.get('packages')).toMatchObject({ level: 'bad', advice: 'run npm install' });
  expect(found.get('packages')?.message).toMatch(/vitest.*fast-check.*tsx/);
});

test('each backend is a finding: chosen, or works too, or why not and what would help', async () => {
  const found = await look(await healthy());
  expect(found.get('backend cuda')).toMatchObject({
    level: 'info',
    message: 'no driver',
    advice: 'install it',
  });
  expect(found.get('backend wasm')).toMatchObject({
    level: 'good',
    message: 'chosen: WebAssembly',
  });
  expect(found.get('backend cpu')).toMatchObject({
    level: 'info',
    message: 'works too: JavaScript',
  });
});

test('that no backend can be used is bad, and KATA_BACKEND is named when it is why', async () => {
  const root = await healthy();
  const unchosen = async () => reports.map((report) => ({ ...report, isChosen: false }));
  expect((await look(root, {}, unchosen)).get('backends')).toMatchObject({
    level: 'bad',
    message: 'none works: parts 0, 1 and 2 do not need one, the others do',
  });
  expect((await look(root, { KATA_BACKEND: 'cuda' }, unchosen)).get('backends')).toMatchObject({
    level: 'bad',
    message: 'KATA_BACKEND=cuda does not work here',
    advice: 'name one that does, or unset KATA_BACKEND',
  });
  const refuse = () => Promise.reject(new UsageError('KATA_BACKEND=cuba: there is no backend'));
  expect((await look(root, { KATA_BACKEND: 'cuba' }, refuse)).get('backends')).toMatchObject({
    level: 'bad',
    message: 'KATA_BACKEND=cuba: there is no backend',
  });
});

test('a missing stub or file of laws is named, with the commands that bring it back', async () => {
  const root = await healthy();
  await rm(join(root, 'katas/part2/conv2d.ts'));
  await rm(join(root, 'katas/part2/conv2d.test.ts'));
  const found = await look(root);
  expect(levels(found, 'bad')).toEqual(['katas/part2']);
  expect(found.get('katas/part2')).toMatchObject({
    message: 'missing: conv2d.ts, conv2d.test.ts',
    advice: 'npx kata reset part2 brings stubs back, git checkout katas/part2 everything else',
  });
});

test('a file in KATA_DATA_DIR that is not the published one is bad, and says what to do', async () => {
  const root = await healthy();
  await mkdir(join(root, 'data/mnist'), { recursive: true });
  await writeFile(join(root, 'data/mnist/train-images-idx3-ubyte.gz'), 'not the images');
  const found = await look(root, { KATA_DATA_DIR: join(root, 'data') });
  expect(found.get('data mnist')?.level).toBe('bad');
  expect(found.get('data mnist')?.message).toContain('train-images-idx3-ubyte.gz');
});

test('a KATA_DATA_DIR that is no folder is bad, and named', async () => {
  const root = await healthy();
  const found = await look(root, { KATA_DATA_DIR: join(root, 'nowhere') });
  expect(found.get('data mnist')?.level).toBe('bad');
  expect(found.get('data mnist')?.message).toContain('KATA_DATA_DIR');
});

test('a folder for results that cannot be made is bad, and what is in its way stays', async () => {
  const root = await healthy();
  await writeFile(join(root, 'results'), 'a file');
  const found = await look(root);
  expect(levels(found, 'bad')).toEqual(['results/']);
  expect(found.get('results/')?.advice).toBe(`make ${join(root, 'results')} writable`);
  expect(await readdir(root)).toContain('.kata');
});
