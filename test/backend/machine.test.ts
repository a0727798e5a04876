import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { missingPackage, thisMachine, whyNotLoaded } from '#src/backend/machine';

const { importPackage, canLoad } = thisMachine;
const errorOf = (loading: Promise<unknown>) => loading.catch((error: unknown) => error);

test('TensorFlow.js is the one that everybody else in the process gets', async () => {
  const tf = await importPackage('@tensorflow/tfjs');
  expect(tf).toBe(createRequire(import.meta.url)('@tensorflow/tfjs'));
});

test('a package that is not installed is named; a file that one lacks is not taken for it', async () => {
  const error = await errorOf(importPackage('@tensorflow/tfjs-nowhere'));
  expect(missingPackage(error)).toBe('@tensorflow/tfjs-nowhere');
  expect(whyNotLoaded(error)).toBe('@tensorflow/tfjs-nowhere is not installed');
  const damaged = await errorOf(importPackage('/nowhere/dawn.node'));
  expect(missingPackage(damaged)).toBeUndefined();
  expect(whyNotLoaded(damaged)).toBe("Cannot find module '/nowhere/dawn.node'");
});

test('loading a package leaves source maps as they were', async () => {
  const { sourceMapsEnabled } = process;
  for (const isOn of [true, false]) {
    process.setSourceMapsEnabled(isOn);
    await importPackage('@tensorflow/tfjs');
    await errorOf(importPackage('@tensorflow/tfjs-nowhere'));
    expect(process.sourceMapsEnabled).toBe(isOn);
  }
  process.setSourceMapsEnabled(sourceMapsEnabled);
});

test.runIf(process.platform === 'linux')('a shared library is there or not', () => {
  expect(canLoad('libc.so.6')).toBe(true);
  expect(canLoad('libnowhere.so.1')).toBe(false);
});
