/** One step: how far each parameter moves, given the gradient. It may remember earlier gradients. */
export type Optimizer = (gradient: readonly number[], learningRate: number) => number[];

/** Plain SGD: the step is −γ times the gradient, whatever came before. */
export const sgd = (): Optimizer => (gradient, rate) => gradient.map((g) => -rate * g);

/** SGD with momentum 0.9: the step is −γ times a running sum of all gradients so far. */
export function momentum(): Optimizer {
  let velocity: number[] = [];
  return (gradient, rate) => {
    velocity = gradient.map((g, i) => 0.9 * (velocity[i] ?? 0) + g);
    return velocity.map((v) => -rate * v);
  };
}

/** Adam: the step is −γ times a running mean, divided by a running root mean square. */
export function adam(): Optimizer {
  let [first, second, steps] = [[] as number[], [] as number[], 0];
  return (gradient, rate) => {
    steps++;
    first = gradient.map((g, i) => 0.9 * (first[i] ?? 0) + 0.1 * g);
    second = gradient.map((g, i) => 0.999 * (second[i] ?? 0) + 0.001 * g * g);
    return first.map((mean, i) => {
      const variance = second[i] / (1 - 0.999 ** steps);
      return (-rate * mean) / (1 - 0.9 ** steps) / (Math.sqrt(variance) + 1e-8);
    });
  };
}
