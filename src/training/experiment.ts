import type { Canvas } from '../charts/colour.ts';

/** The options that an experiment may heed or not. */
export const heededOptions = [
  'epochs',
  'samples',
  'validation',
  'only',
  'student',
  'backend',
  'jobs',
] as const;

type HeededOption = (typeof heededOptions)[number];

/** What a person chose on the command line; an experiment fills in its own defaults. */
export interface ExperimentOptions {
  /** Which data: `auto` takes the experiment's own choice. */
  dataset: string;
  epochs?: number;
  samples?: number;
  /** How many validation images each record of a curve is measured on. */
  validation?: number;
  /** Runs only these, by name, of the experiment's several. */
  only?: readonly string[];
  /** The student number, for example `e1234567`. */
  student?: string;
  /** Which backend of TensorFlow.js, as `loadTensorFlow` takes it. */
  backend?: string;
  /** How many of several runs train at once. */
  jobs?: number;
  seed: number;
}

/** Everything an experiment may do to the outside: it neither prints nor writes by itself. */
export interface ExperimentContext {
  /** For example `part3`. */
  part: string;
  /** Whose code runs. */
  subject: 'solutions' | 'katas';
  options: ExperimentOptions;
  /** As wide as the terminal is now: it may be resized. */
  readonly canvas: Canvas;
  /** The lines that the live picture may have now; 0 where there is none. */
  readonly rows: number;
  /** Where the results go, an absolute path; undefined where they are not kept. */
  folder?: string | undefined;
  /** Whether the folder holds what an earlier experiment left, which this one goes on with. */
  isResumed: boolean;
  /** The command that goes on with this experiment once it was stopped. */
  resumeCommand?: string | undefined;
  /** Prints lines for good. */
  print(text: string): void;
  /** Replaces the live picture at the bottom of the terminal; does nothing where there is none. */
  live(text: string): void;
  /** Writes a result file, atomically. @param name - for example `part1_sigmoid.json`. */
  save(name: string, content: string): Promise<void>;
  /** Tells that a part of the experiment has failed, for good; the rest goes on. */
  fail(message: string): void;
  /** The environment in which datasets are looked for. */
  env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the person stops the experiment. */
  signal: AbortSignal;
}

/** What `solutions/partN/experiment.ts` exports as `experiment`. */
export interface Experiment {
  /** For example `Part 1 · XOR · three activations`. */
  title: string;
  /** The options that it heeds, besides the seed and the dataset. */
  heeds: readonly HeededOption[];
  /** The datasets it understands; the first is what `auto` means. */
  datasets: readonly string[];
  run(context: ExperimentContext): Promise<void>;
  /** What `auto` means here and now, where it is not simply the first. */
  auto?(env: ExperimentContext['env']): Promise<string>;
  /** Draws saved results, of one folder or of several against each other. */
  plot?(context: PlotContext): Promise<void>;
}

/** What was given to `kata plot`: a folder of results, or a single result file. */
export interface PlotSource {
  /** An absolute path. */
  path: string;
  /** As the user named it, for messages. */
  named: string;
}

/** What a plot may do to the outside. */
export interface PlotContext extends Pick<ExperimentContext, 'part' | 'canvas' | 'print' | 'save'> {
  sources: readonly PlotSource[];
}
