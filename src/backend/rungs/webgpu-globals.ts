/** The globals of WebGPU that the backend of TensorFlow.js names while it computes. */
const names = ['GPUBuffer', 'GPUBufferUsage', 'GPUMapMode', 'GPUTexture', 'GPUTextureUsage'];

/** Gives the process those that it lacks. */
export function giveGlobals(globals: Readonly<Record<string, unknown>>): void {
  for (const name of names.filter((name) => !(name in globalThis))) {
    Object.defineProperty(globalThis, name, { value: globals[name], configurable: true });
  }
}

/**
 * Calls `work` while `globalThis.navigator` is another one, and puts the first one back.
 * For good it cannot stay: Node 20 has none, and libraries take it for the sign of a browser; later ones
 * have one that cannot be assigned to; and Dawn keeps the process alive through it.
 */
export function withNavigator<Result>(navigator: object, work: () => Result): Result {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  try {
    return work();
  } finally {
    if (before) Object.defineProperty(globalThis, 'navigator', before);
    else Reflect.deleteProperty(globalThis, 'navigator');
  }
}
