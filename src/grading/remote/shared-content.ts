import {
  type Item,
  type ObjectNode,
  ProtocolError,
  typedArrays,
  type TypedArrayName,
} from './wire.ts';

// What arrays and objects hold, and how they are filled. Nothing here trusts what it is given.

type TypedArray = InstanceType<(typeof typedArrays)[TypedArrayName]>;

/** Which kind of typed array it is; undefined where it is none that crosses. */
export function typedArrayName(object: object): TypedArrayName | undefined {
  const names = Object.keys(typedArrays) as TypedArrayName[];
  return names.find((name) => object instanceof typedArrays[name]);
}

/** The name of an instance's class; undefined for a plain object. */
export function classNameOf(object: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype === null || prototype === Object.prototype) return undefined;
  const { constructor } = prototype as { constructor?: { name?: unknown } };
  return typeof constructor?.name === 'string' && constructor.name !== '' ? constructor.name : 'Object'; // prettier-ignore
}

/** The elements of an array; the keys and values of an object, in turns. */
export function contentOf(object: object): readonly unknown[] {
  if (Array.isArray(object)) return Array.from(object as unknown[]); // holes are undefined
  if (typedArrayName(object) !== undefined) return Array.from(object as TypedArray);
  return keysOf(object).flatMap((key) => [key, valueOf(object, key)]);
}

/** Its own keys, and the getters of its class. */
function keysOf(object: object): string[] {
  const keys = new Set(Object.keys(object));
  for (
    let prototype: unknown = Object.getPrototypeOf(object);
    prototype !== null && prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    for (const [key, { get }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (get !== undefined && key !== '__proto__') keys.add(key);
    }
  }
  return [...keys];
}

/** A field; undefined where its getter throws. */
function valueOf(object: object, key: string): unknown {
  try {
    return (object as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

export const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

export const isNumbers = (object: object, content: readonly unknown[]): boolean =>
  Array.isArray(object) && content.every((value) => typeof value === 'number');

export function isOfKind(object: object, node: ObjectNode): boolean {
  if (node.kind === 'typed') {
    return typedArrayName(object) === node.type && (object as TypedArray).length === node.length;
  }
  const isArray = node.kind === 'numbers' || node.kind === 'array';
  return Array.isArray(object) === isArray && typedArrayName(object) === undefined;
}

/** An empty array or object for a node to fill. */
export function madeFor(node: ObjectNode): object {
  if (node.kind === 'typed') return new typedArrays[node.type](node.length);
  if (node.kind !== 'object') return [];
  return node.name === undefined ? {} : (Object.create(prototypeNamed(node.name)) as object);
}

const prototypes = new Map<string, object>();

/** A stand-in for a class that stayed on the other side: only its name is known here. */
function prototypeNamed(name: string): object {
  let prototype = prototypes.get(name);
  if (prototype === undefined) {
    prototype = { constructor: Object.freeze({ name }) };
    prototypes.set(name, Object.freeze(prototype));
  }
  return prototype;
}

/** @throws {ProtocolError} when a key may not be set. */
export function fill(
  object: object,
  node: ObjectNode,
  take: (count: number) => Float64Array,
  unpack: (item: Item) => unknown,
): void {
  const values = node.kind === 'numbers' || node.kind === 'typed' ? take(node.length) : node.items.map(unpack); // prettier-ignore
  if (Object.isFrozen(object)) return; // what is frozen there is frozen here: its elements stay
  if (node.kind === 'typed') (object as TypedArray).set(values as Float64Array);
  else if (node.kind === 'object')
    fillObject(object as Record<string, unknown>, node.keys, values as unknown[]); // prettier-ignore
  else {
    const array = object as unknown[];
    array.length = values.length;
    for (let i = 0; i < values.length; i++) array[i] = values[i];
  }
  if (node.frozen === true && node.kind !== 'typed') Object.freeze(object);
}

function fillObject(
  object: Record<string, unknown>,
  keys: readonly string[],
  values: unknown[],
): void {
  if (keys.length !== values.length) throw new ProtocolError('a key has no value');
  for (const old of Object.keys(object)) if (!keys.includes(old)) delete object[old];
  keys.forEach((key, i) => {
    // Whoever awaits an object with such a function waits for what it never says.
    const value = key === 'then' && typeof values[i] === 'function' ? undefined : values[i];
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true }); // prettier-ignore
  });
}
