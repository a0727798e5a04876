import type { LawRunOptions } from '../laws/law-result.ts';
import type { PartReport } from '../laws/part-report.ts';
import { judgeParts } from '../learner/judge-parts.ts';
import type { Target } from '../learner/katas.ts';
import type { FileResult } from '../learner/law-collector.ts';
import { runLaws, type LawRun } from '../learner/run-laws.ts';
import { root } from './root.ts';

/** What a run came to. */
export interface Judgement {
  reports: PartReport[];
  /** What the student's code wrote to the console. */
  printed: string;
}

/** Runs the laws once, on the student's files where no other subject is named. */
export async function judgeOnce(
  targets: readonly Target[],
  options: LawRunOptions,
  subject?: LawRun['subject'],
): Promise<Judgement> {
  const start = performance.now();
  let results: FileResult[] = [];
  let printed = '';
  const vitest = await runLaws({
    root,
    targets,
    options,
    ...(subject === undefined ? {} : { subject }),
    report: (fileResults, _, output) => {
      [results, printed] = [fileResults, output];
    },
  });
  process.exitCode = undefined; // vitest's verdict on its tests is not the command's
  const reports = await judgeParts(root, targets, results, options, performance.now() - start);
  void vitest.close();
  return { reports, printed };
}
