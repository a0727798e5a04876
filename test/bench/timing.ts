import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a command to its end, without its output, and gives the seconds that it took. */
export async function seconds(command: string, args: string[], cwd: string): Promise<number> {
  const start = performance.now();
  const child = spawn(command, args, { cwd, stdio: 'ignore' });
  await once(child, 'exit');
  return (performance.now() - start) / 1000;
}

/**
 * @param fraction - for example 0.25 for the first quartile.
 * @returns the value below which that part of the values lies, interpolated between two neighbours.
 */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = fraction * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** For example `0.81 s (0.79–0.93)`. */
export function summary(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(2)} s (${low.toFixed(2)}–${high.toFixed(2)})`;
}
