import fc from 'fast-check';
import * as subject from '#kata/part6/losses';
import { matrix, quarters, vector } from '#src/laws/arbitraries';
import type { LossCase } from '#src/laws/definitions/modules/loss-mistakes';
import { oneHot } from '#src/laws/definitions/modules/matrices';
import type { LossName } from '#src/laws/definitions/modules/passes';
import { create } from '#src/laws/subject';
import type { Step, Worked } from '#src/laws/tensors/module-spec';
import { backward, forward, workLoss } from '#src/laws/tensors/modules';

/** Float32, with exponentials and logarithms of the backend's. */
export const rounded = { absolute: 2e-6, relative: 1e-5 };

/** With logits around 1000, whose neighbours in float32 are 6e-5 away. */
export const farOut = { absolute: 2e-4, relative: 1e-5 };

export const names = fc.constantFrom('EuclideanLoss' as const, 'SoftmaxCrossEntropy' as const);

/** A new loss takes rounds of steps. */
export const workWith = async (name: LossName, ...rounds: Step[][]): Promise<Worked> =>
  workLoss(await create(subject, name), rounds);

export const valueOf = async (name: LossName, { outputs, targets }: LossCase) =>
  (await workWith(name, [forward(outputs, targets)])).results[0];

export const gradientOf = async (name: LossName, { outputs, targets }: LossCase) =>
  (await workWith(name, [forward(outputs, targets), backward()])).results[1];

/** Never as many samples as classes. */
const shapes = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 5 }))
  .filter(([batch, classes]) => batch !== classes);

/** Targets of any values. */
export const euclideanCases: fc.Arbitrary<LossCase> = shapes.chain(([batch, classes]) =>
  fc.record({
    outputs: matrix(batch, classes, quarters()),
    targets: matrix(batch, classes, quarters()),
  }),
);

/** One-hot targets. @param element - draws a logit. */
export const crossEntropyCases = (element = quarters()): fc.Arbitrary<LossCase> =>
  shapes.chain(([batch, classes]) =>
    fc
      .record({
        outputs: matrix(batch, classes, element),
        labels: vector(batch, fc.nat(classes - 1)),
      })
      .map(({ outputs, labels }) => ({ outputs, targets: oneHot(labels, classes) })),
  );
