import { expect, test } from 'vitest';
import { backendNames, chooseBackend } from '#src/backend/choice';
import { UsageError } from '#src/common/user-error';

test('nobody named one: auto', () => {
  expect(chooseBackend(undefined, {})).toEqual({ name: 'auto', asked: undefined });
  expect(chooseBackend(undefined, { KATA_BACKEND: '' }).name).toBe('auto');
});

test.each(['auto', ...backendNames])('%s is taken from --backend and from KATA_BACKEND', (name) => {
  expect(chooseBackend(name, {}).name).toBe(name);
  expect(chooseBackend(undefined, { KATA_BACKEND: name }).name).toBe(name);
});

test('--backend wins over KATA_BACKEND', () => {
  const choice = chooseBackend('wasm', { KATA_BACKEND: 'cpu' });
  expect(choice).toEqual({ name: 'wasm', asked: '--backend wasm' });
});

test('a name that is not there is told all that are, and the nearest', () => {
  expect(() => chooseBackend('wsam', {})).toThrow(
    new UsageError(
      '--backend wsam: there is no backend "wsam"; wanted one of auto, cuda, webgpu, node, wasm, cpu. Did you mean wasm?',
    ),
  );
  expect(() => chooseBackend('tpu-pod-slice', {})).toThrow(/wasm, cpu\.$/);
});

test('what other programs call a backend leads to its name here', () => {
  expect(() => chooseBackend('gpu', {})).toThrow(/Did you mean webgpu\?/);
  expect(() => chooseBackend('WebAssembly', {})).toThrow(/Did you mean wasm\?/);
});

test('a wrong name in KATA_BACKEND is said to come from there', () => {
  expect(() => chooseBackend(undefined, { KATA_BACKEND: 'cuba' })).toThrow(
    /^KATA_BACKEND=cuba: there is no backend "cuba".* Did you mean cuda\?$/,
  );
});
