import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrap } from '#src/common/wrap';

const texts = fc
  .array(fc.string({ minLength: 1, maxLength: 14 }).filter((word) => !/\s/.test(word)))
  .map((words) => words.join(' '));
const widths = fc.integer({ min: 1, max: 40 });

test('a text is broken at spaces', () => {
  expect(wrap('every image of a batch is convolved on its own', 20)).toEqual([
    'every image of a',
    'batch is convolved',
    'on its own',
  ]);
});

test('a word longer than a line stays whole, on a line of its own', () => {
  expect(wrap('see katas/part2/README.md now', 6)).toEqual(['see', 'katas/part2/README.md', 'now']);
});

test('an empty text has no lines, and a text that fits has one', () => {
  expect(wrap('', 10)).toEqual([]);
  expect(wrap('ten letter', 10)).toEqual(['ten letter']);
});

test('no word is lost or moved, and no line is wider than asked unless it is one word', () => {
  fc.assert(
    fc.property(texts, widths, (text, width) => {
      const lines = wrap(text, width);
      expect(lines.join(' ')).toBe(text);
      for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true);
    }),
  );
});

test('each line takes as many words as fit', () => {
  fc.assert(
    fc.property(texts, widths, (text, width) => {
      const lines = wrap(text, width);
      for (const [i, line] of lines.slice(1).entries()) {
        const [word] = line.split(' ');
        expect(`${lines[i]} ${word}`.length).toBeGreaterThan(width);
      }
    }),
  );
});
