import { type BackendName, chooseBackend } from './choice.ts';
import type { Trial } from './examine.ts';
import { tryBackend } from './load.ts';
import { isRefusal } from './rung.ts';

const { name: wanted } = chooseBackend(undefined, process.env);
for (const name of process.argv.slice(2) as BackendName[]) process.send!(await tryOne(name));
process.disconnect();

/** Loads a backend, and lets it compute something. */
async function tryOne(name: BackendName): Promise<Trial> {
  const outcome = await tryBackend(name, { isAskedFor: name === wanted });
  if (isRefusal(outcome)) return { works: false, ...outcome };
  const { tf, description } = outcome;
  const product = tf.matMul([[1, 2], [3, 4]], [[1], [10]]); // prettier-ignore
  const values = Array.from(await product.data());
  if (String(values) === '21,43') return { works: true, description };
  const reason = `it multiplies wrongly: wanted 21 and 43, got ${values.join(' and ')}`;
  return { works: false, reason, advice: 'update the driver of the GPU' };
}
