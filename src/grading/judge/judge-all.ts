import type { PartReport } from '../../laws/part-report.ts';
import type { Outcome } from '../../training/job-messages.ts';
import { runSideBySide } from '../../training/side-by-side.ts';
import type { JudgeJob } from './judge-job.ts';
import type { SubmissionToJudge } from './judge-submission.ts';

/** How the processes start that run the laws: with TypeScript, and with the laws' modules as they were committed. */
export const judgeArguments = ['--conditions=original', '--import', 'tsx'];

/**
 * Judges submissions, several at once, each by a process of its own.
 *
 * @param options.jobs - how many at once. Default: the cores.
 * @param options.onEnd - called as each ends, in whatever order.
 */
export async function judgeAll(
  submissions: readonly SubmissionToJudge[],
  options: {
    jobs?: number | undefined;
    signal?: AbortSignal | undefined;
    onEnd?: (index: number, outcome: Outcome<PartReport[]>) => void;
  } = {},
): Promise<Outcome<PartReport[]>[]> {
  return runSideBySide<JudgeJob>({
    entry: new URL('./judge-job.ts', import.meta.url),
    calls: submissions,
    execArgv: judgeArguments,
    onOutput: () => {}, // laws and libraries have nothing to say here
    ...options,
  });
}
