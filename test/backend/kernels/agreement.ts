import { type Tensor, tidy } from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Operand, toTensor } from './operands.ts';
import { type BackendName, held, on } from './start.ts';

/** What is computed: some tensors of some tensors. */
export type Computation = (...tensors: Tensor[]) => Tensor | Tensor[];

/** The numbers of a tensor that was computed. */
export interface Result {
  shape: number[];
  dtype: string;
  values: ArrayLike<number>;
}

/** Half a unit in the last place of 1 in float32: the largest relative error of one rounding. */
export const ROUNDING = 2 ** -24;

/** `KERNEL_HUNT=50 KERNEL_SEED=7 npx vitest …` tries fifty times as many cases, and others. */
const hunt = Number(process.env.KERNEL_HUNT ?? 1);
const SEED = Number(process.env.KERNEL_SEED ?? 1);

/** Tries a property on `runs` cases. */
export async function holds<Given>(
  cases: fc.Arbitrary<Given>,
  runs: number,
  property: (given: Given) => Promise<void>,
): Promise<void> {
  await fc.assert(fc.asyncProperty(cases, property), { seed: SEED, numRuns: runs * hunt });
}

/**
 * Computes on a backend.
 *
 * @throws {AssertionError} where a tensor or a buffer is left over.
 */
export async function compute(
  backend: BackendName,
  given: readonly Operand[],
  computation: Computation,
): Promise<Result[]> {
  return on(backend, () => {
    const before = held();
    const results = read(given, computation);
    expect(held(), `tensors and buffers left over on ${backend}`).toEqual(before);
    return results;
  });
}

function read(given: readonly Operand[], computation: Computation): Result[] {
  let results: Result[] = [];
  tidy(() => {
    results = readResults([computation(...given.map(toTensor))].flat());
  });
  return results;
}

/** The numbers of tensors, as results to compare. */
export function readResults(tensors: readonly Tensor[]): Result[] {
  return tensors.map((tensor) => {
    const { shape, dtype } = tensor;
    return { shape, dtype, values: tensor.dataSync() as Float32Array };
  });
}

/**
 * Expects the WebAssembly backend to compute what the plain CPU backend does.
 *
 * @param terms - for numbers that are rounded: how many products each result sums at most. A sum of
 *   n products in float32 is at most n roundings of Σ|products| from the exact one, in any order,
 *   and so is that of the other backend. Without it the numbers must be the same.
 */
export async function expectAgreement(
  given: readonly Operand[],
  computation: Computation,
  terms?: readonly number[],
): Promise<void> {
  const wanted = await compute('cpu', given, computation);
  const got = await compute('wasm', given, computation);
  if (terms === undefined) {
    expectResults(got, wanted, () => 0);
    return;
  }
  const positive = given.map((operand) => ({ ...operand, values: operand.values.map(Math.abs) }));
  const magnitudes = await compute('cpu', positive, computation);
  expectResults(got, wanted, (r, k) => 2 * (terms[r] + 2) * ROUNDING * magnitudes[r].values[k]);
}

/**
 * Expects both backends to refuse, in the same words, and WebAssembly to leave no more behind: after
 * a gradient that failed TensorFlow.js itself leaves the tensors that it had kept for it.
 */
export async function expectSameRefusal(
  given: readonly Operand[],
  computation: Computation,
): Promise<void> {
  const wanted = await refusal('cpu', given, computation);
  const came = await refusal('wasm', given, computation);
  expect(wanted).toBeDefined();
  expect(came?.message).toBe(wanted!.message);
  expect(came!.tensors).toBeLessThanOrEqual(wanted!.tensors);
  expect(came!.buffers).toBeLessThanOrEqual(came!.tensors);
}

/** What the error says, if there is one, and what it leaves behind. */
export async function refusal(
  backend: BackendName,
  given: readonly Operand[],
  computation: Computation,
): Promise<{ message: string; tensors: number; buffers: number } | undefined> {
  return on(backend, () => {
    const before = held();
    try {
      read(given, computation);
      return undefined;
    } catch (error) {
      const { tensors, buffers } = held();
      return {
        message: (error as Error).message,
        tensors: tensors - before.tensors,
        buffers: buffers - before.buffers,
      };
    }
  });
}

/** Expects results no further apart than `allowed` says, result by result and number by number. */
export function expectResults(
  got: readonly Result[],
  wanted: readonly Result[],
  allowed: (result: number, k: number) => number,
): void {
  const kind = ({ shape, dtype }: Result) => ({ shape, dtype });
  expect(got.map(kind)).toEqual(wanted.map(kind));
  got.forEach(({ values, shape }, r) => {
    for (let k = 0; k < values.length; k++) {
      const [came, other] = [values[k], wanted[r].values[k]];
      if (Object.is(came, other) || Math.abs(came - other) <= allowed(r, k)) continue;
      expect.fail(
        `result ${r} [${shape.join()}] at ${k}: got ${came}, wanted ${other} within ${allowed(r, k)}`,
      );
    }
  });
}
