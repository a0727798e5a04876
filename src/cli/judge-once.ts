import type { LawRunOptions } from '../laws/law-result.ts';
import type { PartReport } from '../laws/part-report.ts';
import { judgeParts } from '../learner/judge-parts.ts';
import type { Target } from '../learner/katas.ts';
import type { FileResult } from '../learner/law-collector.ts';
import { runLaws, type LawRun } from '../learner/run-laws.ts';
import { root } from './root.ts';

/** Runs the laws once, on the student's files where no other subject is named. */
export async function judgeOnce(
  targets: readonly Target[],
  options: LawRunOptions,
  subject?: LawRun['subject'],
): Promise<PartReport[]> {
  const start = performance.now();
  let results: FileResult[] = [];
  const vitest = await runLaws({
    root,
    targets,
    options,
    ...(subject === undefined ? {} : { subject }),
    report: (fileResults) => {
      results = fileResults;
    },
  });
  const reports = await judgeParts(root, targets, results, options, performance.now() - start);
  void vitest.close();
  return reports;
}
