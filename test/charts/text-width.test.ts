import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paint } from '#src/charts/colour';
import {
  centre,
  padEnd,
  padStart,
  stripAnsi,
  truncate,
  visibleWidth,
  wrap,
} from '#src/charts/text-width';

const words = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '▀', ' ', '🙂', 'e\u0301') });
const painted = words.map((word) => paint(word, { fg: [1, 2, 3], bold: true }, 'truecolor'));

describe('visible width', () => {
  test('is what a terminal shows: codes and accents take nothing, 漢 and emoji take two', () => {
    expect(visibleWidth('loss')).toBe(4);
    expect(visibleWidth('\x1b[1;38;5;32mloss\x1b[0m')).toBe(4);
    expect(visibleWidth('e\u0301tude')).toBe(5);
    expect(visibleWidth('漢字')).toBe(4);
    expect(visibleWidth('🙂')).toBe(2);
    expect(visibleWidth('╭▀░●')).toBe(4);
  });

  test('is not changed by painting', () => {
    fc.assert(
      fc.property(words, (word) => {
        const text = paint(word, { bg: [9, 9, 9] }, 'ansi256');
        expect(visibleWidth(text)).toBe(visibleWidth(word));
        expect(stripAnsi(text)).toBe(word);
      }),
    );
  });
});

describe('truncate', () => {
  test('never leaves more than the width, and leaves what fits alone', () => {
    fc.assert(
      fc.property(painted, fc.integer({ min: 0, max: 12 }), (text, width) => {
        const cut = truncate(text, width);
        expect(visibleWidth(cut)).toBeLessThanOrEqual(width);
        if (visibleWidth(text) <= width) expect(cut).toBe(text);
        // a wide character that does not fit may cost one column more
        else expect(visibleWidth(cut)).toBeGreaterThanOrEqual(width - 1);
      }),
    );
  });

  test('marks the cut, and switches off the colour that it cut through', () => {
    expect(truncate('validation accuracy', 9)).toBe('validati…');
    expect(truncate('validation', 6, '~')).toBe('valid~');
    expect(truncate('\x1b[31mdiverged\x1b[0m', 4)).toBe('\x1b[31mdiv\x1b[0m…');
  });
});

test('padding fills to the width on its side, and cuts nothing', () => {
  expect([padStart('7', 3), padEnd('7', 3), centre('7', 4)]).toEqual(['  7', '7  ', ' 7  ']);
  expect([padStart('loss', 2), padEnd('loss', 2), centre('loss', 2)]).toEqual(
    Array(3).fill('loss'),
  );
  expect(padStart('\x1b[31m7\x1b[0m', 3)).toBe('  \x1b[31m7\x1b[0m');
});

test('wrap keeps the words in order and breaks only where they do not fit', () => {
  expect(wrap(['one', 'two', 'three'], 8, ' ')).toEqual(['one two', 'three']);
  expect(wrap([], 8)).toEqual([]);
});
