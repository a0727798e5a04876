import type { Failure, Reply, Thrown } from './messages.ts';
import {
  type Item,
  LIMITS,
  type ObjectNode,
  type Packed,
  ProtocolError,
  typedArrays,
} from './wire.ts';

type Fields = Record<string, unknown>;

/**
 * Looks at a reply field by field, and keeps only what may be in one.
 *
 * @throws {ProtocolError} when it is no reply to the request of this nonce.
 */
export function checkedReply(json: unknown, nonce: string): Reply {
  const reply = fieldsOf(json);
  if (reply.nonce !== nonce) throw new ProtocolError('it answers no question');
  switch (reply.kind) {
    case 'value':
      return { nonce, kind: 'value', packed: packedOf(reply.packed, 1) };
    case 'thing':
      return { nonce, kind: 'thing', thing: count(reply.thing), packed: packedOf(reply.packed, 0) };
    case 'failed':
      return {
        nonce,
        kind: 'failed',
        failure: failureOf(reply.failure),
        packed: packedOf(reply.packed),
      };
    case 'heard':
      return {
        nonce,
        kind: 'heard',
        listener: count(reply.listener),
        packed: packedOf(reply.packed, 1),
      };
    case 'kept':
      return { nonce, kind: 'kept', reason: text(reply.reason) };
    default:
      throw new ProtocolError('it is of no known kind');
  }
}

function packedOf(value: unknown, length?: number): Packed {
  const packed = fieldsOf(value);
  const values = listOf(packed.values).map(itemOf);
  if (length !== undefined && values.length !== length)
    throw new ProtocolError(`it has ${values.length} values`);
  return { values, objects: listOf(packed.objects).map(nodeOf) };
}

function nodeOf(value: unknown): ObjectNode {
  const node = fieldsOf(value);
  const facts = { id: count(node.id), ...(node.frozen === true ? { frozen: true as const } : {}) };
  switch (node.kind) {
    case 'numbers':
      return { ...facts, kind: 'numbers', length: count(node.length) };
    case 'typed': {
      const type = text(node.type);
      if (!Object.hasOwn(typedArrays, type)) throw new ProtocolError('no such typed array');
      return {
        ...facts,
        kind: 'typed',
        type: type as keyof typeof typedArrays,
        length: count(node.length),
      };
    }
    case 'array':
      return { ...facts, kind: 'array', items: listOf(node.items).map(itemOf) };
    case 'object': {
      const name = node.name === undefined ? {} : { name: text(node.name) };
      const keys = listOf(node.keys).map(text);
      return { ...facts, kind: 'object', ...name, keys, items: listOf(node.items).map(itemOf) };
    }
    default:
      throw new ProtocolError('an object is of no known kind');
  }
}

/** Only data comes from a subject: no things, no listeners. */
function itemOf(value: unknown): Item {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return text(value);
  const item = fieldsOf(value);
  if (item.n === 1) return { n: 1 };
  if (item.undefined === 1) return { undefined: 1 };
  if (item.object !== undefined) return { object: count(item.object) };
  const { other } = item;
  if (other === 'function' || other === 'symbol' || other === 'bigint') return { other };
  throw new ProtocolError('a value is of no known kind');
}

function failureOf(value: unknown): Failure {
  const failure = fieldsOf(value);
  switch (failure.kind) {
    case 'missing':
      return { kind: 'missing', task: text(failure.task) };
    case 'unlawful':
      return { kind: 'unlawful', message: text(failure.message) };
    case 'not loaded':
      return { kind: 'not loaded', error: thrownOf(failure.error) };
    case 'failed':
      return {
        kind: 'failed',
        what: text(failure.what),
        message: text(failure.message),
        isThrown: failure.isThrown === true,
        ...(failure.error === undefined ? {} : { error: thrownOf(failure.error) }),
      };
    default:
      throw new ProtocolError('a failure is of no known kind');
  }
}

function thrownOf(value: unknown): Thrown {
  const { name, message, stack } = fieldsOf(value);
  return { name: text(name), message: text(message), stack: text(stack) };
}

function fieldsOf(value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new ProtocolError('an object is missing');
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw new ProtocolError('a list is missing');
}

function count(value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31) return value as number; // prettier-ignore
  throw new ProtocolError('a number is missing');
}

function text(value: unknown): string {
  if (typeof value === 'string' && value.length <= LIMITS.text + 1) return value;
  throw new ProtocolError('a text is missing, or too long');
}
