import type { Tensor, TensorInfo } from '@tensorflow/tfjs';
import { isFirstOrder } from './gradients.ts';
import { type Heap, output } from './heap.ts';
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
  const loss = output(heap, []);
  const probabilities = output(heap, logits.shape);
  const numbers = (tensor: TensorInfo) => heap.backend.typedArrayFromHeap(tensor);
  const [z, t, p] = [numbers(logits), numbers(labels), numbers(probabilities)];
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
  numbers(loss)[0] = total / rows;
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
  const numbers = (tensor: TensorInfo) => heap.backend.typedArrayFromHeap(tensor);
  const [t, p, g] = [numbers(labels), numbers(probabilities), numbers(gradient)];
  const scale = numbers(dy)[0] / labels.shape[0];
  for (let k = 0; k < g.length; k++) g[k] = scale * (p[k] - t[k]);
  return gradient;
}
