import type { Circumstances, Refusal, Rung } from '../rung.ts';
import { loadNativeTensorFlow } from './native-tensorflow.ts';

const name = '@tensorflow/tfjs-node-gpu';

/** TensorFlow's library on an NVIDIA GPU. */
export const cuda: Rung = {
  name: 'cuda',
  async start(circumstances) {
    const obstacle = missingDriver(circumstances);
    if (obstacle !== undefined) return obstacle;
    const native = await loadNativeTensorFlow(name, circumstances);
    if ('reason' in native) return native;
    // Without a GPU the package says nothing and computes on the CPU: that is the rung `node`.
    if (!native.usesGpu) {
      return {
        reason: `${name} is installed, but TensorFlow 2.9 sees no GPU`,
        advice: 'it needs CUDA 11 and cuDNN 8 where the system looks for libraries',
      };
    }
    return { tf: native.tf, description: `CUDA, by ${native.title}` };
  },
};

function missingDriver({ platform, canLoad }: Circumstances): Refusal | undefined {
  if (platform !== 'linux' && platform !== 'win32') {
    return { reason: `there is no CUDA for ${platform}`, advice: 'webgpu uses the GPU' };
  }
  if (canLoad(platform === 'linux' ? 'libcuda.so.1' : 'nvcuda.dll')) return undefined;
  return {
    reason: 'there is no NVIDIA driver',
    advice: 'with an NVIDIA GPU, install its driver; webgpu uses any other GPU',
  };
}
