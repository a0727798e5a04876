/* oxlint-disable no-console -- it is what is tested */
import { afterEach, expect, test, vi } from 'vitest';
import { withoutHints } from '#src/backend/without-hints';

const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
afterEach(() => warn.mockClear());

test('the hints that TensorFlow.js gives while it loads are dropped', async () => {
  await withoutHints(async () => {
    console.warn('\n============================\nHi, looks like you are running TensorFlow.js in Node.js. To speed'); // prettier-ignore
    console.warn('webgpu backend was already registered. Reusing existing backend factory.');
    console.warn("The kernel 'Abs' for backend 'tensorflow' is already registered");
    console.warn('Platform node has already been set. Overwriting the platform with node.');
  });
  expect(warn).not.toHaveBeenCalled();
});

test('any other warning is let through, with everything it says', async () => {
  const result = await withoutHints(async () => {
    console.warn('Initialization of backend wasm failed', 7);
    return 'result';
  });
  expect(warn.mock.calls).toEqual([['Initialization of backend wasm failed', 7]]);
  expect(result).toBe('result');
});

test('afterwards, also after an error and after two at a time, the console is as it was', async () => {
  const before = console.warn;
  const long = withoutHints(() => new Promise((resolve) => setTimeout(resolve, 20)));
  await expect(withoutHints(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(console.warn).not.toBe(before);
  await long;
  expect(console.warn).toBe(before);
});
