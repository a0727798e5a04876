import * as reference from '../../../solutions/part4/result.ts';
import type { TrainingRecord } from '../../../solutions/part4/train.ts';
import type { Implementation } from '../implementation.ts';

type Records = readonly TrainingRecord[];
type Make = (name: string, relu: Records, sigmoid: Records) => unknown;
const { makeResult } = reference;

const named = (name: string, make: Make): Implementation<typeof reference> => ({
  name,
  module: { makeResult: make },
});

/** The right result, changed. */
const changed = (name: string, change: (result: reference.Result) => unknown) =>
  named(name, (...args) => change(makeResult(...args)));

export const wrongResults = [
  changed('names with capitals', ({ relu_grad_curve, ...rest }) => ({
    ...rest,
    reluGradCurve: relu_grad_curve,
  })),
  changed('no name', (result) => ({ ...result, name: undefined })),
  changed('the name is missing', (result) => Object.fromEntries(Object.entries(result).slice(1))),
  changed('a further key', (result) => ({ ...result, epochs: 15 })),
  changed('gradients are missing', ({ name, relu_loss_curve, sigmoid_loss_curve }) => ({
    name,
    relu_loss_curve,
    sigmoid_loss_curve,
  })),
  changed('the same name for all', (result) => ({ ...result, name: 'cnn_4' })),
  changed('the name of the file', (result) => ({ ...result, name: `part4_${result.name}` })),
  changed('ReLU’s gradients twice, as the assignment misprints it', (result) => ({
    ...result,
    sigmoid_grad_curve: result.relu_grad_curve,
  })),
  changed('the curves reversed', (result) => ({
    ...result,
    relu_loss_curve: result.relu_loss_curve.toReversed(),
  })),
  changed('cut to the shorter of the two', (result) => {
    const least = Math.min(result.relu_loss_curve.length, result.sigmoid_loss_curve.length);
    const entries = Object.entries(result).map(([key, value]) => [
      key,
      Array.isArray(value) ? (value as number[]).slice(0, least) : value,
    ]);
    return Object.fromEntries(entries) as object;
  }),
  changed('typed arrays', (result) => ({
    ...result,
    relu_loss_curve: Float64Array.from(result.relu_loss_curve),
  })),
  changed('texts', (result) => ({
    ...result,
    relu_grad_curve: result.relu_grad_curve.map(String),
  })),
  changed('JSON already', (result) => JSON.stringify(result)),
  changed('a promise', async (result) => result),
  changed('a list of one', (result) => [result]),
  named('ReLU and sigmoid exchanged', (name, relu, sigmoid) => makeResult(name, sigmoid, relu)),
  named('losses and gradients exchanged', (name, relu, sigmoid) => {
    const turned = (records: Records) =>
      records.map((record) => ({
        ...record,
        loss: record.gradientMagnitude,
        gradientMagnitude: record.loss,
      }));
    return makeResult(name, turned(relu), turned(sigmoid));
  }),
  named('pairs of step and number', (name, relu, sigmoid) => ({
    ...makeResult(name, relu, sigmoid),
    relu_loss_curve: relu.map(({ step, loss }) => [step, loss]),
  })),
  named('the records are emptied', (name, relu, sigmoid) => {
    const result = makeResult(name, relu, sigmoid);
    (relu as TrainingRecord[]).splice(0);
    return result;
  }),
  named('the first record is left out', (name, relu, sigmoid) =>
    makeResult(name, relu.slice(1), sigmoid.slice(1)),
  ),
];

export const rightResults = [
  named('a loop over names', (name, relu, sigmoid) => {
    const result: Record<string, unknown> = { name };
    for (const [prefix, records] of Object.entries({ relu, sigmoid })) {
      result[`${prefix}_loss_curve`] = Array.from(records, (record) => record.loss);
      result[`${prefix}_grad_curve`] = Array.from(records, (record) => record.gradientMagnitude);
    }
    return result;
  }),
  named('a class of its own', (name, relu, sigmoid) => {
    class Result {
      name = name;
      sigmoid_grad_curve: number[] = [];
      sigmoid_loss_curve: number[] = [];
      relu_grad_curve: number[] = [];
      relu_loss_curve: number[] = [];
    }
    const result = new Result();
    for (const { loss, gradientMagnitude } of relu) {
      result.relu_loss_curve.push(loss);
      result.relu_grad_curve.push(gradientMagnitude);
    }
    for (const { loss, gradientMagnitude } of sigmoid) {
      result.sigmoid_loss_curve.push(loss);
      result.sigmoid_grad_curve.push(gradientMagnitude);
    }
    return result;
  }),
];
