import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { test } from 'vitest';
import { proveKernels } from './suite.ts';

const { WebAssembly } = globalThis as unknown as {
  WebAssembly: { validate(module: Uint8Array): boolean };
};

function canRun(): boolean {
  const module = readFileSync(
    new URL('../../../src/backend/kernels/relaxed.wasm', import.meta.url),
  );
  if (WebAssembly.validate(module)) return true;
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  return WebAssembly.validate(module);
}

if (canRun()) {
  proveKernels('relaxed');
} else {
  test('the kernels with relaxed SIMD', (ctx) =>
    ctx.skip('this V8 has no relaxed SIMD, not even behind its flag'));
}
