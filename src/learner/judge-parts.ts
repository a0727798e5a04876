import type { LawRunOptions } from '../laws/law-result.ts';
import type { PartReport, TaskReport } from '../laws/part-report.ts';
import { loadKata, taskFiles, type Target } from './katas.ts';
import type { FileResult } from './law-collector.ts';

/** Sorts the results of files of laws into parts and tasks. */
export async function judgeParts(
  root: string,
  targets: readonly Target[],
  results: readonly FileResult[],
  options: LawRunOptions,
  milliseconds: number,
): Promise<PartReport[]> {
  const parts = [...new Set(targets.map(({ part }) => part))];
  return Promise.all(
    parts.map(async (part) => {
      const kata = await loadKata(root, part);
      const files = askedFiles(part, taskFiles(kata), targets);
      const tasks = kata.tasks
        .filter(({ id, file }) => files.includes(file) && isAsked(id, options.only))
        .map((task): TaskReport => {
          const result = results.find((r) => r.part === part && r.file === task.file);
          const laws = result?.laws.filter((law) => law.task === task.id) ?? [];
          const problem = result
            ? result.problem
            : { message: `katas/${part}/${task.file}.test.ts, its file of laws, is missing.` };
          return problem === undefined ? { task, laws } : { task, laws, problem };
        });
      const isPartial = options.only !== undefined || tasks.length < kata.tasks.length;
      return { kata, tasks, milliseconds, seed: options.seed, isPartial };
    }),
  );
}

function askedFiles(part: string, all: string[], targets: readonly Target[]): string[] {
  const own = targets.filter((target) => target.part === part);
  return own.some(({ file }) => file === undefined)
    ? all
    : all.filter((file) => own.some((target) => target.file === file));
}

/** `only` names a task, `2.1`, or one of its laws, `2.1c`. */
function isAsked(task: string, only: string | undefined): boolean {
  return only === undefined || only.replace(/[a-z]$/, '') === task;
}
