import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkedReply } from '#src/grading/remote/check-reply';
import { FrameReader, frameBytes } from '#src/grading/remote/frames';
import { SharedObjects } from '#src/grading/remote/shared-objects';
import type { Packed } from '#src/grading/remote/wire';
import { describe } from '#src/laws/snapshot';

/** Two sides, and what crosses between them as bytes. */
function pair() {
  const subject = new SharedObjects('subject');
  const laws = new SharedObjects('laws');
  const cross = (from: SharedObjects, to: SharedObjects, values: readonly unknown[]): unknown[] => {
    const { packed, numbers } = from.pack(values);
    const [frame] = new FrameReader().take(frameBytes({ packed }, numbers));
    return to.unpack((frame.json as { packed: Packed }).packed, frame.numbers);
  };
  return {
    toSubject: (...values: unknown[]) => cross(laws, subject, values),
    toLaws: (...values: unknown[]) => cross(subject, laws, values),
  };
}

const number = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -0));
const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    number,
    fc.string(),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.array(number),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
    fc.uint8Array({ maxLength: 8 }),
    fc.float32Array({ maxLength: 8 }),
    fc.float64Array({ maxLength: 8 }),
    fc.int32Array({ maxLength: 8 }),
  ),
})).value;

test('data arrives as it was, NaN, −0, undefined and typed arrays too', () => {
  fc.assert(
    fc.property(fc.array(data, { maxLength: 3 }), (values) => {
      const { toSubject, toLaws } = pair();
      const there = toSubject(...values);
      expect(there).toEqual(values);
      expect(toLaws(...there)).toEqual(values);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('what crosses back is the object that had crossed, not a copy', () => {
  const { toSubject, toLaws } = pair();
  const row = [1, 2];
  const [there] = toSubject([row, row]) as [number[][]];
  expect(there[0]).toBe(there[1]);
  expect(toLaws(there[0])[0]).toBe(row);
  expect(toSubject(row)[0]).toBe(there[0]);
});

test('a change on one side is a change on the other, and nothing else is sent', () => {
  const { toSubject, toLaws } = pair();
  const given = { weights: [[1, 2], [3]], levels: Uint8Array.of(1, 2), note: 'a' };
  const [there] = toSubject(given) as [typeof given & { extra?: number }];
  there.weights[0].push(9);
  there.levels[1] = 7;
  there.extra = 5;
  delete (there as Partial<typeof given>).note;
  toLaws(0);
  expect(given).toEqual({ weights: [[1, 2, 9], [3]], levels: Uint8Array.of(1, 7), extra: 5 });
  given.weights.pop();
  toSubject(0);
  expect(there.weights).toEqual([[1, 2, 9]]);
});

test('an old result that changes later is seen to change', () => {
  const { toLaws } = pair();
  const buffer = [1, 2, 3];
  const [first] = toLaws(buffer) as [number[]];
  buffer.fill(0);
  toLaws(4);
  expect(first).toEqual([0, 0, 0]);
});

test('unchanged objects are not sent again', () => {
  const laws = new SharedObjects('laws');
  const large = Array.from({ length: 100 }, (_, i) => [i]);
  expect(laws.pack([large]).packed.objects).toHaveLength(101);
  expect(laws.pack([large]).packed.objects).toHaveLength(0);
  large[3][0] = -1;
  expect(laws.pack([large]).packed.objects).toHaveLength(1);
});

test('arrays within themselves, and frozen ones, cross', () => {
  const { toSubject, toLaws } = pair();
  const loop: unknown[] = [1];
  loop.push(loop);
  const [there] = toSubject(loop) as [unknown[]];
  expect(there[1]).toBe(there);
  const [here] = toLaws(Object.freeze([1, Object.freeze([2])])) as [unknown[]];
  expect(Object.isFrozen(here) && Object.isFrozen(here[1])).toBe(true);
});

test('an instance crosses with its fields, its getters and the name of its class', () => {
  class Gradients {
    kernel = [[1]];
    get bias(): number[] {
      return [2];
    }
    get broken(): never {
      throw new Error('no');
    }
  }
  const { toLaws } = pair();
  const [here] = toLaws(new Gradients()) as [Gradients];
  expect(here.kernel).toEqual([[1]]);
  expect(here.bias).toEqual([2]);
  expect(here.broken).toBeUndefined();
  expect(describe(here)).toBe('an object (Gradients)');
});

test('what is frozen on one side, and not changed, is frozen on the other', () => {
  const { toSubject, toLaws } = pair();
  const kernel = [[1, 2], [3]];
  const [there] = toSubject(kernel) as [number[][]];
  for (const row of [...there, there]) Object.freeze(row);
  toLaws(0);
  expect([kernel, ...kernel].map((array) => Object.isFrozen(array))).toEqual([true, true, true]);
  expect(kernel).toEqual([[1, 2], [3]]);
});

test('what is no data is told as what it is', () => {
  const { toLaws } = pair();
  const [f, s, b, map, promise] = toLaws(
    () => 1,
    Symbol('x'),
    10n,
    new Map([[1, 2]]),
    Promise.resolve(),
  );
  expect([f, s, b, map, promise].map(describe)).toEqual([
    'a function',
    'a symbol',
    'a bigint',
    'an object (Map)',
    'a Promise (is an `await` missing?)',
  ]);
});

test('a key that would change a prototype is a key like any other', () => {
  const { toLaws } = pair();
  const [here] = toLaws(JSON.parse('{"__proto__": {"score": 100}, "constructor": 1}')) as [object];
  expect(Object.keys(here)).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(here)).toBe(Object.prototype);
  expect(({} as { score?: number }).score).toBeUndefined();
});

test('no bytes at all, however wrong, do more than throw', () => {
  const honest = pairOfReply();
  fc.assert(
    fc.property(
      fc.array(fc.record({ at: fc.nat(honest.length - 1), byte: fc.nat(255) }), { maxLength: 6 }),
      fc.nat(honest.length),
      (changes, cut) => {
        const bytes = Buffer.from(honest);
        for (const { at, byte } of changes) bytes[at] = byte;
        const laws = new SharedObjects('laws');
        try {
          for (const { json, numbers } of new FrameReader().take(bytes.subarray(0, cut))) {
            const reply = checkedReply(json, 'n');
            if (reply.kind === 'value') laws.unpack(reply.packed, numbers);
          }
        } catch (error) {
          expect((error as Error).name).toBe('ProtocolError');
        }
      },
    ),
    { seed: 1, numRuns: Number(process.env.KATA_FUZZ ?? 2000) },
  );
});

test('no reply, whatever stands in one of its fields, does more than throw', () => {
  const subject = new SharedObjects('subject');
  const { packed } = subject.pack([{ a: [1, NaN], b: [[4], ['x', undefined]], c: new Map() }]);
  const replies = [
    { nonce: 'n', kind: 'value', packed },
    { nonce: 'n', kind: 'thing', thing: 3, packed: { values: [], objects: [] } },
    { nonce: 'n', kind: 'heard', listener: 0, packed },
    { nonce: 'n', kind: 'failed', packed, failure: { kind: 'missing', task: '2.1' } },
    { nonce: 'n', kind: 'failed', packed, failure: { kind: 'failed', what: 'f', message: 'm', isThrown: true, error: { name: 'E', message: 'm', stack: '' } } }, // prettier-ignore
    { nonce: 'n', kind: 'kept', reason: 'r' },
  ];
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(0, -1, 1.5, 2 ** 31, 1e300, '', '__proto__', 'x'.repeat(30_000), [], {}, null, true), // prettier-ignore
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...replies),
      fc.nat(40),
      value,
      fc.float64Array({ maxLength: 8 }),
      (reply, field, instead, numbers) => {
        const changed = withField(structuredClone(reply), field, instead);
        const laws = new SharedObjects('laws');
        try {
          const checked = checkedReply(changed, 'n');
          if (checked.kind !== 'kept') laws.unpack(checked.packed, numbers);
        } catch (error) {
          expect((error as Error).name).toBe('ProtocolError');
        }
      },
    ),
    { seed: 1, numRuns: Number(process.env.KATA_FUZZ ?? 2000) },
  );
});

/** The n-th of all fields, counted round, is another value. */
function withField(reply: object, n: number, value: unknown): object {
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const walk = (holder: object) => {
    for (const [key, child] of Object.entries(holder) as [string, unknown][]) {
      places.push([holder as Record<string, unknown>, key]);
      if (typeof child === 'object' && child !== null) walk(child);
    }
  };
  walk(reply);
  const [holder, key] = places[n % places.length];
  holder[key] = value;
  return reply;
}

function pairOfReply(): Buffer {
  const subject = new SharedObjects('subject');
  const value = { a: [1, NaN, 3], b: [[4], ['x', undefined]], c: Float32Array.of(1, 2) };
  const { packed, numbers } = subject.pack([value]);
  return frameBytes({ nonce: 'n', kind: 'value', packed }, numbers);
}

test('more is not made than came', () => {
  const laws = new SharedObjects('laws');
  for (const kind of ['numbers', 'typed']) {
    const node = { id: 1, kind, type: 'Float64Array', length: 2 ** 31 - 1 };
    const packed = { values: [{ object: 1 }], objects: [node] };
    const reply = checkedReply({ nonce: 'n', kind: 'value', packed }, 'n');
    expect(() => laws.unpack((reply as { packed: Packed }).packed, new Float64Array(1))).toThrow(
      'numbers are missing',
    );
  }
});
