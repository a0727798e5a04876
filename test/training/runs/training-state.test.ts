import type { LayersModel, Optimizer, Scalar, Tensor } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadTensorFlow } from '#src/backend/load';
import type { TensorFlow } from '#src/backend/rung';
import { UserError } from '#src/common/user-error';
import { restoreState, saveState } from '#src/training/runs/training-state';

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  let tf: TensorFlow;
  beforeAll(async () => {
    ({ tf } = await loadTensorFlow({ backend }));
  });

  function build(units = 3): LayersModel {
    const kernelInitializer = tf.initializers.glorotUniform({ seed: 7 });
    return tf.sequential({
      layers: [
        tf.layers.dense({ units, activation: 'tanh', inputShape: [2], kernelInitializer }),
        tf.layers.dense({ units: 1, kernelInitializer }),
      ],
    });
  }

  /** @returns the losses of some steps. */
  function train(model: LayersModel, optimizer: Optimizer, steps: number): number[] {
    const x = tf.tensor2d([0, 0, 0, 1, 1, 0, 1, 1], [4, 2]);
    const y = tf.tensor2d([0, 1, 1, 0], [4, 1]);
    const error = () => tf.losses.meanSquaredError(y, model.apply(x) as Tensor) as Scalar;
    const losses = Array.from({ length: steps }, () =>
      tf.tidy(() => optimizer.minimize(error, true)!.dataSync()[0]),
    );
    tf.dispose([x, y]);
    return losses;
  }

  test.each(['adam', 'sgd', 'momentum', 'rmsprop'] as const)(
    'a training with %s that was saved goes on as if it had not been, bit for bit',
    async (name) => {
      const make = () =>
        name === 'momentum' ? tf.train.momentum(0.05, 0.9) : tf.train[name](0.05);
      const [model, optimizer] = [build(), make()];
      train(model, optimizer, 120);
      const state = JSON.parse(JSON.stringify(await saveState(model, optimizer))) as Awaited<ReturnType<typeof saveState>>; // prettier-ignore
      const [again, other] = [build(), make()];
      await restoreState(tf, again, other, state);
      expect(train(again, other, 40)).toEqual(train(model, optimizer, 40));
      expect(await saveState(again, other)).toEqual(await saveState(model, optimizer));
    },
  );

  test('saving and restoring leave no tensor behind but those of the optimizer', async () => {
    const [model, optimizer] = [build(), tf.train.adam()];
    train(model, optimizer, 1);
    const before = tf.memory().numTensors;
    const state = await saveState(model, optimizer);
    expect(tf.memory().numTensors).toBe(before);
    const [again, other] = [build(), tf.train.adam()];
    train(again, other, 1); // makes its moments
    const made = tf.memory().numTensors - before;
    const [third, last] = [build(), tf.train.adam()];
    await restoreState(tf, third, last, state);
    expect(tf.memory().numTensors - before - made).toBe(made);
  });

  test('a network of other weights is refused, with both shapes', async () => {
    const state = await saveState(build(3), tf.train.adam());
    const restored = restoreState(tf, build(4), tf.train.adam(), state);
    await expect(restored).rejects.toThrow(UserError);
    await expect(restored).rejects.toThrow(/\[2, 4\] \[4\] \[4, 1\] \[1\]; the checkpoint has \[2, 3\]/); // prettier-ignore
  });
});
