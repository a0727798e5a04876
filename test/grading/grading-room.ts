import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gradeClass, type Done } from '#src/grading/grade-class';
import type { Grade } from '#src/grading/grade';
import { listSubmissions } from '#src/grading/intake/list-submissions';
import { wantedFiles } from '#src/grading/intake/wanted';
import { courseLatePolicy } from '#src/grading/rules/late-policy';
import { buildKit } from '#src/grading/sandbox/kit';
import { raiseWalls } from '#src/grading/sandbox/raise-walls';
import type { Kata } from '#src/laws/kata';
import { loadKata, taskFiles } from '#src/learner/katas';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** The files of a part as one of the repository's rooms has them, some of them exchanged. */
export async function filesOf(
  room: 'solutions' | 'fixtures/originals',
  part: string,
  changes: Record<string, string> = {},
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const file of taskFiles(await loadKata(root, part))) {
    files[`${part}/${file}.ts`] = await readFile(`${root}/${room}/${part}/${file}.ts`, 'utf8');
  }
  return { ...files, ...changes };
}

/** Lays out submissions in a folder, each in a folder of its own. */
export async function handIn(
  folder: string,
  submissions: Record<string, Record<string, string>>,
): Promise<void> {
  for (const [name, files] of Object.entries(submissions)) {
    for (const [path, text] of Object.entries(files)) {
      const place = join(folder, name, path);
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, text);
    }
  }
}

export interface GradeOptions {
  seed?: number;
  jobs?: number;
  /** Where results are kept; beside the submissions by default. */
  results?: string;
  signal?: AbortSignal;
  onDone?: (done: Done) => void;
  /** ISO 8601, in UTC. */
  due?: string;
}

const kit = buildKit(root);
const raised = kit.then((files) => raiseWalls(root, files));

/** Grades what lies in a folder, behind all walls that this machine has. */
export async function gradeFolder(
  folder: string,
  parts: readonly string[],
  { seed = 1, results = `${folder}-results`, due, ...options }: GradeOptions = {},
): Promise<Done[]> {
  const katas: Kata[] = [];
  for (const part of parts) katas.push(await loadKata(root, part));
  const { submissions } = await listSubmissions([folder], { wanted: wantedFiles(katas) });
  const { walls, missing } = await raised;
  return gradeClass({
    root,
    submissions,
    katas,
    kit: await kit,
    standing: walls,
    walls: { level: 'reduced', standing: [...walls.names], missing },
    policy: { ...courseLatePolicy, ...(due === undefined ? {} : { due }) },
    secret: `${seed}`,
    folder: results,
    ...options,
  });
}

/** The grade of a single submission. */
export async function gradeOf(
  folder: string,
  files: Record<string, string>,
  part = 'part2',
  options: GradeOptions = {},
): Promise<Grade> {
  const own = join(folder, 'class');
  await handIn(own, { hw1_ada_lovelace_e1234567: files });
  const [{ grade, failure }] = await gradeFolder(own, [part], options);
  if (grade === undefined) throw new Error(failure);
  return grade;
}
