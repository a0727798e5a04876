import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';

/** A WebAssembly memory; the library of Node's types has none. */
export interface Memory {
  buffer: ArrayBuffer;
}

interface Engine {
  validate(module: Uint8Array): boolean;
  instantiate(
    module: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
}

const { WebAssembly } = globalThis as unknown as { WebAssembly: Engine };

/** A place in the backend's memory, in bytes. */
export type Address = number;

/**
 * The functions of `assembly/`, whose docstrings say what the arguments are. All numbers are
 * integers, addresses in bytes, sizes in numbers; flags are 0 or 1.
 */
export interface Kernels {
  convolve(x: Address, w: Address, bias: Address, y: Address, ...sizes: number[]): void;
  convolveInputGradient(dy: Address, w: Address, dx: Address, ...sizes: number[]): void;
  convolveKernelGradient(x: Address, dy: Address, dw: Address, ...sizes: number[]): void;
  multiply(
    a: Address,
    b: Address,
    bias: Address,
    y: Address,
    rows: number,
    depth: number,
    columns: number,
    relu: number,
  ): void;
  multiplyTransposed(
    a: Address,
    b: Address,
    y: Address,
    rows: number,
    depth: number,
    columns: number,
    gathered: Address,
  ): void;
  transpose(from: Address, to: Address, rows: number, columns: number, toRow: number): void;
  turnKernel(
    from: Address,
    to: Address,
    taps: number,
    inputs: number,
    outputs: number,
    toRow: number,
  ): void;
  copyRows(
    from: Address,
    fromRow: number,
    to: Address,
    toRow: number,
    rows: number,
    columns: number,
  ): void;
  clear(at: Address, count: number): void;
  addBias(x: Address, bias: Address, y: Address, rows: number, columns: number): void;
  sumRows(x: Address, sum: Address, rows: number, columns: number): void;
  relu(x: Address, y: Address, count: number): void;
  reluGradient(dy: Address, y: Address, dx: Address, count: number): void;
  sigmoidGradient(dy: Address, y: Address, dx: Address, count: number): void;
  maxPoolGradient(x: Address, dy: Address, dx: Address, ...sizes: number[]): void;
  descend(w: Address, g: Address, count: number, rate: number): void;
  adam(w: Address, g: Address, m: Address, v: Address, count: number, ...settings: number[]): void;
  scale(x: Address, factor: number): void;
}

/** The two builds of one source: with and without a product and a sum in one instruction. */
export type KernelBuild = 'plain' | 'relaxed';

/**
 * Loads the kernels onto a memory.
 *
 * @param build - `plain` in any case; by default `relaxed` where V8 has relaxed SIMD, else `plain`.
 */
export async function loadKernels(memory: Memory, build?: KernelBuild): Promise<Kernels> {
  const relaxed = await binary('relaxed');
  const module = hasRelaxedSimd(relaxed) && build !== 'plain' ? relaxed : await binary('plain');
  const { instance } = await WebAssembly.instantiate(module, { env: { memory } });
  return instance.exports as unknown as Kernels;
}

function binary(name: KernelBuild): Promise<Uint8Array> {
  return readFile(new URL(`${name}.wasm`, import.meta.url));
}

function hasRelaxedSimd(module: Uint8Array): boolean {
  if (WebAssembly.validate(module)) return true;
  // V8 of Node 20 has the final instructions behind a flag, and heeds it when it compiles.
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  return WebAssembly.validate(module);
}
