import type { Rung } from '../rung.ts';
import { loadNativeTensorFlow } from './native-tensorflow.ts';

const name = '@tensorflow/tfjs-node';

/** TensorFlow's library on the CPU. */
export const node: Rung = {
  name: 'node',
  async start(circumstances) {
    const native = await loadNativeTensorFlow(name, circumstances);
    if ('reason' in native) return native;
    if (native.usesGpu) {
      return {
        reason: `this process computes on the GPU already, by ${native.title}`,
        advice: 'use it from a process of its own',
      };
    }
    return { tf: native.tf, description: `native CPU, by ${native.title}` };
  },
};
