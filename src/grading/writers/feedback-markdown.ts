import type { Grade } from '../grade.ts';
import { feedback, type FeedbackLaw, type FeedbackPart, type FeedbackTask } from './feedback.ts';

/** Feedback to one student as Markdown; nothing that came from the submission is taken as markup. */
export function feedbackMarkdown(grade: Grade): string {
  const { title, facts, score, sum, parts, answers, warnings } = feedback(grade);
  const paragraphs = [
    `# ${escaped(title)}`,
    facts.map((fact) => `- ${escaped(fact)}`).join('\n'),
    `**${score}**${sum === undefined ? '' : `: ${escaped(sum)}`}`,
    ...listed('To look at', warnings),
    ...parts.flatMap(partParagraphs),
    ...listed('Answers', answers),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function listed(title: string, sentences: readonly string[]): string[] {
  if (sentences.length === 0) return [];
  return [`## ${title}`, sentences.map((sentence) => `- ${inline(sentence)}`).join('\n')];
}

function partParagraphs({ title, points, zero, tasks, replay }: FeedbackPart): string[] {
  return [
    `## ${escaped(title)}: ${points}`,
    ...(zero === undefined ? [] : [inline(zero.says), fenced(zero.excerpt)]),
    ...tasks.flatMap(taskParagraphs),
    `The same cases, all of them, on your own machine: \`${replay}\``,
  ];
}

function taskParagraphs({ title, points, note, excerpt, laws }: FeedbackTask): string[] {
  return [
    `### ${escaped(title)}: ${points}`,
    ...(note === undefined ? [] : [inline(note)]),
    ...(excerpt === undefined ? [] : [fenced(excerpt)]),
    ...(laws.length === 0 ? [] : [laws.map(lawItem).join('\n')]),
    ...laws.flatMap(brokenParagraphs),
  ];
}

const lawItem = ({ mark, claim, note }: FeedbackLaw) =>
  `- ${mark} ${escaped(claim)} (${escaped(note)})`;

function brokenParagraphs({ claim, broken }: FeedbackLaw): string[] {
  if (broken === undefined) return [];
  return [
    `#### ${broken.id} · ${escaped(claim)}`,
    fenced(broken.lines.join('\n')),
    `- replay: \`${broken.replay}\`\n- hint: \`${broken.hint}\``,
  ];
}

/** CommonMark lets every ASCII punctuation character be escaped; most sentences need none. */
function escaped(text: string): string {
  return text.replace(/[\\`*{}[\]<>#|~&!@$^]|:(?=\/\/)|(?<!\w)_|_(?!\w)/g, '\\$&');
}

/** Lines of a message stay lines, and none of them begins a list or underlines a heading. */
function inline(text: string): string {
  const lines = text.split('\n').map((line) => escaped(line.trim()));
  return lines.map((line) => line.replace(/^(\d*)([-+=.)])/, '$1\\$2')).join('  \n  ');
}

/** A block of code, its fence longer than any in it. */
function fenced(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  return `${fence}text\n${text}\n${fence}`;
}
