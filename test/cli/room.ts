import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The kata that the rooms of tests hold, with its originals as the student's files. */
const part = 'part2';

/**
 * A student's folder with part 2 alone, in which files can be broken at will.
 * Nobody's work in `katas/` is read: the stubs are the committed originals.
 *
 * @returns its path; the folder has no `results/` and no `.kata/`.
 */
async function makeRoom(): Promise<string> {
  const room = await mkdtemp(join(tmpdir(), 'ann-katas-room-'));
  const copy = (path: string) => cp(join(repository, path), join(room, path), { recursive: true });
  await mkdir(join(room, 'solutions'), { recursive: true });
  await Promise.all(
    ['bin', 'src', 'fixtures', 'package.json', 'tsconfig.json', `katas/${part}`, `solutions/${part}`].map(copy), // prettier-ignore
  );
  await cp(join(room, 'fixtures/originals', part), join(room, 'katas', part), { recursive: true });
  await symlink(join(repository, 'node_modules'), join(room, 'node_modules'), 'junction');
  return room;
}

/** A room for all tests of a file, taken away after them. */
export function sharedRoom(): { readonly root: string } {
  const room = { root: '' };
  beforeAll(async () => {
    room.root = await makeRoom();
  });
  afterAll(() => rm(room.root, { recursive: true, force: true }));
  return room;
}

/** What a command came to. */
export interface Outcome {
  /** The exit code. */
  code: number | null;
  out: string;
  err: string;
}

/** Only what a command may need: nothing of the run of tests that calls it. */
const env = Object.fromEntries(
  ['PATH', 'HOME', 'TMPDIR', 'SystemRoot', 'LANG'].map((name) => [name, process.env[name]]),
);

/** Starts `kata` in a room, called from another folder. */
export function start(root: string, args: readonly string[], more: Record<string, string> = {}) {
  return spawn(process.execPath, [join(root, 'bin/kata.js'), ...args], {
    cwd: tmpdir(),
    env: { ...env, KATA_DATA_DIR: '', XDG_CACHE_HOME: join(root, 'cache'), ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs `kata` in a room to its end. */
export async function kata(
  root: string,
  args: readonly string[],
  more?: Record<string, string>,
): Promise<Outcome> {
  const child = start(root, args, more);
  const outcome = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (outcome.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (outcome.err += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...outcome };
}

/** Writes the student's version of a task. */
export function write(root: string, file: string, code: string): Promise<void> {
  return writeFile(join(root, 'katas', part, `${file}.ts`), code);
}

/** Takes over the reference solution of a task, changed by `edit`. */
export async function solve(
  root: string,
  file: string,
  edit: (code: string) => string = (code) => code,
): Promise<void> {
  const code = await readFile(join(root, 'solutions', part, `${file}.ts`), 'utf8');
  const edited = edit(code);
  await write(root, file, edited);
}

/** The name and the bytes of every file that the student may have written. */
export async function studentFiles(root: string): Promise<string> {
  const folder = join(root, 'katas', part);
  const names = (await readdir(folder)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'base64')));
  return JSON.stringify(names.map((name, i) => [name, texts[i]]));
}

/** Makes many calls in one process, which costs less than a process each. */
const manyCalls = `
import { register } from 'tsx/esm/api';
register();
const { main } = await import('./src/cli/main.ts');
const write = process.stdout.write.bind(process.stdout);
const outcomes = [];
for (const args of JSON.parse(process.argv[2])) {
  const outcome = { code: 0, out: '', err: '' };
  process.stdout.write = (text) => (outcome.out += text) !== '';
  process.stderr.write = (text) => (outcome.err += text) !== '';
  process.exitCode = undefined;
  await main(['node', 'kata', ...args]);
  outcome.code = process.exitCode ?? 0;
  outcomes.push(outcome);
}
process.exitCode = 0;
write(JSON.stringify(outcomes));
`;

/** Runs `kata` several times in a row, for calls that end by themselves at once. */
export async function kataCalls(root: string, calls: readonly string[]): Promise<Outcome[]> {
  const script = join(root, 'calls.mjs');
  await writeFile(script, manyCalls);
  const list = JSON.stringify(calls.map((call) => call.split(' ').filter((word) => word !== '')));
  const child = spawn(process.execPath, [script, list], { cwd: root, env });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  await once(child, 'close');
  return JSON.parse(out) as Outcome[];
}
