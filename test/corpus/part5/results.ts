import * as reference from '../../../solutions/part5/result.ts';
import type { RecordsByRate, Result } from '../../../solutions/part5/result.ts';
import type { Implementation } from '../implementation.ts';

type Make = (name: string, records: RecordsByRate) => unknown;

const result = (name: string, makeResult: Make): Implementation<typeof reference> => ({
  name,
  module: { makeResult },
});

/** A right result, then changed. */
const changed =
  (change: (made: Result, records: RecordsByRate) => unknown): Make =>
  (name, records) =>
    change(reference.makeResult(name, records), records);

const without = (made: Result, ...keys: (keyof Result)[]) =>
  Object.fromEntries(Object.entries(made).filter(([key]) => !keys.includes(key as keyof Result)));

const curvesOf = (made: Result) => without(made, 'name') as Record<string, number[]>;

const eachCurve = (change: (curve: number[]) => unknown) =>
  changed((made) => ({
    name: made.name,
    ...Object.fromEntries(
      Object.entries(curvesOf(made)).map(([key, curve]) => [key, change(curve)]),
    ),
  }));

const eachKey = (change: (key: string) => string) =>
  changed((made) =>
    Object.fromEntries(Object.entries(made).map(([key, value]) => [change(key), value])),
  );

export const wrongResults = [
  result(
    'the curves of 0.1 and 0.001 are exchanged',
    changed(({ name }, records) =>
      reference.makeResult(name, { ...records, 0.1: records[0.001], 0.001: records[0.1] }),
    ),
  ),
  result(
    'losses and accuracies are exchanged',
    changed((made) => ({
      ...made,
      loss_curve_1: made.val_acc_curve_1,
      val_acc_curve_1: made.loss_curve_1,
    })),
  ),
  result(
    'the losses of 0.1 in every loss curve',
    changed((made) => ({
      ...made,
      loss_curve_01: made.loss_curve_1,
      loss_curve_001: made.loss_curve_1,
    })),
  ),
  result(
    'val_acc_curve_01 is that of 0.001',
    changed((made) => ({ ...made, val_acc_curve_01: made.val_acc_curve_001 })),
  ),
  result('the name is always cnn_4', (_, records) => reference.makeResult('cnn_4', records)),
  result('no name', changed(curvesOf)),
  result(
    'no curves of 0.001',
    changed((made) => without(made, 'loss_curve_001', 'val_acc_curve_001')),
  ),
  result(
    'the steps too',
    changed((made, records) => ({ ...made, steps: records[0.1].map(({ step }) => step) })),
  ),
  result(
    'keys in camel case',
    eachKey((key) => key.replaceAll(/_\w/g, ([, letter]) => letter.toUpperCase())),
  ),
  result(
    'keys with the whole rate',
    eachKey((key) => key.replace(/curve_0*1$/, (end) => end.replace('_', '_0.'))),
  ),
  result(
    'keys in capitals',
    eachKey((key) => key.toUpperCase()),
  ),
  result(
    'val_accuracy_curve in place of val_acc_curve',
    eachKey((key) => key.replace('val_acc', 'val_accuracy')),
  ),
  result(
    'curves in per cent',
    eachCurve((curve) => curve.map((value) => 100 * value)),
  ),
  result(
    'curves rounded to three digits',
    eachCurve((curve) => curve.map((value) => Number(value.toFixed(3)))),
  ),
  result(
    'curves from the end to the beginning',
    eachCurve((curve) => curve.toReversed()),
  ),
  result(
    'curves in order of size',
    eachCurve((curve) => curve.toSorted((a, b) => a - b)),
  ),
  result(
    'curves without their first record',
    eachCurve((curve) => curve.slice(1)),
  ),
  result(
    'curves that begin with 0',
    eachCurve((curve) => [0, ...curve]),
  ),
  result(
    'numbers as text',
    eachCurve((curve) => curve.map(String)),
  ),
  result(
    'curves as text',
    eachCurve((curve) => curve.join(' ')),
  ),
  result(
    'typed arrays, which JSON makes objects of',
    eachCurve((curve) => Float64Array.from(curve)),
  ),
  result(
    'the last value of each curve',
    eachCurve((curve) => curve.at(-1) ?? null),
  ),
  result('a result nested by rate', (name, records) => ({ name, ...records })),
  result('the JSON text itself', (name, records) =>
    JSON.stringify(reference.makeResult(name, records)),
  ),
  result(
    'a Map',
    changed((made) => new Map(Object.entries(made))),
  ),
  result('a promise of the result', async (name, records) => reference.makeResult(name, records)),
  result('the records are emptied on the way', (name, records) => {
    const made = reference.makeResult(name, records);
    for (const list of Object.values(records)) (list as unknown[]).length = 0;
    return made;
  }),
  result('the records are returned, with curves', (name, records) =>
    Object.assign(records, reference.makeResult(name, records)),
  ),
];

export const rightResults = [
  result('by loops', (name, records) => {
    const made: Record<string, unknown> = { name };
    for (const [rate, list] of Object.entries(records)) {
      const digits = rate.split('.')[1];
      const [losses, accuracies]: number[][] = [[], []];
      for (const record of list as RecordsByRate[0.1]) {
        losses.push(record.loss);
        accuracies.push(record.validationAccuracy);
      }
      made[`val_acc_curve_${digits}`] = accuracies;
      made[`loss_curve_${digits}`] = losses;
    }
    return made;
  }),
  result('out of entries', (name, records) => {
    const fields = [
      ['loss_curve', 'loss'],
      ['val_acc_curve', 'validationAccuracy'],
    ] as const;
    const rates = [
      ['1', records[0.1]],
      ['01', records[0.01]],
      ['001', records[0.001]],
    ] as const;
    return Object.fromEntries([
      ['name', name],
      ...fields.flatMap(([key, field]) =>
        rates.map(([digits, list]) => [`${key}_${digits}`, list.map((record) => record[field])]),
      ),
    ]);
  }),
  result('an instance of a class', (name, records) => new Curves(name, records)),
];

class Curves {
  name: string;
  loss_curve_1: number[];
  loss_curve_01: number[];
  loss_curve_001: number[];
  val_acc_curve_1: number[];
  val_acc_curve_01: number[];
  val_acc_curve_001: number[];

  constructor(name: string, { 0.1: first, 0.01: second, 0.001: third }: RecordsByRate) {
    this.name = name;
    [this.loss_curve_1, this.loss_curve_01, this.loss_curve_001] = [first, second, third].map(
      (records) => records.map(({ loss }) => loss),
    );
    [this.val_acc_curve_1, this.val_acc_curve_01, this.val_acc_curve_001] = [
      first,
      second,
      third,
    ].map((records) => records.map((r) => r.validationAccuracy));
  }
}
