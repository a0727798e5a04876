import type { PlateauOptions } from '../../../solutions/part5/plateau.ts';
import { mean, meansOf, plateau, refuse, search, type Find } from './plateau-pieces.ts';

const middle = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

/** As Keras stops early: the mark is moved only by an epoch that is better by the margin. */
const earlyStopping: Find = (curve, recordsPerEpoch, { patience = 3, margin = 0.005 } = {}) => {
  if (curve.length < recordsPerEpoch) refuse(curve, recordsPerEpoch);
  const means = meansOf(curve, recordsPerEpoch);
  let [best, at] = [means[0], 0];
  for (const [epoch, value] of means.entries()) {
    if (value > best + margin) [best, at] = [value, epoch];
    else if (epoch - at >= patience) return at + 1;
  }
  return means.length;
};

/** As early stopping, but the mark follows every new best. */
const patient: Find = (curve, recordsPerEpoch, { patience = 3, margin = 0.005 } = {}) => {
  if (curve.length < recordsPerEpoch) refuse(curve, recordsPerEpoch);
  const means = meansOf(curve, recordsPerEpoch);
  let [best, waited] = [-Infinity, 0];
  for (const [epoch, value] of means.entries()) {
    waited = value > best + margin ? 0 : waited + 1;
    best = Math.max(best, value);
    if (waited === patience) return epoch + 1 - patience;
  }
  return means.length;
};

export const wrongPlateaus = [
  plateau(
    'compared with the mean of the epochs before',
    search({
      isFlat: (next, _, margin, before) => next.every((value) => value <= mean(before) + margin),
    }),
  ),
  plateau(
    'compared with the first epoch',
    search({
      isFlat: (next, _, margin, [first]) => next.every((value) => value <= first + margin),
    }),
  ),
  plateau(
    'each of the next epochs compared with the one before it',
    search({
      isFlat: (next, _, margin, before) =>
        next.every((value, i) => value <= (i === 0 ? before.at(-1)! : next[i - 1]) + margin),
    }),
  ),
  plateau(
    'the mean of the next epochs counts',
    search({
      isFlat: (next, best, margin) => mean(next) <= best + margin,
    }),
  ),
  plateau(
    'the last of the next epochs counts',
    search({
      isFlat: (next, best, margin) => next.at(-1)! <= best + margin,
    }),
  ),
  plateau(
    'one of the next epochs is enough',
    search({
      isFlat: (next, best, margin) => next.some((value) => value <= best + margin),
    }),
  ),
  plateau('no margin', search({ isFlat: (next, best) => next.every((value) => value <= best) })),
  plateau(
    'a margin below the best',
    search({
      isFlat: (next, best, margin) => next.every((value) => value <= best - margin),
    }),
  ),
  plateau(
    'a margin on both sides',
    search({
      isFlat: (next, best, margin) => next.every((value) => Math.abs(value - best) <= margin),
    }),
  ),
  plateau(
    'a margin in proportion to the best',
    search({
      isFlat: (next, best, margin) => next.every((value) => value <= best * (1 + margin)),
    }),
  ),
  plateau(
    'as good as the best is a rise',
    search({
      isFlat: (next, best, margin) => next.every((value) => value < best + margin),
    }),
  ),
  plateau(
    'a margin of 0 is taken for none given',
    search({
      options: ({ patience = 3, margin }) => ({ patience, margin: margin || 0.005 }),
    }),
  ),
  plateau(
    'options must be complete',
    (curve, recordsPerEpoch, options = { patience: 3, margin: 0.005 }) =>
      search({ options: (given) => given as Required<PlateauOptions> })(
        curve,
        recordsPerEpoch,
        options,
      ),
  ),
  plateau('options must be given', (curve, recordsPerEpoch, options) => {
    const { patience = 3, margin = 0.005 } = options!;
    return search()(curve, recordsPerEpoch, { patience, margin });
  }),
  plateau(
    'a patience of 5 where none is given',
    search({
      options: (given) => ({ patience: 5, margin: 0.005, ...given }),
    }),
  ),
  plateau(
    'a margin of 0.01 where none is given',
    search({
      options: (given) => ({ patience: 3, margin: 0.01, ...given }),
    }),
  ),
  plateau(
    'a patience of 1, whatever was asked for',
    search({
      options: ({ margin = 0.005 }) => ({ patience: 1, margin }),
    }),
  ),
  plateau(
    'one epoch more than the patience',
    search({
      options: ({ patience = 3, margin = 0.005 }) => ({ patience: patience + 1, margin }),
    }),
  ),
  plateau('the last record of each epoch', search({ summary: (records) => records.at(-1)! })),
  plateau('the first record of each epoch', search({ summary: ([first]) => first })),
  plateau('the best record of each epoch', search({ summary: (records) => Math.max(...records) })),
  plateau('the median of each epoch', search({ summary: middle })),
  plateau(
    'the sum of each epoch',
    search({ summary: (records) => mean(records) * records.length }),
  ),
  plateau('records are epochs', (curve, _, options) => search()(curve, 1, options)),
  plateau(
    'the number of records',
    (curve, recordsPerEpoch, options) =>
      recordsPerEpoch * Number(search()(curve, recordsPerEpoch, options)),
  ),
  plateau(
    'the piece of an epoch at the end is one more',
    search({
      epochs: (records, recordsPerEpoch) =>
        records < recordsPerEpoch ? 0 : Math.ceil(records / recordsPerEpoch),
    }),
  ),
  plateau('epochs are counted from the end of the curve', (curve, recordsPerEpoch, options) => {
    const rest = curve.length < recordsPerEpoch ? 0 : curve.length % recordsPerEpoch;
    return search()(curve.slice(rest), recordsPerEpoch, options);
  }),
  plateau('the index of the last epoch before', search({ answer: (n) => n - 1 })),
  plateau(
    'the epoch at which the patience ran out',
    search({ answer: (n, patience) => n + patience }),
  ),
  plateau('the first epoch is never the best', search({ first: 2 })),
  plateau(
    'the best epoch of all',
    search({
      first: Infinity,
      otherwise: (_, means) => means.indexOf(Math.max(...means)) + 1,
    }),
  ),
  plateau(
    'the best epoch where there is no plateau',
    search({
      otherwise: (_, means) => means.indexOf(Math.max(...means)) + 1,
    }),
  ),
  plateau('−1 where there is no plateau', search({ otherwise: () => -1 })),
  plateau('undefined where there is no plateau', search({ otherwise: () => undefined as never })),
  plateau('the next epochs need not all exist', (curve, recordsPerEpoch, options = {}) => {
    if (curve.length < recordsPerEpoch) refuse(curve, recordsPerEpoch);
    const { patience = 3, margin = 0.005 } = options;
    const means = meansOf(curve, recordsPerEpoch);
    return (
      means.findIndex((_, i) =>
        means
          .slice(i + 1, i + 1 + patience)
          .every((value) => value <= Math.max(...means.slice(0, i + 1)) + margin),
      ) + 1
    );
  }),
  plateau('the last epochs are never asked', (curve, recordsPerEpoch, options = {}) => {
    if (curve.length < recordsPerEpoch) refuse(curve, recordsPerEpoch);
    const { patience = 3, margin = 0.005 } = options;
    const means = meansOf(curve, recordsPerEpoch);
    for (let n = 1; n + patience < means.length; n++) {
      const best = Math.max(...means.slice(0, n));
      if (means.slice(n, n + patience).every((value) => value <= best + margin)) return n;
    }
    return means.length;
  }),
  plateau('early stopping, whose mark small rises do not move', earlyStopping),
  plateau('early stopping, whose mark every rise moves', patient),
  plateau('a curve of one epoch is too short', (curve, recordsPerEpoch, options) => {
    if (curve.length <= recordsPerEpoch) refuse(curve, recordsPerEpoch);
    return search()(curve, recordsPerEpoch, options);
  }),
  plateau(
    'a curve without room for the patience is refused',
    (curve, recordsPerEpoch, options = {}) => {
      const { patience = 3 } = options;
      if (curve.length < recordsPerEpoch * (1 + patience)) refuse(curve, recordsPerEpoch);
      return search()(curve, recordsPerEpoch, options);
    },
  ),
  plateau('0 for a curve that is too short', (curve, recordsPerEpoch, options) =>
    curve.length < recordsPerEpoch ? 0 : search()(curve, recordsPerEpoch, options),
  ),
  plateau('an empty curve is refused, a short one is not', (curve, recordsPerEpoch, options) => {
    if (curve.length === 0) refuse(curve, recordsPerEpoch);
    return curve.length < recordsPerEpoch ? 1 : search()(curve, recordsPerEpoch, options);
  }),
  plateau('an error without numbers', (curve, recordsPerEpoch, options) => {
    if (curve.length < recordsPerEpoch) throw new Error('the curve is too short');
    return search()(curve, recordsPerEpoch, options);
  }),
  plateau('a sentence is thrown, not an error', (curve, recordsPerEpoch, options) => {
    // oxlint-disable-next-line no-throw-literal -- the mistake
    if (curve.length < recordsPerEpoch) throw `${curve.length} of ${recordsPerEpoch} records`;
    return search()(curve, recordsPerEpoch, options);
  }),
  plateau('the curve is sorted on the way', (curve, recordsPerEpoch, options) => {
    const answer = search()(curve, recordsPerEpoch, options);
    (curve as number[]).sort((a, b) => b - a);
    return answer;
  }),
  plateau('the curve is eaten up', (curve, recordsPerEpoch, options) => {
    if (curve.length < recordsPerEpoch) refuse(curve, recordsPerEpoch);
    const means: number[] = [];
    while (curve.length >= recordsPerEpoch) {
      means.push(mean((curve as number[]).splice(0, recordsPerEpoch)));
    }
    return search()(means, 1, options);
  }),
  plateau('a promise of the number', async (...args) => search()(...args)),
];
