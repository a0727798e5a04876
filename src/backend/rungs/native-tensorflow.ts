import { missingPackage, whyNotLoaded } from '../machine.ts';
import type { Circumstances, Refusal, TensorFlow } from '../rung.ts';
import { restoreRemovedUtil } from './removed-util.ts';

/** A package that binds TensorFlow's own library, and whether that computes on a GPU. */
export interface NativeTensorFlow {
  tf: TensorFlow;
  /** For example `@tensorflow/tfjs-node-gpu 4.22.0`. */
  title: string;
  usesGpu: boolean;
}

/** By the importer that loaded it: a process has one TensorFlow, and a second library would clash with it. */
const loaded = new WeakMap<Circumstances['importPackage'], NativeTensorFlow>();

/** What the backend `tensorflow` of tfjs-node has beyond every backend. */
interface NodeBackend {
  /** From TensorFlow's own list of devices: false where it found no GPU and computes on the CPU. */
  isUsingGpuDevice: boolean;
}

/**
 * Loads tfjs-node or tfjs-node-gpu, and makes its backend the current one. Where one of them is loaded
 * already, it stays the only one, and is returned.
 *
 * @returns why not, when it cannot be loaded.
 */
export async function loadNativeTensorFlow(
  name: string,
  { importPackage, env }: Circumstances,
): Promise<NativeTensorFlow | Refusal> {
  const already = loaded.get(importPackage);
  if (already !== undefined) {
    await already.tf.setBackend('tensorflow');
    return already;
  }
  // Read by the library when it is loaded: errors only. A person's own setting stays.
  if (env.TF_CPP_MIN_LOG_LEVEL === undefined) process.env.TF_CPP_MIN_LOG_LEVEL = '2';
  restoreRemovedUtil();
  try {
    const tf = (await importPackage(name)) as TensorFlow;
    await tf.setBackend('tensorflow');
    const { isUsingGpuDevice } = tf.backend() as unknown as NodeBackend;
    const version = (tf.version as Record<string, string>)['tfjs-node'];
    const native = { tf, title: `${name} ${version}`, usesGpu: isUsingGpuDevice };
    loaded.set(importPackage, native);
    return native;
  } catch (error) {
    const verb = missingPackage(error) === name ? 'install' : 'rebuild';
    const advice = `npm ${verb} ${name}, which downloads TensorFlow from outside the npm registry`;
    return { reason: whyNotLoaded(error), advice };
  }
}
