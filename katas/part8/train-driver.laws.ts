import * as subject from '#kata/part8/train';
import { dataOf, type TrainingCase } from '#src/laws/definitions/search/trainings';
import { isUntouched } from '#src/laws/expectations';
import { Unlawful } from '#src/laws/law';
import { describe } from '#src/laws/snapshot';
import { call } from '#src/laws/subject';
import type { Weights } from '#src/laws/tensors/model-spec';
import { tensorCount } from '#src/laws/tensors/models';
import { freeingVariables, valuesOf } from '#src/laws/tensors/modules';
import type { Heard } from '#src/laws/tensors/trial-spec';
import { heard, standInCriterion, standInNetwork } from '#src/laws/tensors/trials';

/** What an epoch gave, and what its network and loss noticed of it. */
export interface Epoch {
  returned: unknown;
  heard: Heard[];
  /** W and b afterwards. */
  values: Weights[];
  tensors: number;
}

type Options = Partial<subject.EpochOptions>;

/** Epochs of training with a network and a loss of the law's own, one after the other. */
export const train = (given: TrainingCase, ...all: Options[]): Promise<Epoch[]> =>
  run(given, all, (network, loss, data, indices, options) => {
    const { learningRate, batchSize } = given;
    const settings = { learningRate, batchSize, ...options };
    return call(subject, 'trainEpoch', network, loss, data, indices, settings);
  });

/** As {@link train}, for `evaluate`. */
export const evaluate = (
  given: TrainingCase,
  ...all: ({ batchSize?: number } | undefined)[]
): Promise<Epoch[]> =>
  run(given, all, (network, loss, data, indices, options) =>
    options === undefined
      ? call(subject, 'evaluate', network, loss, data, indices)
      : call(subject, 'evaluate', network, loss, data, indices, options),
  );

type Network = Awaited<ReturnType<typeof standInNetwork>>;
type Criterion = Awaited<ReturnType<typeof standInCriterion>>;

const run = <O>(
  given: TrainingCase,
  all: readonly O[],
  work: (
    network: Network,
    loss: Criterion,
    data: ReturnType<typeof dataOf>,
    indices: number[],
    options: O,
  ) => Promise<unknown>,
): Promise<Epoch[]> =>
  freeingVariables(async () => {
    const network = await standInNetwork(given.weight, given.bias);
    const loss = await standInCriterion();
    const [data, indices] = [dataOf(given), [...given.indices]];
    const epochs: Epoch[] = [];
    for (const options of all) {
      const returned = await work(network, loss, data, indices, options);
      epochs.push({
        returned,
        heard: await heard(),
        values: await valuesOf(network),
        tensors: await tensorCount(),
      });
    }
    isUntouched('indices', given.indices, indices);
    isUntouched('data.images', dataOf(given).images, data.images);
    isUntouched('data.labels', dataOf(given).labels, data.labels);
    return epochs;
  });

/** The losses of the steps. @throws {Unlawful} unless it is an array of numbers. */
export function lossesOf({ returned }: Epoch): number[] {
  const isCurve = Array.isArray(returned) && returned.every((loss) => typeof loss === 'number');
  if (isCurve) return returned;
  throw new Unlawful(`wanted an array with the loss of each step; got ${describe(returned)}`);
}
