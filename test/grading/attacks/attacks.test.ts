import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allowedImports } from '#src/grading/rules/allowed-imports';
import { findForbiddenImports } from '#src/grading/rules/forbidden-imports';
import { parseSource } from '#src/grading/rules/parsed-source';
import { buildKit } from '#src/grading/sandbox/kit';
import { raiseWalls } from '#src/grading/sandbox/raise-walls';
import { loadKata } from '#src/learner/katas';
import { runSideBySide } from '#src/training/side-by-side';
import { root } from '../grading-room.ts';
import { archives, taken } from './archives.ts';
import type { AttackJob, Entry, Outcome } from './attack-job.ts';
import { type Attack, attacks, type Level } from './attacks.ts';
import { type Canary, leftIn, openCanary } from './canary.ts';

const fixtures = `${root}/fixtures/attacks`;
const kit = await buildKit(root);
const raised = await raiseWalls(root, kit);
const has = (...walls: string[]) =>
  walls.every((wall) => raised.walls.names.includes(wall as never));

/** Seconds of processor time that no attack costs the grader itself. */
const COST = 20;
/** Minutes without a word from the grader, which then hangs; a busy machine is slow. */
const PATIENCE = 4;

const textOf = ({ row, name }: Attack) => readFile(`${fixtures}/${row}/${name}.ts`, 'utf8');

/** A right solution, which the next submission of the class is. */
async function right(name: string, file: string): Promise<Entry> {
  const text = await readFile(`${root}/solutions/${file}.ts`, 'utf8');
  return { name, file, files: { [`${file}.ts`]: text } };
}

async function entriesOf(level: Level, canary: Canary): Promise<Entry[]> {
  const entries: Entry[] = [];
  const tried = attacks.filter(({ levels = ['fallback', 'full'] }) => levels.includes(level));
  for (const [i, attack] of tried.entries()) {
    const { row, name, file } = attack;
    const text = (await textOf(attack))
      .replaceAll('@ROOT@', root)
      .replaceAll('@FOLDER@', canary.folder)
      .replaceAll('@PID@', String(canary.pid))
      .replaceAll('@PORT@', String(canary.port));
    entries.push({ name, file, files: { [`${file}.ts`]: text } });
    if (tried[i + 1]?.row !== row) entries.push(await right(`after ${row}`, 'part1/measures'));
  }
  for (const file of ['part2/conv2d', 'part3/split']) entries.push(await right(`last, ${file}`, file)); // prettier-ignore
  return entries;
}

/** Judges all attacks, one after the other, and watches what they do. @returns what went wrong. */
async function tryAll(level: Level): Promise<string[]> {
  const parent = await mkdtemp(join(tmpdir(), 'ann-katas-test-'));
  const rooms = `${parent}/rooms`;
  await mkdir(rooms);
  const canary = await openCanary(parent);
  process.env.ANN_KATAS_SECRET = `${canary.secret}-environment`;
  const names = raised.walls.names.filter((name) => level === 'full' || name !== 'bubblewrap');
  const entries = await entriesOf(level, canary);
  const wrongs: string[] = [];
  const halt = new AbortController();
  let patience: NodeJS.Timeout | undefined;
  let heard = 0;
  const wait = () => {
    clearTimeout(patience);
    patience = setTimeout(() => {
      wrongs.push(`${entries[heard]?.name}: the grader hangs`);
      halt.abort();
    }, PATIENCE * 60_000);
  };
  wait();
  try {
    const [outcome] = await runSideBySide<AttackJob>({
      entry: new URL('./attack-job.ts', import.meta.url),
      calls: [{ root, rooms, kit, walls: { ...raised.walls, names }, entries }],
      execArgv: ['--conditions=original', '--import', 'tsx'],
      signal: halt.signal,
      onOutput: () => {},
      onMessage: (_, message) => {
        wait();
        heard++;
        wrongs.push(...wrongOf(message, canary, level).map((wrong) => `${message.name}: ${wrong}`));
      },
    });
    if (outcome.state !== 'done') wrongs.push(`the grader ended: ${JSON.stringify(outcome)}`);
    wrongs.push(...leftIn(parent).map((command) => `still runs: ${command}`));
    wrongs.push(...(await readdir(rooms)).map((room) => `${room} was not cleared away`));
  } finally {
    clearTimeout(patience);
    canary.close();
    await rm(parent, { recursive: true, force: true });
  }
  return wrongs;
}

function wrongOf(
  { name, points, possible, report, seconds }: Outcome,
  canary: Canary,
  level: Level,
): string[] {
  // prettier-ignore
  const attack = attacks.find((one) => one.name === name);
  const wrongs = canary.touched();
  if (attack === undefined && points < possible) {
    wrongs.push(`a right submission earned ${points} of ${possible}: ${report.slice(0, 500)}`);
  } else if (attack !== undefined && points > (attack.honest ?? 0)) {
    wrongs.push(`it earned ${points} points`);
  }
  if (report.includes(canary.secret)) wrongs.push('it told a secret');
  if (level === 'full' && canary.calls() > 0) wrongs.push('it called somebody');
  if (seconds > COST) wrongs.push(`it cost the grader ${seconds} s`);
  return wrongs;
}

describe('no attack earns more than its honest part, or harms anything', () => {
  test.concurrent('behind limits and permissions', { timeout: 1_200_000 }, async ({ skip }) => {
    if (!has('limits', 'permissions')) skip(`these walls do not stand here: ${JSON.stringify(raised.missing)}`); // prettier-ignore
    expect(await tryAll('fallback')).toEqual([]);
  });
  test.concurrent('behind all walls', { timeout: 1_200_000 }, async ({ skip }) => {
    if (!has('bubblewrap', 'limits', 'permissions')) skip(`these walls do not stand here: ${JSON.stringify(raised.missing)}`); // prettier-ignore
    expect(await tryAll('full')).toEqual([]);
  });
});

test('attacks that need a forbidden import are found by reading them', async () => {
  const found: string[] = [];
  for (const attack of attacks) {
    const source = parseSource(await textOf(attack));
    const rules = allowedImports(Number(attack.file[4]));
    if (findForbiddenImports(`${attack.file}.ts`, source, rules).forbidden.length > 0) found.push(attack.name); // prettier-ignore
  }
  expect(found).toEqual(attacks.filter(({ isForbidden }) => isForbidden).map(({ name }) => name));
});

test('every fixture is tried, and its first line says what it tries', async () => {
  const names = attacks.map(({ row, name }) => `${row}/${name}.ts`);
  const files = await readdir(fixtures, { recursive: true });
  expect(files.filter((name) => name.endsWith('.ts')).sort()).toEqual([...names].sort());
  for (const attack of attacks) expect(await textOf(attack)).toMatch(/^\/\/ [A-Z].*[.]\n/);
});

test.each(archives)(
  'an archive, $name, brings nothing but wanted files, each once',
  async (archive) => {
    const text = await readFile(`${root}/solutions/part1/measures.ts`, 'utf8');
    const files = await taken(archive, text, await loadKata(root, 'part1'));
    expect(files).toEqual(archive.isTaken ? { 'part1/measures.ts': text } : {});
  },
);
