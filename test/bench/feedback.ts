import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { median, seconds, summary } from './timing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RUNS = 7;

/** Measures what a student waits for, in a copy of the repository, in turns with an empty run. */
export async function feedback(): Promise<void> {
  const room = await copyOf(root);
  const empty = await emptyProject();
  try {
    console.log(
      `node ${process.version}, ${cpus().length} × ${cpus()[0].model}, median of ${RUNS} (min–max)\n`,
    );
    await oneRun(room, empty);
    await saves(room);
    const xor = ['experiment', 'part1', '--only', 'sigmoid', '--out', join(room, 'out')];
    const trained = await seconds('node', ['bin/kata.js', ...xor], room);
    console.log(`XOR, 10000 epochs of 1000 samples, charts included   ${trained.toFixed(2)} s`);
    const whole = await seconds('npm', ['test'], root);
    console.log(`npm test, the whole repository                       ${whole.toFixed(0)} s`);
  } finally {
    await rm(room, { recursive: true });
    await rm(empty, { recursive: true });
  }
}

/** `npm test katas/part2`, on the stubs and on the solution, against an empty vitest run. */
async function oneRun(room: string, empty: string): Promise<void> {
  const cases = [
    { name: 'npx vitest run, one empty test', at: empty, command: ['npx', 'vitest', 'run'] },
    { name: 'npm test katas/part2, stubs', at: room, command: ['npm', 'test', 'katas/part2'] },
    { name: 'npm test katas/part2, all solved', at: room, command: ['npm', 'test', 'katas/part2'] },
  ];
  const times: number[][] = [[], [], []];
  for (let run = 0; run <= RUNS; run++) {
    for (const [
      i,
      {
        at,
        command: [program, ...args],
      },
    ] of cases.entries()) {
      if (i > 0) await setPart2(room, i === 1 ? 'fixtures/originals' : 'solutions');
      const time = await seconds(program, args, at);
      if (run > 0) times[i].push(time); // the first warms the caches up
    }
  }
  for (const [i, { name }] of cases.entries()) {
    const ratio = median(times[i].map((time, run) => time / times[0][run]));
    console.log(`${name.padEnd(52)} ${summary(times[i])}   ratio ${ratio.toFixed(2)}`);
  }
}

/** From a save of the solved part to the report, under watch. */
async function saves(room: string): Promise<void> {
  await setPart2(room, 'solutions');
  const child = spawn('node', ['bin/kata.js', 'watch', 'katas/part2'], { cwd: room });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += String(chunk);
  });
  const report = async () => {
    while (!text.includes('Watching')) await pause(2);
    text = '';
    return performance.now();
  };
  await report();
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    await pause(700);
    const start = performance.now();
    await cp(join(room, 'solutions/part2/conv2d.ts'), join(room, 'katas/part2/conv2d.ts'));
    const end = await report();
    if (run > 0) times.push((end - start) / 1000);
  }
  child.kill();
  console.log(
    `${'from a save of conv2d.ts to its report, all solved'.padEnd(52)} ${summary(times)}`,
  );
}

async function setPart2(room: string, from: string): Promise<void> {
  for (const file of ['conv2d.ts', 'conv2d-options.ts', 'conv2d-backward.ts']) {
    await cp(join(room, from, 'part2', file), join(room, 'katas/part2', file));
  }
}

async function copyOf(repository: string): Promise<string> {
  const room = await mkdtemp(join(tmpdir(), 'ann-katas-bench-'));
  for (const name of [
    'bin',
    'src',
    'katas',
    'solutions',
    'fixtures',
    'package.json',
    'tsconfig.json',
  ]) {
    await cp(join(repository, name), join(room, name), { recursive: true });
  }
  await symlink(join(repository, 'node_modules'), join(room, 'node_modules'));
  return room;
}

async function emptyProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ann-katas-empty-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(
    join(folder, 'empty.test.ts'),
    "import { test } from 'vitest';\ntest('empty', () => {});\n",
  );
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
