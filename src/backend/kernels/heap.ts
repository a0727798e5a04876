import type { DataType, TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { OutOfMemory } from '../backend-errors.ts';
import type { Address, Kernels, Memory } from './module.ts';

/** The WebAssembly backend's memory, where tensors lie, and the kernels that work on it. */
export interface Heap {
  backend: BackendWasm;
  kernels: Kernels;
}

/** What the backend's own module exports besides its types: its allocator and its memory. */
interface Emscripten {
  _malloc(bytes: number): number;
  _free(at: number): void;
  asm: { memory: Memory };
}

export function moduleOf(backend: BackendWasm): Emscripten {
  return backend.wasm as unknown as Emscripten;
}

/** Bytes of a float32. */
export const FLOAT = 4;

/** Where a tensor's numbers lie. Addresses above 2 GiB come as negative numbers: made positive. */
export function addressOf({ backend }: Heap, { dataId }: TensorInfo): Address {
  return backend.dataIdMap.get(dataId).memoryOffset >>> 0;
}

/** A new tensor, its numbers not yet written. */
export function output(
  { backend }: Heap,
  shape: number[],
  dtype: DataType = 'float32',
): TensorInfo {
  return backend.makeOutput(shape, dtype);
}

/** The same numbers as a second tensor, without a copy: tensors never change. */
export function share({ backend }: Heap, { dataId, shape, dtype }: TensorInfo): TensorInfo {
  backend.incRef(dataId);
  return { dataId, shape, dtype };
}

/**
 * Lends memory for the time of a call. What the call gives back is made inside, after the memory was
 * there: where there is none, nothing is left behind.
 *
 * @param count - how many float32.
 * @throws {OutOfMemory} when there is no more.
 */
export function withScratch<Result>(
  { backend }: Heap,
  count: number,
  use: (at: Address) => Result,
): Result {
  const { _malloc, _free } = moduleOf(backend);
  const at = _malloc(count * FLOAT) >>> 0;
  if (at === 0) throw new OutOfMemory(`no room for ${count * FLOAT} bytes to compute in`);
  try {
    return use(at);
  } finally {
    _free(at);
  }
}

/** Columns rounded up to whole vectors of four. */
export function wholeVectors(columns: number): number {
  return Math.ceil(columns / 4) * 4;
}
