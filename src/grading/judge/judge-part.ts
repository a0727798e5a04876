import { checkLaw } from '../../laws/check-law.ts';
import { type Kata, partName } from '../../laws/kata.ts';
import type { LawResult } from '../../laws/law-result.ts';
import { missingTask } from '../../laws/not-implemented.ts';
import type { FileProblem, PartReport, TaskReport } from '../../laws/part-report.ts';
import { SubjectFailed } from '../../laws/subject-failed.ts';
import { useSubject } from '../../laws/subject.ts';
import { NotLoaded, type RemoteSubject } from '../remote/remote-subject.ts';
import type { LawFile } from './part-laws.ts';

/** A part of a submission, ready to be judged. */
export interface Judged {
  kata: Kata;
  laws: readonly LawFile[];
  subject: RemoteSubject;
  /** Why files cannot be judged, by name: `conv2d`. */
  problems: ReadonlyMap<string, FileProblem>;
  seed: number;
}

/** Tries all laws of a part on a subject in another process. */
export async function judgePart({
  kata,
  laws,
  subject,
  problems,
  seed,
}: Judged): Promise<PartReport> {
  const begun = performance.now();
  const results = new Map<string, { laws: LawResult[]; problem?: FileProblem }>();
  useSubject(subject);
  try {
    for (const { file, laws: own } of laws) {
      const path = `${partName(kata)}/${file}`;
      const problem = problems.get(file) ?? (await loadProblem(subject, path));
      if (problem !== undefined) {
        results.set(file, { laws: [], problem });
        continue;
      }
      const judged: LawResult[] = [];
      for (const { id, law } of own) {
        judged.push(placed(await checkLaw(law, id, { seed, timed: 'none' })));
      }
      results.set(file, { laws: judged });
    }
  } finally {
    useSubject(undefined);
  }
  const tasks = kata.tasks.map((task): TaskReport => {
    const { laws = [], problem } = results.get(task.file) ?? {};
    const own = laws.filter((law) => law.task === task.id);
    return problem === undefined ? { task, laws: own } : { task, laws: own, problem };
  });
  return { kata, tasks, milliseconds: performance.now() - begun, seed, isPartial: false };
}

/** The place in the submission, instead of a stack of this machine's paths. */
function placed(result: LawResult): LawResult {
  if (result.status !== 'broken' || result.explanation.stack === undefined) return result;
  const { stack, ...explanation } = result.explanation;
  const [place] = /katas\/part\d+\/[\w-]+\.ts:\d+:\d+/.exec(stack) ?? [];
  return { ...result, explanation: place === undefined ? explanation : { ...explanation, place } };
}

async function loadProblem(subject: RemoteSubject, path: string): Promise<FileProblem | undefined> {
  try {
    await subject.load(path);
    return undefined;
  } catch (error) {
    if (missingTask(error) !== undefined) return undefined; // its laws will say so
    const isTheirs = error instanceof NotLoaded || error instanceof SubjectFailed;
    if (!isTheirs) throw error;
    // Where it lies in the sandbox tells its author nothing.
    const reason = error.message.replace(/ imported from .*$/m, '');
    return { message: `katas/${path}.ts does not load: ${reason}` };
  }
}
