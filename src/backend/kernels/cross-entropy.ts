import type { Tensor, TensorInfo } from '@tensorflow/tfjs';
import { isFirstOrder } from './gradients.ts';
import { addressOf, type Heap, output } from './heap.ts';
import { areFloats } from './override.ts';
import { tf } from './tensorflow.ts';

const { engine, getBackend, losses, neg, Reduction, registerGradient, registerKernel } = tf;

const FORWARD = 'SoftmaxCrossEntropy';
const BACKWARD = 'SoftmaxCrossEntropyGradient';

/**
 * Lets `tf.losses.softmaxCrossEntropy` compute its mean over a batch `[batch, classes]` and the
 * gradient in one pass each, where TensorFlow.js runs some twenty kernels. Calls with weights,
 * smoothing or another reduction go to its own function.
 */
export function useFastCrossEntropy(heap: Heap): void {
  registerKernel({
    kernelName: FORWARD,
    backendName: 'wasm',
    kernelFunc: ({ inputs }) => forward(heap, inputs.labels!, inputs.logits!),
  });
  registerKernel({
    kernelName: BACKWARD,
    backendName: 'wasm',
    kernelFunc: ({ inputs }) => backward(heap, inputs.dy!, inputs.labels!, inputs.probabilities!),
  });
  registerGradient({
    kernelName: FORWARD,
    inputsToSave: ['labels'],
    outputsToSave: [false, true],
    gradFunc: (dys, [labels, probabilities]) => {
      const dy = (dys as Tensor[])[0];
      const run = () => engine().runKernel<Tensor>(BACKWARD, { dy, labels, probabilities });
      return { logits: run, labels: () => neg(run()) }; // of the labels as TensorFlow.js has it
    },
  });
  const own = losses.softmaxCrossEntropy;
  losses.softmaxCrossEntropy = ((labels, logits, weights, labelSmoothing = 0, reduction) =>
    isServed(labels, logits) &&
    weights == null &&
    labelSmoothing === 0 &&
    (reduction ?? Reduction.SUM_BY_NONZERO_WEIGHTS) === Reduction.SUM_BY_NONZERO_WEIGHTS
      ? (
          engine().runKernel(FORWARD, {
            labels: labels as Tensor,
            logits: logits as Tensor,
          }) as unknown as Tensor[]
        )[0]
      : own(labels, logits, weights, labelSmoothing, reduction)) as typeof own;
}

function isServed(labels: unknown, logits: unknown): boolean {
  return (
    getBackend() === 'wasm' &&
    isFirstOrder(1) &&
    labels instanceof tf.Tensor &&
    logits instanceof tf.Tensor &&
    logits.rank === 2 &&
    labels.shape.join() === logits.shape.join() &&
    areFloats(labels, logits)
  );
}

/** The mean of −Σ labels·log p, and p, the softmax of the logits. */
function forward(heap: Heap, labels: TensorInfo, logits: TensorInfo): TensorInfo[] {
  const [rows, classes] = logits.shape;
  const [probabilities, loss] = outputs(heap, logits.shape, []);
  const [z, t, p, mean] = views(heap, logits, labels, probabilities, loss);
  let total = 0;
  for (let start = 0; start < rows * classes; start += classes) {
    let largest = -Infinity;
    for (let c = start; c < start + classes; c++) largest = Math.max(largest, z[c]);
    let sum = 0;
    for (let c = start; c < start + classes; c++) sum += Math.exp(z[c] - largest);
    const logSum = largest + Math.log(sum);
    for (let c = start; c < start + classes; c++) {
      const logProbability = z[c] - logSum;
      p[c] = Math.exp(logProbability);
      total -= t[c] * logProbability;
    }
  }
  mean[0] = total / rows;
  return [loss, probabilities];
}

/** dy·(p − labels) / batch. */
function backward(
  heap: Heap,
  dy: TensorInfo,
  labels: TensorInfo,
  probabilities: TensorInfo,
): TensorInfo {
  const gradient = output(heap, labels.shape);
  const [t, p, g, d] = views(heap, labels, probabilities, gradient, dy);
  const scale = d[0] / labels.shape[0];
  for (let k = 0; k < g.length; k++) g[k] = scale * (p[k] - t[k]);
  return gradient;
}

/** New tensors, all or none. */
function outputs(heap: Heap, first: number[], second: number[]): [TensorInfo, TensorInfo] {
  const one = output(heap, first);
  try {
    return [one, output(heap, second)];
  } catch (error) {
    heap.backend.disposeData(one.dataId);
    throw error;
  }
}

/** The numbers of tensors, once all lie in the memory: it may grow for one that lay elsewhere. */
function views(heap: Heap, ...tensors: TensorInfo[]) {
  for (const tensor of tensors) addressOf(heap, tensor);
  return tensors.map((tensor) => heap.backend.typedArrayFromHeap(tensor));
}
