import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import { type Heap, output } from './heap.ts';
import { tf } from './tensorflow.ts';

const { util } = tf;

/** One-hot rows of float32: the backend's own kernel writes the bits of integers into them. */
export function oneHotOfFloats(
  { backend, ...heap }: Heap,
  indices: TensorInfo,
  { dtype, depth, onValue, offValue }: NamedAttrMap,
): TensorInfo | undefined {
  if (dtype !== 'float32') return undefined;
  const labels = backend.readSync(indices.dataId) as Int32Array;
  const rows = output({ backend, ...heap }, [...indices.shape, depth as number]);
  const values = backend.typedArrayFromHeap(rows) as Float32Array;
  values.fill(offValue as number, 0, util.sizeFromShape(rows.shape));
  labels.forEach((label, n) => {
    if (label >= 0 && label < (depth as number)) values[n * (depth as number) + label] = onValue as number; // prettier-ignore
  });
  return rows;
}
