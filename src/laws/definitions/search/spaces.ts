import fc from 'fast-check';

/** As the katas have it. */
export type Dimension =
  | { kind: 'choice'; values: (number | string)[] }
  | { kind: 'uniform'; low: number; high: number }
  | { kind: 'log-uniform'; low: number; high: number };

export type Space = Record<string, Dimension>;

const names = ['width', 'rate', 'batch', 'loss', 'depth'];

const choices: fc.Arbitrary<Dimension> = fc
  .uniqueArray(fc.constantFrom<number | string>(0, 1, 5, 16, 32, 64, 'nll', 'mse'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((values) => ({ kind: 'choice', values }));

const uniforms: fc.Arbitrary<Dimension> = fc
  .record({ low: fc.integer({ min: -8, max: 8 }), size: fc.integer({ min: 1, max: 12 }) })
  .map(({ low, size }) => ({ kind: 'uniform', low: low / 4, high: (low + size) / 4 }));

const logUniforms: fc.Arbitrary<Dimension> = fc
  .record({ low: fc.integer({ min: -5, max: 1 }), decades: fc.integer({ min: 1, max: 4 }) })
  .map(({ low, decades }) => ({
    kind: 'log-uniform',
    low: Number(`1e${low}`),
    high: Number(`1e${low + decades}`),
  }));

const dimensions = fc.oneof(choices, uniforms, logUniforms);

/** Spaces of one to four settings. */
export const spaces: fc.Arbitrary<Space> = fc
  .record({
    keys: fc.shuffledSubarray(names, { minLength: 1, maxLength: 4 }),
    all: fc.tuple(dimensions, dimensions, dimensions, dimensions),
  })
  .map(({ keys, all }) => Object.fromEntries(keys.map((key, i) => [key, all[i]])));

/** The learning rates of the report's search: new ones each time, since a subject may write into them. */
export const reportedRates = (): Dimension => ({ kind: 'log-uniform', low: 1e-4, high: 1e-1 });

/** Whether a value is one that a setting may have. */
export function isWithin(dimension: Dimension, value: unknown): boolean {
  if (dimension.kind === 'choice') return dimension.values.includes(value as number);
  return typeof value === 'number' && value >= dimension.low && value <= dimension.high;
}

/** Where in its range a value lies, from 0 to 1: uniform if the setting is drawn as it should be. */
export function placeOf(dimension: Dimension, value: number | string): number {
  if (dimension.kind === 'choice') {
    return (dimension.values.indexOf(value) + 0.5) / dimension.values.length;
  }
  const { kind, low, high } = dimension;
  const scale = kind === 'uniform' ? (x: number) => x : Math.log;
  return (scale(Number(value)) - scale(low)) / (scale(high) - scale(low));
}
