import * as tf from '@tensorflow/tfjs';
import { accuracy } from '../../../solutions/part3/accuracy.ts';
import { firstLayerWeights, makeResult, type Result } from '../../../solutions/part3/result.ts';
import { firstOf, type Make, result } from './results.ts';

/** The right result, with something done to it. */
const after =
  (change: (made: Result, ...given: Parameters<Make>) => unknown): Make =>
  async (...given) =>
    change(await makeResult(...given), ...given);

/** Keys, curves and numbers of the result. */
export const wrongResults = [
  result(
    'no name',
    after(({ name, ...rest }) => (name ? rest : undefined)),
  ),
  result(
    'the name of the model',
    after((made, _, model) => ({ ...made, name: model.name })),
  ),
  result(
    'keys of JavaScript’s kind: lossCurve',
    after(({ loss_curve, train_acc_curve, val_acc_curve, test_acc, ...rest }) => ({
      ...rest,
      lossCurve: loss_curve,
      trainAccCurve: train_acc_curve,
      valAccCurve: val_acc_curve,
      testAcc: test_acc,
    })),
  ),
  result(
    'another spelling: val_accuracy_curve',
    after(({ val_acc_curve, ...rest }) => ({ ...rest, val_accuracy_curve: val_acc_curve })),
  ),
  result(
    'the steps as a key more',
    after((made, _, __, records) => ({ ...made, steps: records.map(({ step }) => step) })),
  ),
  result(
    'weights under the name of the layer',
    after(({ weights: kernel, ...rest }, _, model) => ({
      ...rest,
      [model.layers[0].name]: kernel,
    })),
  ),
  result(
    'the records themselves as the loss curve',
    after((made, _, __, records) => ({ ...made, loss_curve: records })),
  ),
  result(
    'training and validation curves exchanged',
    after((made) => ({
      ...made,
      train_acc_curve: made.val_acc_curve,
      val_acc_curve: made.train_acc_curve,
    })),
  ),
  result(
    'curves from the last record to the first',
    after((made) => ({
      ...made,
      loss_curve: made.loss_curve.toReversed(),
      train_acc_curve: made.train_acc_curve.toReversed(),
      val_acc_curve: made.val_acc_curve.toReversed(),
    })),
  ),
  result(
    'the last numbers in the place of curves',
    after((made) => ({ ...made, loss_curve: made.loss_curve.slice(-1) })),
  ),
  result(
    'curves of percentages',
    after((made) => ({
      ...made,
      train_acc_curve: made.train_acc_curve.map((x) => 100 * x),
      val_acc_curve: made.val_acc_curve.map((x) => 100 * x),
    })),
  ),
  result(
    'the mean of each pair: a smoothed loss curve',
    after((made) => ({
      ...made,
      loss_curve: made.loss_curve.map((x, k) => (x + (made.loss_curve[k - 1] ?? x)) / 2),
    })),
  ),
  result(
    'curves as texts',
    after((made) => ({ ...made, loss_curve: made.loss_curve.map(String) })),
  ),
  result(
    'curves as typed arrays',
    after((made) => ({ ...made, loss_curve: Float32Array.from(made.loss_curve) })),
  ),
  result(
    'curves rounded to two digits',
    after((made) => ({
      ...made,
      loss_curve: made.loss_curve.map((x) => Math.round(100 * x) / 100),
    })),
  ),
  result(
    'a test accuracy of percent',
    after((made) => ({ ...made, test_acc: 100 * made.test_acc })),
  ),
  result(
    'a test accuracy as a text',
    after((made) => ({ ...made, test_acc: made.test_acc.toFixed(4) })),
  ),
  result(
    'a test accuracy that is not waited for',
    after((made, _, model, __, test) => ({ ...made, test_acc: accuracy(model, test) })),
  ),
  result(
    'the test error',
    after((made) => ({ ...made, test_acc: 1 - made.test_acc })),
  ),
  result(
    'the last validation accuracy as test accuracy',
    after((made) => ({ ...made, test_acc: made.val_acc_curve.at(-1) ?? made.test_acc })),
  ),
  result('the test accuracy of the first 50 samples', async (name, model, records, test) => ({
    ...(await makeResult(name, model, records, test)),
    test_acc: await accuracy(model, test, [...Array(Math.min(50, test.count)).keys()]),
  })),
  result(
    'weights that are not waited for',
    after((made, _, model) => ({ ...made, weights: firstLayerWeights(model) })),
  ),
  result(
    'weights as a tensor',
    after((made, _, model) => ({ ...made, weights: firstOf(model).getWeights()[0] })),
  ),
  result(
    'weights as typed arrays',
    after((made) => ({
      ...made,
      weights: (made.weights as number[][]).map((row) => Float32Array.from(row)),
    })),
  ),
  result(
    'weights rounded to one digit, for a smaller file',
    after((made) => ({
      ...made,
      weights: (made.weights as number[][]).map((row) => row.map((x) => Math.round(10 * x) / 10)),
    })),
  ),
  result(
    'the text of the JSON',
    after((made) => JSON.stringify(made)),
  ),
  result('the network is disposed of in the end', async (name, model, records, test) => {
    const made = await makeResult(name, model, records, test);
    model.dispose();
    return made;
  }),
  result('the weights are disposed of in the end', async (name, model, records, test) => {
    const made = await makeResult(name, model, records, test);
    tf.dispose(model.getWeights());
    return made;
  }),
  result('a copy of the weights is left behind', async (name, model, records, test) => {
    const made = await makeResult(name, model, records, test);
    model.getWeights().map((tensor) => tensor.clone());
    return made;
  }),
  result('the test images are left behind as a tensor', async (name, model, records, test) => {
    tf.tensor1d(test.images);
    return makeResult(name, model, records, test);
  }),
  result('the list of records is emptied', async (name, model, records, test) => {
    const made = await makeResult(name, model, records, test);
    records.splice(0);
    return made;
  }),
  result('the first result is kept for the name', async (name, model, records, test) => {
    const known = results.get(name) ?? (await makeResult(name, model, records, test));
    results.set(name, known);
    return known;
  }),
];

const results = new Map<string, Result>();
