import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '#src/common/random';
import { expectResults, readResults, ROUNDING } from './agreement.ts';
import { sizeOf } from './operands.ts';
import { type BackendName, held, on } from './start.ts';

/**
 * A small network as the experiments have it. Weights, images and targets are small whole numbers, so
 * that its output, a squared error and its gradients are exact in float32.
 */
function makeNetwork(seed: number): tf.Sequential {
  const relu = { activation: 'relu' } as const;
  const network = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [8, 7, 3], filters: 6, kernelSize: [3, 2], padding: 'same', ...relu }), // prettier-ignore
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: [1, 2], ...relu }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 5, ...relu }),
      tf.layers.dense({ units: 2 }),
    ],
  });
  const { integer } = seededRandom(seed);
  tf.tidy(() => {
    const weights = network.getWeights().map(({ shape }) => whole(shape, () => integer(3) - 1));
    network.setWeights(weights);
  });
  return network;
}

function makeBatch(seed: number) {
  const { integer } = seededRandom(seed);
  return {
    xs: whole([8, 8, 7, 3], () => integer(3) - 1),
    ys: whole([8, 2], () => integer(5) - 2),
  };
}

function whole(shape: number[], draw: () => number): tf.Tensor {
  return tf.tensor(Float32Array.from({ length: sizeOf(shape) }, draw), shape);
}

/** The output of a network, and its weights after one step. */
async function oneStep(backend: BackendName, makeOptimizer: () => string | tf.Optimizer) {
  return on(backend, async () => {
    const before = held();
    const network = makeNetwork(1);
    const optimizer = makeOptimizer();
    network.compile({ optimizer, loss: 'meanSquaredError' });
    const { xs, ys } = makeBatch(2);
    const output = network.predict(xs) as tf.Tensor;
    const loss = await network.trainOnBatch(xs, ys);
    const results = readResults([output, ...network.getWeights()]);
    const name = network.optimizer.getClassName();
    network.dispose();
    if (typeof optimizer !== 'string') optimizer.dispose();
    tf.dispose([xs, ys, output]);
    expect(held()).toEqual(before);
    return { name, loss, results };
  });
}

export function proveLayers(): void {
  describe('layers', () => {
    test.each([
      ['SGD', 0.01, () => 'sgd'],
      ['Adam', 0.001, () => 'adam'],
      ['SGD', 0.5, () => tf.train.sgd(0.5)],
      ['Adam', 0.5, () => tf.train.adam(0.5)],
    ])('learn by %s with a rate of %d', async (name, rate, makeOptimizer) => {
      const wanted = await oneStep('cpu', makeOptimizer);
      const came = await oneStep('wasm', makeOptimizer);
      expect([came.name, came.loss]).toEqual([name, wanted.loss]);
      // The gradients are exact: a step is a few roundings of one, and of the weight it makes.
      const weights = wanted.results.slice(1).flatMap(({ values }) => Array.from(values, Math.abs));
      const allowed = 16 * ROUNDING * (Math.max(...weights) + rate);
      expectResults(came.results, wanted.results, (result) => (result === 0 ? 0 : allowed));
    });

    test('go on learning after they were saved and loaded with their optimizer', async () => {
      const network = makeNetwork(3);
      network.compile({ optimizer: tf.train.adam(0.5), loss: 'meanSquaredError' });
      const { xs, ys } = makeBatch(4);
      await network.trainOnBatch(xs, ys);
      let saved: tf.io.ModelArtifacts | undefined;
      const keep = tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
      });
      await network.save(keep, { includeOptimizer: true });
      const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved!));
      for (let step = 0; step < 3; step++) {
        const [loss, again] = [await network.trainOnBatch(xs, ys), await loaded.trainOnBatch(xs, ys)]; // prettier-ignore
        expect(again).toBe(loss);
      }
      tf.dispose([xs, ys]);
      network.dispose();
      loaded.dispose();
    });

    test('are computed by the kernels that are proven here', async () => {
      const network = makeNetwork(1);
      const { xs, ys } = makeBatch(2);
      const optimizer = tf.train.adam(0.5);
      const loss = () =>
        tf.losses.softmaxCrossEntropy(ys, network.apply(xs, { training: true }) as tf.Tensor);
      const { kernelNames } = await tf.profile(() =>
        optimizer.minimize(loss as () => tf.Scalar, true)!,
      );
      for (const name of [
        'FusedConv2D',
        '_FusedMatMul',
        'SoftmaxCrossEntropy',
        'SoftmaxCrossEntropyGradient',
        'ReluGradient',
        'MaxPoolGrad',
        'Conv2DBackpropInput',
        'Conv2DBackpropFilter',
      ]) {
        expect(kernelNames).toContain(name);
      }
      expect(kernelNames).not.toContain('Step'); // of which TensorFlow.js makes the gradient of ReLU
      tf.dispose([xs, ys]);
      optimizer.dispose();
      network.dispose();
    });
  });
}
