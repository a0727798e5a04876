import { refuseBombs } from './refuse-bombs.ts';
import { classNameOf, contentOf, fill, isNumbers, isOfKind, isSame, madeFor, typedArrayName } from './shared-content.ts'; // prettier-ignore
import { type Item, LIMITS, type ObjectNode, type Packed, ProtocolError } from './wire.ts';

/** How that which is no data crosses. */
export interface Crossings {
  /** @returns what stands for an object that is no data; undefined for one that is. */
  pack?(value: object): Item | undefined;
  /** @returns what an item stands for. @throws {ProtocolError} when it stands for nothing. */
  unpack?(item: Item & ({ thing: number } | { listener: number })): unknown;
}

/**
 * The arrays and objects that two processes know of each other. Each side keeps copies under the same
 * numbers, and tells with every message which of its own have changed since: so laws see what a function
 * does to its arguments, whether two rows are one array, and whether an old result changes later, as
 * they do in one process.
 */
export class SharedObjects {
  private readonly ids = new Map<object, number>();
  private readonly objects = new Map<number, object>();
  /** What each held when it crossed last. */
  private readonly crossed = new Map<number, readonly unknown[]>();
  /** Those that were frozen when they crossed last. */
  private readonly frozen = new Set<number>();
  private readonly parity: number;
  private next: number;
  private readonly crossings: Crossings;

  /** @param side - each gives out numbers of its own. */
  constructor(side: 'laws' | 'subject', crossings: Crossings = {}) {
    this.parity = side === 'laws' ? 0 : 1;
    this.next = this.parity;
    this.crossings = crossings;
  }

  /** Forgets all objects. Both sides do so between the same two messages. */
  forget(): void {
    this.ids.clear();
    this.objects.clear();
    this.crossed.clear();
    this.frozen.clear();
  }

  /** @throws {ProtocolError} when it is more than may cross at once. */
  pack(values: readonly unknown[]): { packed: Packed; numbers: Float64Array } {
    const numbers: number[] = [];
    const waiting: { id: number; isInside: boolean }[] = [];
    for (const [id, object] of this.objects) {
      if (this.hasChanged(id, object)) waiting.push({ id, isInside: false });
    }
    const pack = (value: unknown, isInside: boolean): Item =>
      this.packItem(value, numbers, (object) => {
        const id = this.next;
        this.next += 2;
        this.ids.set(object, id);
        this.objects.set(id, object);
        waiting.push({ id, isInside });
        return id;
      });
    const packed: Packed = { values: values.map((value) => pack(value, false)), objects: [] };
    for (let at = 0; at < waiting.length; at++) {
      const { id, isInside } = waiting[at];
      packed.objects.push(this.packObject(id, isInside, numbers, pack));
      if (packed.objects.length > LIMITS.objects || numbers.length > LIMITS.numbers) {
        throw new ProtocolError('it is too large');
      }
    }
    return { packed, numbers: Float64Array.from(numbers) };
  }

  /** @throws {ProtocolError} when the message makes no sense. */
  unpack({ values, objects }: Packed, numbers: Float64Array): unknown[] {
    const length = objects.reduce((sum, node) => sum + ('length' in node ? node.length : 0), 0);
    if (length > numbers.length) throw new ProtocolError('numbers are missing');
    for (const node of objects) {
      const known = this.objects.get(node.id);
      if (known !== undefined && isOfKind(known, node)) continue;
      if (known !== undefined || node.id % 2 === this.parity) {
        throw new ProtocolError(`object ${node.id} is another one`);
      }
      const made = madeFor(node);
      this.ids.set(made, node.id);
      this.objects.set(node.id, made);
    }
    let at = 0;
    const take = (count: number) => {
      at += count;
      if (at > numbers.length) throw new ProtocolError('numbers are missing');
      return numbers.subarray(at - count, at);
    };
    const unpack = (item: Item) => this.unpackItem(item, take);
    const result = values.map(unpack);
    for (const node of objects) {
      const object = this.objects.get(node.id)!;
      fill(object, node, take, unpack);
      this.noteCrossed(node.id, object);
    }
    this.measure(objects);
    if (at !== numbers.length) throw new ProtocolError('there are more numbers than wanted');
    return result;
  }

  private hasChanged(id: number, object: object): boolean {
    if (Object.isFrozen(object) !== this.frozen.has(id)) return true;
    return !isSame(contentOf(object), this.crossed.get(id)!);
  }

  private noteCrossed(id: number, object: object): readonly unknown[] {
    const content = contentOf(object);
    this.crossed.set(id, content);
    if (Object.isFrozen(object)) this.frozen.add(id);
    return content;
  }

  /** @throws {ProtocolError} for what is small as a message, and without end for whoever walks through it. */
  private measure(nodes: readonly ObjectNode[]): void {
    const contentOf = (object: object) => this.crossed.get(this.ids.get(object)!) ?? [];
    refuseBombs(
      nodes.flatMap(({ id, kind }) => {
        return kind === 'array' || kind === 'object' ? [this.objects.get(id)!] : [];
      }),
      contentOf,
    );
  }

  private packItem(value: unknown, numbers: number[], add: (object: object) => number): Item {
    switch (typeof value) {
      case 'number':
        numbers.push(value);
        return { n: 1 };
      case 'string':
        return value.length > LIMITS.text ? `${value.slice(0, LIMITS.text)}…` : value;
      case 'boolean':
        return value;
      case 'undefined':
        return { undefined: 1 };
      case 'function':
        return { other: 'function' };
      case 'symbol':
        return { other: 'symbol' };
      case 'bigint':
        return { other: 'bigint' };
      case 'object':
        if (value === null) return null;
        return this.crossings.pack?.(value) ?? { object: this.ids.get(value) ?? add(value) };
    }
  }

  private packObject(
    id: number,
    isInside: boolean,
    numbers: number[],
    pack: (value: unknown, isInside: boolean) => Item,
  ): ObjectNode {
    const object = this.objects.get(id)!;
    const content = this.noteCrossed(id, object);
    const facts = this.frozen.has(id) ? ({ id, frozen: true } as const) : { id };
    const type = typedArrayName(object);
    if (type !== undefined || isNumbers(object, content)) {
      for (const number of content) numbers.push(number as number);
      const { length } = content;
      return type === undefined
        ? { ...facts, kind: 'numbers', length }
        : { ...facts, kind: 'typed', type, length };
    }
    if (Array.isArray(object)) {
      return { ...facts, kind: 'array', items: content.map((value) => pack(value, isInside)) };
    }
    const name = classNameOf(object);
    // Of an instance within an instance only the name crosses: all of a library may hang on it.
    const fields = name === undefined ? content : isInside ? [] : content;
    return {
      ...facts,
      kind: 'object',
      ...(name === undefined ? {} : { name }),
      keys: fields.filter((_, i) => i % 2 === 0) as string[],
      items: fields
        .filter((_, i) => i % 2 === 1)
        .map((value) => pack(value, isInside || name !== undefined)),
    };
  }

  private unpackItem(item: Item, take: (count: number) => Float64Array): unknown {
    if (typeof item !== 'object' || item === null) return item;
    if ('n' in item) return take(1)[0];
    if ('undefined' in item) return undefined;
    if ('object' in item) {
      const object = this.objects.get(item.object);
      if (object === undefined) throw new ProtocolError(`there is no object ${item.object}`);
      return object;
    }
    if ('other' in item) return standIns[item.other];
    if (this.crossings.unpack === undefined) throw new ProtocolError('only data may come');
    return this.crossings.unpack(item);
  }
}

const standIns = { function: () => undefined, symbol: Symbol(''), bigint: 0n } as const;
