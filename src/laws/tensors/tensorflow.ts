import { loadTensorFlow } from '../../backend/load.ts';

/** TensorFlow.js for laws: on WebAssembly, which starts at once and gives the same numbers every time. */
export const { tf } = await loadTensorFlow({ backend: 'wasm' });
