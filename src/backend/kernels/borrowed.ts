import type { backend_util, KernelBackend, TensorInfo } from '@tensorflow/tfjs';
import type { Heap } from './heap.ts';
import { tf } from './tensorflow.ts';

const {
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  Einsum,
  findBackend,
  getKernel,
  registerKernel,
  UnsortedSegmentSum,
} = tf;

/** Kernels that training may meet, that the WebAssembly backend lacks, and need not be fast. */
const MISSING = [
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  Einsum,
  UnsortedSegmentSum,
];

/** What the plain CPU backend adds to the interface of all backends. */
type Lender = KernelBackend & {
  firstUse: boolean;
  makeTensorInfo(
    shape: number[],
    dtype: TensorInfo['dtype'],
    values: backend_util.BackendValues,
  ): TensorInfo;
};

/** Takes each missing kernel from the plain CPU backend: on copies, slow and right. */
export function borrowKernels(heap: Heap): void {
  for (const kernelName of MISSING) {
    const lent = getKernel(kernelName, 'cpu');
    registerKernel({
      kernelName,
      backendName: 'wasm',
      kernelFunc({ inputs, attrs }) {
        const cpu = findBackend('cpu') as Lender;
        cpu.firstUse = false; // else it recommends itself against, on the console
        const copies = Object.entries(inputs).map(
          ([name, tensor]) => [name, copyTo(cpu, heap, tensor!)] as const,
        );
        const named = Object.fromEntries(copies);
        const lentInputs = Array.isArray(inputs) ? Object.assign([], named) : named;
        const call = { inputs: lentInputs, attrs: attrs ?? {}, backend: cpu };
        const result = lent.kernelFunc(call) as TensorInfo;
        const { shape, dtype } = result;
        const dataId = heap.backend.write(cpu.readSync(result.dataId), shape, dtype);
        for (const { dataId } of [result, ...copies.map(([, copy]) => copy)]) {
          cpu.disposeData(dataId);
        }
        return { dataId, shape, dtype };
      },
    });
  }
}

function copyTo(cpu: Lender, { backend }: Heap, { dataId, shape, dtype }: TensorInfo): TensorInfo {
  return cpu.makeTensorInfo(shape, dtype, backend.readSync(dataId));
}
