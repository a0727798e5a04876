import type { Rung, TensorFlow } from '../rung.ts';

/** Plain JavaScript, which needs nothing and is slow. */
export const cpu: Rung = {
  name: 'cpu',
  async start({ importPackage }) {
    const tf = (await importPackage('@tensorflow/tfjs')) as TensorFlow;
    await tf.setBackend('cpu');
    tf.scalar(0).dispose(); // it greets with its first tensor: now, while nobody listens
    return { tf, description: 'plain JavaScript, one thread' };
  },
};
