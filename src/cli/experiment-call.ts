import type { ExperimentOptions, PlotSource } from '../training/experiment.ts';

/** The exit code of a command that was ended by Ctrl-C, as shells have it. */
export const STOPPED = 130;

/** What the command line hands to the process of an experiment. */
export interface ExperimentCall {
  part: string;
  subject: 'solutions' | 'katas';
  /** Where the person is, an absolute path: paths are shown from there. */
  from: string;
  /** Where results go, an absolute path; without it they are not kept. */
  folder?: string;
  /** Whether the folder holds an experiment that is to be gone on with. */
  resume?: boolean;
  options: ExperimentOptions;
  /** Saved results to draw, in place of running the experiment. */
  plot?: readonly PlotSource[];
}
