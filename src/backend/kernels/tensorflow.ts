import { createRequire } from 'node:module';
import type { TensorFlow } from '../rung.ts';

/**
 * TensorFlow.js, which is loaded by now: by `require`, as it was, since `import` would read through its
 * two megabytes once more.
 */
export const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as TensorFlow;
