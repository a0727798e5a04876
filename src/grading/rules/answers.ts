import type { CollectedAnswer } from '../grade.ts';

interface Question {
  number: number;
  text: string;
  /** The question reduced to its words, by which it is recognised. */
  words: string;
}

/**
 * Collects the answers to the discussion questions of a part. An answer is what follows its question, up
 * to the next one. A question is recognised by its words, with or without number and heading, or, at a
 * heading of the template's level, by its number. So headings may be reordered, added or cut short;
 * twice answered is both answers. What belongs to no question comes last, with number 0.
 *
 * @param part - for example `part2`.
 * @param template - `answers.md` as the kata has it.
 * @param submitted - the student's; undefined when there is none.
 * @returns one for each question of the template, in its order. Empty are those that hold no letter, digit
 *   or picture beside what the template has.
 */
export function collectAnswers(
  part: string,
  template: string,
  submitted: string | undefined,
): CollectedAnswer[] {
  const questions = questionsOf(template);
  const untouched = new Set(template.split(/\r?\n/).map((line) => line.trim()));
  const found = new Map<number, string[]>();
  for (const section of sectionsOf(submitted ?? '', questions)) {
    const lines = section.lines.filter((line) => !untouched.has(line.trim()) || line.trim() === '');
    const text = lines.join('\n').trim();
    if (text === '') continue;
    found.set(section.number, [...(found.get(section.number) ?? []), text]);
  }
  const answer = (number: number, question: string): CollectedAnswer => {
    const text = (found.get(number) ?? []).join('\n\n');
    return { part, number, question, text, isEmpty: isBlank(text) };
  };
  const answers = questions.map(({ number, text }) => answer(number, text));
  const rest = answer(0, 'Written outside of the questions');
  return rest.isEmpty ? answers : [...answers, rest];
}

const heading = /^ {0,3}(#{1,6})[ \t]+(.*)$/;

function questionsOf(template: string): Question[] {
  return template.split(/\r?\n/).flatMap((line) => {
    const [, number, text] = /^## (\d+)\. (.+)$/.exec(line) ?? [];
    return number === undefined ? [] : [{ number: Number(number), text, words: wordsOf(text) }];
  });
}

/** Characters of a line that may still be one; longer ones are not looked at. */
const longestQuestion = 500;

interface Section {
  /** Of the question; 0 before the first one. */
  number: number;
  lines: string[];
}

function sectionsOf(text: string, questions: readonly Question[]): Section[] {
  const sections: Section[] = [{ number: 0, lines: [] }];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|[\n\r\u2028\u2029]/);
  const shortest = Math.min(...questions.map(({ words }) => words.length));
  const byWords = lines.map((line) =>
    line.length < shortest || line.length > longestQuestion
      ? undefined
      : questionInWords(line, questions),
  );
  const known = new Set(byWords);
  let isCode = false;
  lines.forEach((line, i) => {
    if (/^ {0,3}(```|~~~)/.test(line)) isCode = !isCode;
    const byNumber = isCode ? undefined : questionByNumber(line, questions);
    // A question that is there in words is not elsewhere too, under its number alone.
    const number = byWords[i] ?? (byNumber !== undefined && known.has(byNumber) ? undefined : byNumber); // prettier-ignore
    if (number === undefined) sections.at(-1)!.lines.push(line);
    else sections.push({ number, lines: [] });
  });
  return sections;
}

/** The question that a line consists of, whatever its markup. */
function questionInWords(line: string, questions: readonly Question[]): number | undefined {
  const words = wordsOf(line.replace(/^[\s#>*_-]*(\d{1,3}[.):])?/, ''));
  return words === '' ? undefined : questions.find((question) => question.words === words)?.number;
}

/** The question whose number a heading has, at the template's level or above it. */
function questionByNumber(line: string, questions: readonly Question[]): number | undefined {
  if (line.length > longestQuestion) return undefined;
  const [, signs, title] = heading.exec(line) ?? [];
  if (signs === undefined || signs.length > 2) return undefined;
  const [, number] =
    /^[^\p{L}\p{N}]*(?:question|q|answer|soru)?[ .]*(\d{1,3})(?!\d)/iu.exec(title) ?? [];
  return questions.find((question) => question.number === Number(number))?.number;
}

function wordsOf(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ');
}

/** Whether nothing can be read in it, once comments and tags are gone. */
function isBlank(text: string): boolean {
  const visible = withoutComments(text)
    .replaceAll(/<(?!img\b|video\b|svg\b|math\b)[^<>]*>/gi, '')
    .replaceAll(/&(nbsp|emsp|ensp|zwnj|zwj|shy|#\d+|#x[\da-f]+);/gi, '')
    .replaceAll('_Your answer here._', '');
  return !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(visible);
}

/** An expression would look for the end of each comment through the whole rest of a long text. */
function withoutComments(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf('<!--', from);
    if (start < 0) return pieces.join('') + text.slice(from);
    pieces.push(text.slice(from, start));
    const end = text.indexOf('-->', start + 4);
    if (end < 0) return pieces.join('');
    from = end + 3;
  }
}
