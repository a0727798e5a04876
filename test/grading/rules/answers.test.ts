import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collectAnswers } from '#src/grading/rules/answers';
import { decodeText } from '#src/grading/rules/decode-text';

const templateOf = (part: string) => readFileSync(`katas/${part}/answers.md`, 'utf8');
const template = `# Answers · Part 9

## 1. What is a layer?

_Your answer here._

## 2. Why does it learn?

_Your answer here._

## 3. Bonus: what from 0 to 255?

_Your answer here._
`;
const collect = (text: string | undefined) => collectAnswers('part9', template, text);
const texts = (text: string) => collect(text).map((answer) => answer.text);

test.each(['part0', 'part1', 'part2', 'part3', 'part4', 'part5'])(
  'every question of %s is there, and in the template all are empty',
  (part) => {
    const answers = collectAnswers(part, templateOf(part), templateOf(part));
    const headings = templateOf(part).match(/^## \d+\. .+$/gm)!;
    expect(answers.map(({ number, question }) => `## ${number}. ${question}`)).toEqual(headings);
    expect(answers.every(({ isEmpty, text }) => isEmpty && text === '')).toBe(true);
    expect(collectAnswers(part, templateOf(part), undefined)).toEqual(answers);
  },
);

test('whatever stands under the questions of a real part comes back under its own question', () => {
  const paragraph = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
  const answer = paragraph.map((text) =>
    `x ${text.replaceAll(/[\r\n\u2028\u2029#~`]/g, ' ')}`.trim(),
  );
  const property = fc.property(
    fc.array(answer, { minLength: 10, maxLength: 10 }),
    fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { minLength: 10 }),
    (given, order) => {
      const sections = templateOf('part3').split(/^(?=## )/m);
      const lines = order.map((n) =>
        sections[n].replace('_Your answer here._', () => given[n - 1]),
      );
      const answers = collectAnswers('part3', templateOf('part3'), sections[0] + lines.join(''));
      expect(answers.map(({ text }) => text)).toEqual(given);
      expect(answers.every(({ isEmpty }) => !isEmpty)).toBe(true);
    },
  );
  fc.assert(property, { seed: 1, numRuns: 200 });
});

describe('questions are recognised', () => {
  test('without their headings', () => {
    expect(texts('1. What is a layer?\nA.\n**2. Why does it learn?**\nB.')).toEqual([
      'A.',
      'B.',
      '',
    ]);
  });
  test('with other headings', () => {
    expect(texts('# What is a layer\nA.\n#### 2) why does it LEARN\nB.')).toEqual(['A.', 'B.', '']);
  });
  test('by their numbers alone', () => {
    expect(texts('## 1.\nA.\n## Question 2\nB.\n# 3 - the bonus\nC.')).toEqual(['A.', 'B.', 'C.']);
  });
  test('with line ends of Windows, and a mark at the beginning', () => {
    expect(texts('\uFEFF## 1. What is a layer?\r\n\r\nA.\r\n')).toEqual(['A.', '', '']);
  });
  test('inside of code that was never closed', () => {
    expect(texts('## 1. What is a layer?\n```\nA.\n## 2. Why does it learn?\nB.')).toEqual(['```\nA.', 'B.', '']); // prettier-ignore
  });
});

test('headings and lists of an answer stay in it', () => {
  const answer = '### 2. second thought\n\n1. one\n2. two\n\n```python\n# 3 steps\n```';
  const text = template.replace('_Your answer here._', answer);
  expect(texts(text)).toEqual([answer, '', '']);
});

test('a heading with a number of its own is no question where the question itself is there', () => {
  const answer = 'I see\n\n## 2 reasons\n\nand more';
  expect(texts(template.replace('_Your answer here._', answer))).toEqual([answer, '', '']);
});

test('what is written outside of the questions is kept', () => {
  const rest = { part: 'part9', number: 0, question: 'Written outside of the questions' };
  expect(collect('I know nothing of headings.').at(-1)).toEqual({
    ...rest,
    text: 'I know nothing of headings.',
    isEmpty: false,
  });
  expect(collect('Ada\n\n' + template).at(-1)).toMatchObject({ number: 0, text: 'Ada' });
  expect(collect(template)).toHaveLength(3);
});

test('a question that is answered twice has both answers', () => {
  expect(texts('## 1. What is a layer?\nA.\n## 1. What is a layer?\nB.')[0]).toBe('A.\n\nB.');
});

test.each([
  '',
  '   \n\t\n',
  '_Your answer here._',
  '<!-- I will do this later -->',
  '<!-- never closed',
  '<p></p><br/>&nbsp;\u200B',
  '---\n***\n> -',
  '…',
])('%j is no answer', (text) => {
  const [first] = collect(template.replace('_Your answer here._', text));
  expect(first.isEmpty).toBe(true);
});

test.each(['42', 'ja', '层', '👍', '![](plot.png)', '<img src="plot.png">', '<p>yes</p>', '$x$'])(
  '%j is an answer, and stays as it was written',
  (text) => {
    const [first] = collect(template.replace('_Your answer here._', text));
    expect(first).toMatchObject({ isEmpty: false, text });
  },
);

test('HTML and Markdown are left to whoever shows them', () => {
  const text = '<script>alert(1)</script> =1+1 [x](javascript:1)';
  expect(texts(template.replace('_Your answer here._', text))[0]).toBe(text);
});

test.each([
  ['letters', 'a'],
  ['opened tags', '<'],
  ['opened comments', '<!--'],
  ['headings', '## 1\n'],
  ['empty lines', '\n'],
  ['signs of headings', '#'],
  ['spaces', ' '],
  ['code fences', '```\n'],
  ['half questions', '1. What is a '],
])('a megabyte of %s takes no longer than its length explains', (_, piece) => {
  const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
  const start = performance.now();
  const answers = collect(text);
  expect(performance.now() - start).toBeLessThan(20_000); // for each letter a look at all others would take hours;
  expect(answers.length).toBeGreaterThanOrEqual(3);
});

test('no text whatever makes it fail, or lose a question', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('\n', '## ', '1. ', 'What is a layer?', '```', '<!--', '-->', '_Your answer here._'), // prettier-ignore
  );
  const property = fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
    const answers = collect(pieces.join(''));
    expect(answers.slice(0, 3).map(({ number }) => number)).toEqual([1, 2, 3]);
  });
  fc.assert(property, { seed: 1, numRuns: 1000 });
});

test.each([
  ['UTF-8', Buffer.from('çşğ Ω')],
  ['UTF-8 with a mark', Buffer.from('\uFEFFçşğ Ω')],
  ['UTF-16 of Windows', Buffer.from('\uFEFFçşğ Ω', 'utf16le')],
  ['UTF-16 the other way round', Buffer.from('\uFEFFçşğ Ω', 'utf16le').swap16()],
])('a text in %s is read', (_, bytes) => {
  expect(decodeText(bytes)).toBe('çşğ Ω');
});

test('a text of a Turkish Windows is read', () => {
  expect(decodeText(Buffer.from([0xe7, 0xfe, 0xf0]))).toBe('çşğ');
});
