import { type Random, seededRandom } from '#src/common/random';

export type Dimension =
  | { kind: 'choice'; values: readonly (number | string)[] }
  | { kind: 'uniform'; low: number; high: number }
  | { kind: 'log-uniform'; low: number; high: number };

export type SearchSpace = Readonly<Record<string, Dimension>>;

export type Configuration = Record<string, number | string>;

export function sampleTrials(space: SearchSpace, count: number, seed: number): Configuration[] {
  const dimensions = Object.entries(space);
  for (const [name, dimension] of dimensions) mustBeSearchable(name, dimension);
  const random = seededRandom(seed);
  return Array.from({ length: count }, () =>
    Object.fromEntries(dimensions.map(([name, dimension]) => [name, draw(dimension, random)])),
  );
}

function draw(dimension: Dimension, random: Random): number | string {
  if (dimension.kind === 'choice') {
    return dimension.values[random.integer(dimension.values.length)];
  }
  const { kind, low, high } = dimension;
  if (kind === 'uniform') return low + (high - low) * random.uniform();
  const value = low * (high / low) ** random.uniform();
  return Math.min(high, Math.max(low, value)); // a power may be rounded past an end
}

function mustBeSearchable(name: string, dimension: Dimension): void {
  if (dimension.kind === 'choice') {
    if (dimension.values.length > 0) return;
    throw new Error(`${name} is a choice without values: it needs at least one.`);
  }
  const { kind, low, high } = dimension;
  const range = `${name} goes from ${low} to ${high}`;
  if (!(low < high)) throw new Error(`${range}: the first must be below the second.`);
  if (kind === 'log-uniform' && low <= 0) {
    throw new Error(`${range}: there is no logarithm of ${low}; the first must be above 0.`);
  }
}
