import { accuracy } from '../../../solutions/part3/accuracy.ts';
import { firstLayerWeights } from '../../../solutions/part3/result.ts';
import { result, weights } from './results.ts';

export const rightResults = [
  weights('the first of all weights of the network', (model) => model.getWeights()[0].array()),
  weights('the first variable that can be trained, at once', async (model) =>
    model.trainableWeights[0].read().arraySync(),
  ),
  weights('nested by hand from the numbers of a copy', async (model) => {
    const all = model.layers.flatMap((layer) => layer.weights);
    const copy = all
      .find((weight) => weight.name.includes('kernel'))!
      .read()
      .clone();
    const nested = nest([...(await copy.data())], copy.shape);
    copy.dispose();
    return nested;
  }),
  result('one pass over the records, all else at once', async (name, model, records, test) => {
    const curves: Record<string, number[]> = {
      loss_curve: [],
      train_acc_curve: [],
      val_acc_curve: [],
    };
    for (const record of records) {
      curves.loss_curve.push(record.loss);
      curves.train_acc_curve.push(record.trainAccuracy);
      curves.val_acc_curve.push(record.validationAccuracy);
    }
    const [test_acc, kernel] = await Promise.all([
      accuracy(model, test, [...test.labels.keys()]),
      firstLayerWeights(model),
    ]);
    return Object.assign(Object.create(null), { weights: kernel, test_acc, ...curves, name });
  }),
  result('a class with the six fields', async (title, model, records, test) => {
    class Finished {
      name = title;
      loss_curve = Array.from(records, ({ loss }) => loss);
      train_acc_curve = Array.from(records, ({ trainAccuracy }) => trainAccuracy);
      val_acc_curve = Array.from(records, (record) => record.validationAccuracy);
      test_acc = NaN;
      weights: unknown;
    }
    const made = new Finished();
    made.test_acc = await accuracy(model, test);
    made.weights = await firstLayerWeights(model);
    return made;
  }),
];

/** Numbers in reading order as nested arrays of a shape. */
function nest(numbers: number[], [size, ...rest]: number[]): unknown {
  if (rest.length === 0) return numbers;
  const length = numbers.length / size;
  return Array.from({ length: size }, (_, k) =>
    nest(numbers.slice(k * length, (k + 1) * length), rest),
  );
}
