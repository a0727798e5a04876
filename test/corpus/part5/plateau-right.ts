import { meansOf, plateau, refuse, search } from './plateau-pieces.ts';

export const rightPlateaus = [
  plateau('a pass with counters', (curve, recordsPerEpoch, options) => {
    const { patience, margin } = { patience: 3, margin: 0.005, ...options };
    const epochs = (curve.length - (curve.length % recordsPerEpoch)) / recordsPerEpoch;
    if (epochs === 0) refuse(curve, recordsPerEpoch);
    const means = new Float64Array(epochs);
    for (let i = 0; i < epochs * recordsPerEpoch; i++) {
      means[Math.floor(i / recordsPerEpoch)] += curve[i] / recordsPerEpoch;
    }
    let best = -Infinity;
    candidates: for (let n = 1; n <= epochs - patience; n++) {
      best = Math.max(best, means[n - 1]);
      for (let k = 0; k < patience; k++) if (means[n + k] > best + margin) continue candidates;
      return n;
    }
    return epochs;
  }),
  plateau(
    'the best so far of every epoch, then findIndex',
    (curve, recordsPerEpoch, options = {}) => {
      if (curve.length < recordsPerEpoch) refuse(curve, recordsPerEpoch);
      const { patience = 3, margin = 0.005 } = options;
      const means = meansOf(curve, recordsPerEpoch);
      const best = means.map((_, i) => means.slice(0, i + 1).reduce((a, b) => (a > b ? a : b)));
      const found = best.findIndex(
        (mark, i) =>
          i + patience < means.length &&
          Math.max(...means.slice(i + 1, i + 1 + patience)) - mark <= margin,
      );
      return found === -1 ? means.length : found + 1;
    },
  ),
  plateau('from n to n + 1 by calling itself', (curve, recordsPerEpoch, options = {}) => {
    const { patience = 3, margin = 0.005 } = options;
    const means = meansOf(curve, recordsPerEpoch);
    if (means.length === 0) throw new RangeError(`${recordsPerEpoch} > ${curve.length}`);
    const from = (n: number): number => {
      if (n + patience > means.length) return means.length;
      const best = Math.max(...means.slice(0, n));
      return means.slice(n, n + patience).some((value) => value > best + margin) ? from(n + 1) : n;
    };
    return from(1);
  }),
  plateau('from the last n down', (curve, recordsPerEpoch, options = {}) => {
    if (curve.length < recordsPerEpoch) refuse(curve, recordsPerEpoch);
    const { patience = 3, margin = 0.005 } = options;
    const means = meansOf(curve, recordsPerEpoch);
    let answer = means.length;
    for (let n = means.length - patience; n >= 1; n--) {
      const rises = means.slice(n, n + patience).map((m) => m - Math.max(...means.slice(0, n)));
      if (rises.every((rise) => rise <= margin)) answer = n;
    }
    return answer;
  }),
  plateau(
    'a rise resets, and looks back at the best before it',
    (curve, recordsPerEpoch, options = {}) => {
      if (curve.length < recordsPerEpoch) refuse(curve, recordsPerEpoch);
      const { patience = 3, margin = 0.005 } = options;
      const means = meansOf(curve, recordsPerEpoch);
      let n = 1;
      while (n + patience <= means.length) {
        const best = Math.max(...means.slice(0, n));
        const rise = means.findIndex((value, e) => e >= n && value > best + margin);
        if (rise === -1 || rise >= n + patience) return n;
        n++;
      }
      return means.length;
    },
  ),
  plateau(
    'compared with the epoch before: where the least n is, that one is the best',
    search({
      isFlat: (next, _, margin, before) => next.every((value) => value <= before.at(-1)! + margin),
    }),
  ),
];
