import type * as reference from '../../../solutions/part5/plateau.ts';
import type { PlateauOptions } from '../../../solutions/part5/plateau.ts';
import type { Implementation } from '../implementation.ts';

export type Find = (
  curve: readonly number[],
  recordsPerEpoch: number,
  options?: PlateauOptions,
) => unknown;

export const plateau = (name: string, findPlateau: Find): Implementation<typeof reference> => ({
  name,
  module: { findPlateau },
});

/** The search, piece by piece. */
interface Pieces {
  epochs(records: number, recordsPerEpoch: number): number;
  /** One number for the records of an epoch. */
  summary(records: readonly number[]): number;
  /** The least n that is asked. */
  first: number;
  /** Whether the next epochs are as good as none, from the best of the epochs before and their means. */
  isFlat(next: readonly number[], best: number, margin: number, before: readonly number[]): boolean;
  answer(n: number, patience: number): number;
  otherwise(epochs: number, means: readonly number[]): number;
  options(given: PlateauOptions): Required<PlateauOptions>;
}

export const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const asDocumented: Pieces = {
  epochs: (records, recordsPerEpoch) => Math.floor(records / recordsPerEpoch),
  summary: mean,
  first: 1,
  isFlat: (next, best, margin) => next.every((value) => value <= best + margin),
  answer: (n) => n,
  otherwise: (epochs) => epochs,
  options: (given) => ({ patience: 3, margin: 0.005, ...given }),
};

export function search(changes: Partial<Pieces> = {}): Find {
  const its = { ...asDocumented, ...changes };
  return (curve, recordsPerEpoch, options = {}) => {
    const { patience, margin } = its.options(options);
    const epochs = its.epochs(curve.length, recordsPerEpoch);
    if (epochs < 1) refuse(curve, recordsPerEpoch);
    const means = meansOf(curve, recordsPerEpoch, epochs, its.summary);
    for (let n = its.first; n + patience <= epochs; n++) {
      const before = means.slice(0, n);
      const next = means.slice(n, n + patience);
      if (its.isFlat(next, Math.max(...before), margin, before)) return its.answer(n, patience);
    }
    return its.otherwise(epochs, means);
  };
}

export function refuse(curve: readonly number[], recordsPerEpoch: number): never {
  throw new Error(`${curve.length} records are no epoch: one has ${recordsPerEpoch}`);
}

export const meansOf = (
  curve: readonly number[],
  recordsPerEpoch: number,
  epochs = Math.floor(curve.length / recordsPerEpoch),
  summary = mean,
) =>
  Array.from({ length: epochs }, (_, e) =>
    summary(curve.slice(e * recordsPerEpoch, (e + 1) * recordsPerEpoch)),
  );
