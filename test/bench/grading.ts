import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gradeClass } from '#src/grading/grade-class';
import { listSubmissions } from '#src/grading/intake/list-submissions';
import { wantedFiles } from '#src/grading/intake/wanted';
import { courseLatePolicy } from '#src/grading/rules/late-policy';
import { buildKit } from '#src/grading/sandbox/kit';
import { levelOf, raiseWalls } from '#src/grading/sandbox/raise-walls';
import { loadKata } from '#src/learner/katas';
import { summary } from './timing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const parts = ['part0', 'part1', 'part2'];

/** What students hand in: complete work, nothing, a wrong task, one that does not end. */
const kinds: readonly { room: string; change?: { file: string; text: string } }[] = [
  { room: 'solutions' },
  { room: 'fixtures/originals' },
  { room: 'solutions', change: { file: 'part2/conv2d.ts', text: 'export const myConv2d = (x: unknown) => x;' } }, // prettier-ignore
  { room: 'solutions' },
  { room: 'solutions', change: { file: 'part1/activations.ts', text: 'for (;;);' } },
];

/** Grades a made-up class, and prints how fast, and how much memory the grader holds. */
export async function grading(args: string[]): Promise<void> {
  const options = { submissions: { type: 'string' }, jobs: { type: 'string' } } as const;
  const { values } = parseArgs({ args, options });
  const [count, jobs] = [Number(values.submissions ?? 200), Number(values.jobs ?? 2)];
  const folder = await mkdtemp(join(tmpdir(), 'kata-bench-'));
  try {
    for (let i = 0; i < count; i++) await handIn(join(folder, `hw1_student_e${1_000_000 + i}`), i);
    const katas = await Promise.all(parts.map((part) => loadKata(root, part)));
    const { submissions } = await listSubmissions([folder], { wanted: wantedFiles(katas) });
    const kit = await buildKit(root);
    const { walls, missing } = await raiseWalls(root, kit);
    const level = levelOf(walls);
    console.log(
      `${count} submissions of parts 0–2, ${jobs} at once, walls: ${walls.names.join(', ')}`,
    );
    const begun = performance.now();
    const seconds = (from: number) => (performance.now() - from) / 1000;
    const memory: number[] = [];
    const all = await gradeClass({
      root,
      submissions,
      katas,
      kit,
      standing: walls,
      walls: { level, standing: [...walls.names], missing },
      policy: courseLatePolicy,
      secret: '1',
      folder: join(folder, 'results'),
      jobs,
      onDone: () => memory.push(process.memoryUsage().rss / 2 ** 20),
    });
    const took = seconds(begun);
    const each = all.map(({ grade }) => grade!.parts.reduce((sum, { report }) => sum + report.milliseconds, 0) / 1000); // prettier-ignore
    const quarters = [0.25, 0.5, 0.75, 1].map((part) => memory[Math.ceil(part * memory.length) - 1].toFixed(0)); // prettier-ignore
    console.log(`${took.toFixed(0)} s, ${((60 * count) / took).toFixed(0)} a minute`);
    console.log(`laws of one complete submission: ${summary(each.filter((_, i) => kinds[i % kinds.length] === kinds[0]))}`); // prettier-ignore
    console.log(`memory of the grader after each quarter: ${quarters.join(', ')} MiB`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function handIn(folder: string, i: number): Promise<void> {
  const { room, change } = kinds[i % kinds.length];
  for (const part of parts)
    await cp(join(root, room, part), join(folder, part), { recursive: true });
  if (change !== undefined) await writeFile(join(folder, change.file), change.text);
}
