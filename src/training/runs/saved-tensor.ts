import type { Tensor } from '@tensorflow/tfjs';
import type { TensorFlow } from '../../backend/rung.ts';

/** A tensor as JSON keeps it, bit for bit. */
export interface SavedTensor {
  name: string;
  shape: number[];
  dtype: 'float32' | 'int32';
  /** The numbers, little-endian, in base64. */
  data: string;
}

/** @throws when it holds neither float32 nor int32: no weight and no optimizer does. */
export async function saveTensor(name: string, tensor: Tensor): Promise<SavedTensor> {
  const { shape, dtype } = tensor;
  if (dtype !== 'float32' && dtype !== 'int32') throw new TypeError(`${name} holds ${dtype}`);
  const { buffer, byteOffset, byteLength } = await tensor.data<'float32' | 'int32'>();
  const data = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
  return { name, shape: [...shape], dtype, data };
}

/** @returns a new tensor. */
export function restoreTensor(tf: TensorFlow, { shape, dtype, data }: SavedTensor): Tensor {
  const bytes = new Uint8Array(Buffer.from(data, 'base64')); // a copy: a Buffer may begin anywhere
  const values = dtype === 'int32' ? new Int32Array(bytes.buffer) : new Float32Array(bytes.buffer);
  return tf.tensor(values, shape, dtype);
}
