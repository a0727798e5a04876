/** How trials are halved, as ASHA is told. */
export interface Halving {
  gracePeriod: number;
  reductionFactor: number;
  maxEpochs: number;
}

/**
 * How many epochs a search trains on average where no order of arrival is likelier than another: of the trials
 * that come to a rung, the k-th goes on with the probability ⌈k/η⌉/k.
 */
export function expectedEpochs(trials: number, halving: Halving): number {
  const { gracePeriod, reductionFactor, maxEpochs } = halving;
  let [left, before, epochs] = [trials, 0, 0];
  for (let rung = gracePeriod; rung < maxEpochs; rung *= reductionFactor) {
    epochs += left * (rung - before);
    left = expectedToGoOn(left, reductionFactor);
    before = rung;
  }
  return epochs + left * (maxEpochs - before);
}

/** @param arrivals - on average; between whole numbers on a straight line. */
function expectedToGoOn(arrivals: number, reductionFactor: number): number {
  let sum = 0;
  for (let k = 1; k < arrivals + 1; k++) {
    const share = Math.min(1, arrivals - (k - 1));
    sum += (share * Math.ceil(k / reductionFactor)) / k;
  }
  return sum;
}
