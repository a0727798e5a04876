import fc from 'fast-check';
import { matrix, quarters, vector } from '../../arbitraries.ts';
import type { Suspect } from '../../law.ts';
import type { Weights } from '../../tensors/model-spec.ts';
import { cellValues, shownValues } from './cases.ts';
import { type CellName, cells, valuesOf } from './cells.ts';
import { classifierBack, type ClassifierValues, logitsOf } from './unrolled.ts';

/** A classifier, images for it, and what comes back to its logits. */
export interface ClassifierCase {
  cell: CellName;
  values: ClassifierValues;
  /** `[batch][rows][columns]` */
  images: number[][][];
  /** `[batch][classes]` */
  gradLogits: number[][];
}

const small = fc.integer({ min: -4, max: 4 }).map((n) => n / 4);

/** Batch, rows, columns, units and classes; those of them that could be confused are not alike. */
const sizes = fc.constantFrom([2, 3, 4, 5, 3], [1, 4, 2, 3, 5], [3, 2, 1, 4, 2], [4, 1, 3, 2, 3]);

export const classifierCases: fc.Arbitrary<ClassifierCase> = fc
  .tuple(fc.constantFrom<CellName[]>('rnn', 'lstm'), sizes)
  .chain(([cell, [batch, rows, columns, units, classes]]) =>
    fc.record({
      cell: fc.constant(cell),
      values: fc.record({
        cell: cellValues(cell, columns, units),
        weight: matrix(units, classes, small),
        bias: vector(classes, small),
      }),
      images: vector(batch, matrix(rows, columns, small)),
      gradLogits: matrix(batch, classes, quarters()),
    }),
  );

export const parametersIn = ({ cell, weight, bias }: ClassifierValues): Weights[] => [
  ...valuesOf(cell),
  weight,
  bias,
];

/** As a student reads it. */
export const shownClassifier = ({ cell, values, images }: ClassifierCase) => ({
  cell,
  ...shownValues(values.cell),
  W: values.weight,
  'b of the logits': values.bias,
  images,
});

const logitsWith =
  (change: (given: ClassifierCase) => Partial<ClassifierCase>) => (given: ClassifierCase) => {
    const { cell, values, images } = { ...given, ...change(given) };
    return logitsOf(cells[cell], values, images);
  };

export const logitsMistakes: readonly Suspect<ClassifierCase>[] = [
  {
    says: 'Yours takes h of the first row: wanted is that of the last.',
    as: logitsWith(({ images }) => ({ images: images.map((rows) => rows.slice(0, 1)) })),
  },
  {
    says: 'Yours reads the rows from the bottom.',
    as: logitsWith(({ images }) => ({ images: images.map((rows) => rows.toReversed()) })),
  },
  {
    says: 'Yours leaves out the bias of the logits.',
    as: logitsWith(({ values }) => ({ values: { ...values, bias: values.bias.map(() => 0) } })),
  },
];

const backWith =
  (change: (given: ClassifierCase, right: ReturnType<typeof classifierBack>) => object) =>
  (given: ClassifierCase) => {
    const { cell, values, images, gradLogits } = given;
    const right = classifierBack(cells[cell], values, images, gradLogits);
    return { ...right, ...change(given, right) };
  };

export const classifierMistakes: readonly Suspect<ClassifierCase>[] = [
  {
    says: 'Yours divides by the batch size: the loss has done so already.',
    as: backWith(({ images }, { parameters }) => ({
      parameters: divided(parameters, images.length),
    })),
  },
  {
    says: 'Yours divides the gradients of W and b by the batch size: the loss has done so already.',
    as: backWith(({ images }, { parameters }) => ({
      parameters: [...parameters.slice(0, 3), ...divided(parameters.slice(3), images.length)],
    })),
  },
  {
    says: 'Nothing comes back to the cell: its gradients are 0.',
    as: backWith((_, { images, parameters }) => ({
      images: divided(images, Infinity),
      parameters: [...divided(parameters.slice(0, 3), Infinity), ...parameters.slice(3)],
    })),
  },
];

const divided = <T>(value: T, by: number): T =>
  (Array.isArray(value) ? value.map((v: unknown) => divided(v, by)) : Number(value) / by) as T;
