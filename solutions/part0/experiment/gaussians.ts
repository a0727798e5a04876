import { seededRandom } from '#src/common/random';

/** One class of the experiment: how often it occurs, and where its values lie. */
export interface GaussianClass {
  name: string;
  /** P(class). */
  prior: number;
  mean: number;
}

/** Three classes on a line that overlap; every one has standard deviation 1. */
export const classes: readonly GaussianClass[] = [
  { name: 'A', prior: 0.5, mean: -2 },
  { name: 'B', prior: 0.3, mean: 0.5 },
  { name: 'C', prior: 0.2, mean: 2.5 },
];

/** Values on the line, and the class that each was drawn from. */
export interface Samples {
  /** `[samples]` */
  inputs: number[];
  /** `[samples]`, 0 … 2. */
  labels: number[];
}

/** Draws a class for each sample, then a value from its Gaussian. */
export function drawSamples(count: number, seed: number): Samples {
  const random = seededRandom(seed);
  const samples: Samples = { inputs: [], labels: [] };
  for (let n = 0; n < count; n++) {
    let rest = random.uniform();
    let label = 0;
    while (label < classes.length - 1 && rest >= classes[label].prior) {
      rest -= classes[label++].prior;
    }
    samples.labels.push(label);
    samples.inputs.push(classes[label].mean + random.normal());
  }
  return samples;
}

/** Bayes' rule: P(class | x) = P(class)·density(x | class) / Σ of the same over all classes. */
export function trueProbabilities(x: number): number[] {
  const joint = classes.map(({ prior, mean }) => prior * Math.exp(-((x - mean) ** 2) / 2));
  const total = joint.reduce((sum, value) => sum + value, 0);
  return joint.map((value) => value / total);
}
