import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import { addressOf, FLOAT, type Heap, moduleOf, output } from './heap.ts';

/**
 * Whole rows of x, as many as there are indices; the backend's own goes number by number.
 *
 * @returns nothing where another axis is asked for, or an index lies outside: the backend's own says so.
 */
export function gatherRows(
  heap: Heap,
  x: TensorInfo,
  indices: TensorInfo,
  { axis, batchDims }: NamedAttrMap,
): TensorInfo | undefined {
  const isServed = x.dtype === 'float32' || x.dtype === 'int32';
  if (!isServed || x.shape.length === 0 || indices.dtype !== 'int32') return undefined;
  if ((axis !== 0 && axis !== -x.shape.length) || (batchDims ?? 0) !== 0) return undefined;
  const { backend } = heap;
  const chosen = backend.readSync(indices.dataId) as Int32Array;
  const [rows, ...rest] = x.shape;
  if (chosen.some((row) => row < 0 || row >= rows)) return undefined;
  const bytes = FLOAT * rest.reduce((product, size) => product * size, 1);
  const y = output(heap, [...indices.shape, ...rest], x.dtype);
  const memory = new Uint8Array(moduleOf(backend).asm.memory.buffer);
  const [from, to] = [addressOf(heap, x), addressOf(heap, y)];
  chosen.forEach((row, n) => {
    const start = from + row * bytes;
    memory.copyWithin(to + n * bytes, start, start + bytes);
  });
  return y;
}
