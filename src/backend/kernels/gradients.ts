import {
  engine,
  getBackend,
  getKernel,
  mul,
  registerGradient,
  registerKernel,
  Relu,
  step,
  type Tensor,
} from '@tensorflow/tfjs';
import { reluGradient } from './elementwise.ts';
import type { Heap } from './heap.ts';

const RELU_GRADIENT = 'ReluGradient';

/** The gradient of ReLU in one pass where TensorFlow.js makes three. */
export function registerGradients(heap: Heap): void {
  registerKernel({
    kernelName: RELU_GRADIENT,
    backendName: 'wasm',
    kernelFunc: ({ inputs }) => reluGradient(heap, inputs.dy!, inputs.y!),
  });
  registerGradient({
    kernelName: Relu,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => runReluGradient(dy as Tensor, y) }),
  });
}

/** dy where y > 0, else 0. Gradients are registered for all backends: another may be current. */
export function runReluGradient(dy: Tensor, y: Tensor): Tensor {
  return (getKernel(RELU_GRADIENT, getBackend()) as unknown) === undefined
    ? mul(dy, step(y))
    : engine().runKernel(RELU_GRADIENT, { dy, y });
}
