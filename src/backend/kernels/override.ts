import type { KernelFunc, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import { tf } from './tensorflow.ts';

const { getKernel, registerKernel, unregisterKernel } = tf;

/** What a kernel of ours is given. It returns nothing where it leaves the work to the backend's. */
export type FastKernel = (
  inputs: Readonly<Record<string, TensorInfo>>,
  attributes: NamedAttrMap,
) => TensorInfo | undefined;

/** Puts a kernel before the WebAssembly backend's own, which serves the cases that it declines. */
export function override(kernelName: string, fast: FastKernel): void {
  const own = getKernel(kernelName, 'wasm') as ReturnType<typeof getKernel> | undefined;
  const kernelFunc: KernelFunc = (call) => {
    const result = fast(call.inputs as Record<string, TensorInfo>, call.attrs ?? {});
    if (result !== undefined) return result;
    if (own !== undefined) return own.kernelFunc(call);
    throw new Error(`Kernel '${kernelName}' not registered for backend 'wasm' and these inputs`);
  };
  if (own !== undefined) unregisterKernel(kernelName, 'wasm');
  registerKernel({ ...own, kernelName, backendName: 'wasm', kernelFunc });
}

/** True where all are float32. */
export function areFloats(...tensors: (TensorInfo | null | undefined)[]): boolean {
  return tensors.every((tensor) => tensor == null || tensor.dtype === 'float32');
}
