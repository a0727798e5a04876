import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Outcome } from '../training/job-messages.ts';
import { runSideBySide } from '../training/side-by-side.ts';
import type { Grade } from './grade.ts';
import type { ListedSubmission } from './intake/list-submissions.ts';
import type { GradeJob } from './judge/grade-job.ts';
import type { SubmissionToGrade } from './judge/grade-submission.ts';
import { readGrade, writeGrade } from './result-file.ts';

export interface ClassToGrade extends Omit<SubmissionToGrade, 'listed' | 'seed'> {
  submissions: readonly ListedSubmission[];
  /** Decides the seeds of all submissions; each has one of its own. */
  seed: number;
  /** Where the result of each submission is kept; those that lie there already are not graded again. */
  folder: string;
  /** How many at once. Default: the cores. */
  jobs?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Called as each is done, in whatever order. */
  onDone?: (done: Done) => void;
}

/** What became of one submission. */
export interface Done {
  name: string;
  grade?: Grade;
  /** Why there is no grade: this is a fault of the grader, or of the machine. */
  failure?: string;
  /** It was graded in an earlier run. */
  isKept: boolean;
}

/** The laws import their own modules with TypeScript, and the stubs as they were committed. */
const execArgv = ['--conditions=original', '--import', 'tsx'];

/**
 * Grades submissions, several at once, each by a process of its own, and keeps each grade as soon as it
 * is known.
 *
 * @returns one for each submission, in their order.
 */
export async function gradeClass(given: ClassToGrade): Promise<Done[]> {
  const { submissions, seed, folder, jobs, signal, onDone, ...shared } = given;
  const all: (Done | undefined)[] = [];
  for (const { name } of submissions) {
    const grade = await readGrade(pathOf(folder, name), name, seedOf(seed, name));
    all.push(grade && { name, grade, isKept: true });
  }
  for (const done of all) if (done) onDone?.(done);

  const open = [...submissions.keys()].filter((i) => all[i] === undefined);
  const writing: Promise<void>[] = [];
  const end = async (i: number, outcome: Outcome<Grade>) => {
    const { name } = submissions[i];
    if (outcome.state === 'done') await writeGrade(pathOf(folder, name), outcome.result);
    all[i] = { name, isKept: false, ...resultOf(outcome) };
    onDone?.(all[i]);
  };
  await runSideBySide<GradeJob>({
    entry: new URL('./judge/grade-job.ts', import.meta.url),
    calls: open.map((i) => {
      const listed = submissions[i];
      return { ...shared, listed, seed: seedOf(seed, listed.name) };
    }),
    execArgv,
    jobs,
    signal,
    onOutput: () => {}, // laws and libraries have nothing to say here
    onEnd: (k, outcome) => void writing.push(end(open[k], outcome)),
  });
  await Promise.all(writing);
  return all as Done[];
}

const pathOf = (folder: string, name: string) => join(folder, `${name}.json`);

function resultOf(outcome: Outcome<Grade>): { grade: Grade } | { failure: string } {
  if (outcome.state === 'done') return { grade: outcome.result };
  return { failure: outcome.state === 'failed' ? outcome.message : 'stopped' };
}

/** A seed that nobody guesses who does not know the first one, and that is always the same. */
function seedOf(seed: number, name: string): number {
  return createHash('sha256').update(`${seed} ${name}`).digest().readInt32LE() >>> 1;
}
