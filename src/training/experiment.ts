import type { Canvas } from '../charts/colour.ts';

/** The options that an experiment may heed or not. */
export const heededOptions = ['epochs', 'samples', 'only', 'student', 'backend', 'jobs'] as const;

type HeededOption = (typeof heededOptions)[number];

/** What a person chose on the command line; an experiment fills in its own defaults. */
export interface ExperimentOptions {
  /** Which data: `auto` takes the experiment's own choice. */
  dataset: string;
  epochs?: number;
  samples?: number;
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
  options: ExperimentOptions;
  canvas: Canvas;
  /** Prints lines for good. */
  print(text: string): void;
  /** Replaces the live picture at the bottom of the terminal; does nothing where there is none. */
  live(text: string): void;
  /** Writes a result file, atomically. @param name - for example `part1_sigmoid.json`. */
  save(name: string, content: string): Promise<void>;
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
}
