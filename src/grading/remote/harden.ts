// What the host does before it loads a submission. No wall: the submission shares its process, and whoever
// takes that over can say what he likes. He must still say the right numbers, which is all that laws look at.

/** Of `process`: what reaches other processes, loads modules that no import names, or shows Node's inside. */
const withdrawn = [
  'kill',
  '_kill',
  '_debugProcess',
  '_debugEnd',
  'dlopen',
  'binding',
  '_linkedBinding',
  'getBuiltinModule',
  '_getActiveHandles',
  '_getActiveRequests',
];

/** Takes away what no task needs and no flag of Node's forbids. */
export function withdraw(): void {
  for (const name of withdrawn) {
    const value = () => {
      throw new Error(`process.${name} is not there for submissions`);
    };
    Object.defineProperty(process, name, { value, writable: false, configurable: false });
  }
}

const prototypeOf = (object: object) => Object.getPrototypeOf(object) as object;

const classes = [
  Array,
  ArrayBuffer,
  Buffer,
  Float32Array,
  Float64Array,
  Int32Array,
  Uint32Array,
  Uint8Array,
  Map,
  Number,
  Promise,
  Set,
  String,
  WeakMap,
  WeakSet,
  prototypeOf(Uint8Array) as typeof Uint8Array,
];
const iterators = [[], new Map(), new Set(), ''].map((iterable) => prototypeOf(iterable[Symbol.iterator]())); // prettier-ignore

/**
 * Fixes the built-ins that the host packs results with, so that no submission replaces them: it would hide
 * that it writes to its arguments, or that two rows are one. Libraries that add to built-ins come before.
 */
export function lockBuiltIns(): void {
  const globals = [...classes.map(({ name }) => name), 'JSON', 'Object', 'Reflect', 'structuredClone']; // prettier-ignore
  for (const name of globals) {
    if (!Object.hasOwn(globalThis, name)) continue; // `TypedArray` is no global
    const value = (globalThis as Record<string, unknown>)[name];
    Object.defineProperty(globalThis, name, { value, writable: false, configurable: false });
  }
  const prototypes = classes.map(({ prototype }) => prototype as object);
  for (const object of [...classes, ...prototypes, ...iterators, JSON, Object, Reflect]) lock(object); // prettier-ignore
  // Its methods may be replaced, as many an object has a `toString` of its own, but none comes to them:
  // `then` and `toJSON` would be found on everything.
  Object.preventExtensions(Object.prototype);
}

function lock(object: object): void {
  for (const key of Reflect.ownKeys(object)) {
    const { value, get, configurable } = Object.getOwnPropertyDescriptor(object, key)!;
    if (configurable !== true || key === 'constructor') continue;
    if (typeof value === 'function') {
      Object.defineProperty(object, key, { writable: false, configurable: false });
    } else if (get !== undefined) Object.defineProperty(object, key, { configurable: false });
  }
  Object.preventExtensions(object);
}
