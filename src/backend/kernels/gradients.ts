import type { Tensor } from '@tensorflow/tfjs';
import { activationGradient } from './elementwise.ts';
import type { Heap } from './heap.ts';
import { areFloats } from './override.ts';
import { tf } from './tensorflow.ts';

const {
  cast,
  engine,
  getBackend,
  getKernel,
  mul,
  registerGradient,
  registerKernel,
  Relu,
  Sigmoid,
  step,
  sub,
} = tf;

const RELU_GRADIENT = 'ReluGradient';
const SIGMOID_GRADIENT = 'SigmoidGradient';

/** The gradients of activations in one pass where TensorFlow.js makes three. */
export function registerGradients(heap: Heap): void {
  registerKernel({
    kernelName: RELU_GRADIENT,
    backendName: 'wasm',
    kernelFunc: ({ inputs }) => activationGradient(heap, 'reluGradient', inputs.dy!, inputs.y!),
  });
  registerKernel({
    kernelName: SIGMOID_GRADIENT,
    backendName: 'wasm',
    kernelFunc: ({ inputs }) => activationGradient(heap, 'sigmoidGradient', inputs.dy!, inputs.y!),
  });
  registerGradient({
    kernelName: Relu,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => reluGradient(dy as Tensor, y) }),
  });
  registerGradient({
    kernelName: Sigmoid,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => sigmoidGradient(dy as Tensor, y) }),
  });
}

/** dy where y > 0, else 0. */
export function reluGradient(dy: Tensor, y: Tensor): Tensor {
  return isServed(RELU_GRADIENT, dy, y)
    ? engine().runKernel(RELU_GRADIENT, { dy, y })
    : mul(dy, step(cast(y, 'float32')));
}

function sigmoidGradient(dy: Tensor, y: Tensor): Tensor {
  return isServed(SIGMOID_GRADIENT, dy, y)
    ? engine().runKernel(SIGMOID_GRADIENT, { dy, y })
    : mul(dy, mul(y, sub(1, y)));
}

/**
 * True where the kernel may be used: not for a gradient of a gradient, since kernels of ours have
 * none, and not on another backend, since gradients are registered once for all of them.
 */
function isServed(name: string, ...tensors: Tensor[]): boolean {
  return (
    isFirstOrder(0) &&
    areFloats(...tensors) &&
    (getKernel(name, getBackend()) as unknown) !== undefined
  );
}

/** True where no gradient of a gradient is being taken. @param depth - 1 forwards, 0 backwards. */
export function isFirstOrder(depth: 0 | 1): boolean {
  return engine().state.gradientDepth <= depth;
}
