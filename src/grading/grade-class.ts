import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { runSideBySide } from '../training/side-by-side.ts';
import type { Grade } from './grade.ts';
import type { ListedSubmission } from './intake/list-submissions.ts';
import type { GradeJob } from './judge/grade-job.ts';
import { type SubmissionToGrade, withLateness } from './judge/grade-submission.ts';
import { readGrade, writeGrade } from './result-file.ts';

export interface ClassToGrade extends Omit<SubmissionToGrade, 'listed' | 'seed'> {
  submissions: readonly ListedSubmission[];
  /** Decides the seeds of all submissions; each has one of its own. */
  secret: string;
  /** Where the result of each submission is kept; those that lie there already are not graded again, and only their lateness is reckoned anew. */
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

/** Named by its place, for the grader may be called from any folder. */
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
/** The laws import their own modules with TypeScript, and the stubs as they were committed. */
const execArgv = ['--conditions=original', '--import', tsx];

/** A process takes seconds to load the laws, so it grades several; few, for the last ones end together. */
const MOST_PER_PROCESS = 12;
/** Some four times the processor time of a part that needs all it may have, in milliseconds. */
const SILENCE_PER_PART = 15 * 60_000;

/**
 * Grades submissions, several at once in processes beside this one, and keeps each grade as soon as it
 * is known. A process that crashes, or does not come to an end, costs the submission at which it was.
 *
 * @returns one for each submission, in their order.
 */
export async function gradeClass(given: ClassToGrade): Promise<Done[]> {
  const { submissions, secret, folder, jobs = availableParallelism(), signal, onDone, ...shared } = given; // prettier-ignore
  const all: (Done | undefined)[] = [];
  for (const listed of submissions) {
    const grade = await keptGrade(listed);
    all.push(grade && { name: listed.name, grade, isKept: true });
  }
  for (const done of all) if (done) onDone?.(done);

  async function keptGrade(listed: ListedSubmission): Promise<Grade | undefined> {
    const path = pathOf(folder, listed.name);
    const before = await readGrade(path, listed.name, seedOf(secret, listed.name));
    if (before === undefined) return undefined;
    const grade = withLateness(before, listed, shared.policy);
    if (!isDeepStrictEqual(grade, before)) await writeGrade(path, grade);
    return grade;
  }

  const writing: Promise<void>[] = [];
  const end = async (i: number, came: GradeJob['message']) => {
    const { name } = submissions[i];
    all[i] = { name, isKept: false, ...came };
    if ('grade' in came) await writeGrade(pathOf(folder, name), came.grade);
    onDone?.(all[i]);
  };
  const open = () => [...submissions.keys()].filter((i) => all[i] === undefined);
  while (open().length > 0) {
    const shares = sharesOf(open(), jobs);
    const turns = shares.map((share) => share.values());
    await runSideBySide<GradeJob>({
      entry: new URL('./judge/grade-job.ts', import.meta.url),
      calls: shares.map((share) => ({
        shared,
        submissions: share.map((i) => {
          const listed = submissions[i];
          return { listed, seed: seedOf(secret, listed.name) };
        }),
      })),
      execArgv,
      jobs,
      signal,
      silenceMs: SILENCE_PER_PART * shared.katas.length,
      onOutput: () => {}, // laws and libraries have nothing to say here
      onMessage: (k, came) => void writing.push(end(turns[k].next().value!, came)),
      onEnd(k, outcome) {
        // One that crashed costs the submission at which it was; the others are graded in the next round.
        const left = [...turns[k]];
        const failure = outcome.state === 'failed' ? outcome.message : 'stopped';
        for (const i of outcome.state === 'stopped' ? left : left.slice(0, 1)) {
          writing.push(end(i, { failure }));
        }
      },
    });
  }
  await Promise.all(writing);
  return all as Done[];
}

/** What each process grades. */
function sharesOf(open: readonly number[], jobs: number): number[][] {
  const size = Math.min(MOST_PER_PROCESS, Math.ceil(open.length / (4 * jobs)));
  return Array.from({ length: Math.ceil(open.length / size) }, (_, k) =>
    open.slice(k * size, (k + 1) * size),
  );
}

const pathOf = (folder: string, name: string) => join(folder, `${name}.json`);

/** A seed that is always the same, and by which nobody finds the secret, nor another's seed. */
function seedOf(secret: string, name: string): number {
  return createHash('sha256').update(`${secret} ${name}`).digest().readInt32LE() >>> 1;
}
