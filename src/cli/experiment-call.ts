import type { ExperimentOptions } from '../training/experiment.ts';

/** The exit code of a command that was ended by Ctrl-C, as shells have it. */
export const STOPPED = 130;

/** What the command line hands to the process of an experiment. */
export interface ExperimentCall {
  part: string;
  subject: 'solutions' | 'katas';
  /** Where results go, an absolute path; without it they are not kept. */
  folder?: string;
  options: ExperimentOptions;
}
