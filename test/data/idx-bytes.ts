/** @returns an IDX file of unsigned bytes: two zeros, the type 08, the rank, the sizes big-endian, the numbers. */
export function idxBytes(shape: number[], numbers: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + numbers.length);
  bytes.set([0, 0, 8, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((size, axis) => view.setUint32(4 + 4 * axis, size));
  bytes.set(numbers, 4 + 4 * shape.length);
  return bytes;
}
