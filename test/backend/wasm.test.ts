import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { type LoadedTensorFlow, loadTensorFlow } from '#src/backend/load';
import { runProgram } from './program.ts';
import { trainSmallNetwork } from './small-network.ts';

const program = new URL('./wasm-program.ts', import.meta.url);

async function runCase(name: string, cwd = tmpdir()) {
  const { out, ...ending } = await runProgram(program, [name], { cwd });
  return { ...ending, seen: (out === '' ? {} : JSON.parse(out)) as Record<string, unknown> };
}

/** The gradients of a loss through the operations of a convolutional network, as plain numbers. */
async function gradients({ tf }: LoadedTensorFlow): Promise<number[][]> {
  const images = tf.tensor4d([...Array(2 * 6 * 6 * 2).keys()].map((i) => Math.sin(i)), [2, 6, 6, 2]); // prettier-ignore
  const kernel = tf.variable(tf.tensor4d([...Array(3 * 3 * 2 * 3).keys()].map((i) => Math.cos(i)), [3, 3, 2, 3])); // prettier-ignore
  const bias = tf.variable(tf.tensor1d([0.1, -0.2, 0.3]));
  const weights = tf.variable(tf.tensor2d([...Array(12 * 4).keys()].map((i) => Math.sin(i * i)), [12, 4])); // prettier-ignore
  const { grads, value } = tf.variableGrads(() => {
    const convolved = tf.conv2d(images, kernel, 1, 'valid').add(bias).relu();
    const logits = tf.maxPool(convolved as typeof images, 2, 2, 'valid').reshape([2, 12]).matMul(weights); // prettier-ignore
    return tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d([1, 3], 'int32'), 4), logits);
  });
  const names = [kernel, bias, weights].map(({ name }) => name);
  return Promise.all([value, ...names.map((name) => grads[name])].map(async (t) => [...(await t.data())])); // prettier-ignore
}

test('gradients through convolution, pooling and cross-entropy equal those of plain JavaScript', async () => {
  const wanted = await gradients(await loadTensorFlow({ backend: 'cpu' }));
  const got = await gradients(await loadTensorFlow({ backend: 'wasm' }));
  expect(wanted.map(({ length }) => length)).toEqual([1, 54, 3, 48]);
  expect(wanted[1].some((slope) => Math.abs(slope) > 0.1)).toBe(true);
  got.forEach((values, i) =>
    values.forEach((value, j) => expect(value).toBeCloseTo(wanted[i][j], 4)),
  );
});

test('a network trains as it does on plain JavaScript, and leaves no tensor', async () => {
  const cpu = await trainSmallNetwork(await loadTensorFlow({ backend: 'cpu' }), 12);
  const loaded = await loadTensorFlow({ backend: 'wasm' });
  const { numTensors } = loaded.tf.memory();
  const losses = await trainSmallNetwork(loaded, 12);
  expect(losses[11]).toBeLessThan(losses[0] - 0.3);
  losses.forEach((loss, i) => expect(loss).toBeCloseTo(cpu[i], 2));
  expect(loaded.tf.memory().numTensors).toBe(numTensors);
});

describe('in a process of its own', () => {
  test('it works from any folder, in one thread, says nothing, and lets the process end', async () => {
    expect(await runCase('trains')).toEqual({
      code: 0,
      err: '',
      seen: {
        description: 'WebAssembly with SIMD, one thread',
        losses: expect.any(Array),
        workers: 0,
      },
    });
  });

  test('where Node has no SIMD it trains all the same, and says why it is slow', async () => {
    const { seen } = await runCase('withoutSimd');
    expect(seen.description).toMatch(/^WebAssembly, one thread; slow, because .* has no SIMD$/);
    expect(seen.losses).toEqual((await runCase('trains')).seen.losses);
  });

  test('when its memory is full, one clear message comes, and no tensor is overwritten', async () => {
    const { seen } = await runCase('fullMemory');
    expect(seen.failure).toMatch(/^UserError: The backend wasm is out of memory: it holds \d+ tensors of \d+ MiB together \(no room for a tensor of 4194304 bytes.*\)\. Run it with a smaller batch, or on the next backend: --backend cpu\./); // prettier-ignore
    expect(seen.isUntouched).toBe(true);
  });

  test('an error that nobody catches ends it as in any process of Node', async () => {
    const { code, err } = await runCase('uncaught');
    expect(code).toBe(1);
    expect(err).toMatch(/Error: nobody caught this\n {4}at/);
  });
});
