/* Does on WebAssembly what tests want to see done in a process of its own, and prints JSON. */
import { loadTensorFlow } from '#src/backend/load';
import { runOn } from '#src/backend/failures';
import { trainSmallNetwork } from './small-network.ts';

/** What is changed of WebAssembly, for which the types of Node have no value. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: { validate: () => boolean; Memory: { prototype: { grow: () => number } } };
};

const cases = {
  async trains() {
    const loaded = await loadTensorFlow({ backend: 'wasm' });
    const losses = await trainSmallNetwork(loaded, 3);
    const resources = process.getActiveResourcesInfo();
    const workers = resources.filter((name) => /worker|messageport/i.test(name)).length;
    return { description: loaded.description, losses, workers };
  },

  /** On a processor whose Node validates no SIMD. */
  async withoutSimd() {
    const { validate } = WebAssembly;
    WebAssembly.validate = () => false;
    const seen = await cases.trains();
    WebAssembly.validate = validate;
    return seen;
  },

  /** On a machine that gives WebAssembly no more than it begins with. */
  async fullMemory() {
    const loaded = await loadTensorFlow({ backend: 'wasm' });
    const { tf } = loaded;
    const losses = await trainSmallNetwork(loaded, 3);
    WebAssembly.Memory.prototype.grow = () => {
      throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
    };
    const kept = tf.ones([2 ** 20]);
    const failure = await runOn(loaded, async () => {
      for (;;) tf.zeros([2 ** 20]); // 4 MiB each, never disposed
    }).catch((error: Error) => `${error.name}: ${error.message}`);
    const isUntouched = (await kept.min().data())[0] === 1;
    return { losses, failure, isUntouched };
  },

  /** What nobody catches ends the process as it does without TensorFlow.js. */
  async uncaught() {
    await loadTensorFlow({ backend: 'wasm' });
    void Promise.reject(new Error('nobody caught this'));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return 'still there';
  },
};

const seen = await cases[process.argv[2] as keyof typeof cases]();
process.stdout.write(`${JSON.stringify(seen)}\n`);
