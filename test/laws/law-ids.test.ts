import { expect, test } from 'vitest';
import { lawIds } from '#src/laws/law-ids';

test('the laws of each task are lettered in order, whatever comes between', () => {
  const nextId = lawIds();
  expect(['2.1', '2.1', '2.2', '2.1', '2.2'].map(nextId)).toEqual([
    '2.1a',
    '2.1b',
    '2.2a',
    '2.1c',
    '2.2b',
  ]);
});

test('every file begins at a', () => {
  lawIds()('1.1');
  expect(lawIds()('1.1')).toBe('1.1a');
});

test('a task has room for 26 laws, and one more is refused aloud', () => {
  const nextId = lawIds();
  const ids = Array.from({ length: 26 }, () => nextId('1.4'));
  expect(new Set(ids).size).toBe(26);
  expect(ids.at(-1)).toBe('1.4z');
  expect(() => nextId('1.4')).toThrow(/26/);
});
