import type { Grade } from './grade.ts';
import { classroom50Place, classroom50Result } from './writers/classroom50.ts';
import { feedbackHtml } from './writers/feedback-html.ts';
import { feedbackMarkdown } from './writers/feedback-markdown.ts';
import { gradesCsv } from './writers/grades-csv.ts';
import { gradesJson } from './writers/grades-json.ts';
import { gradescopeResults } from './writers/gradescope.ts';
import { junitXml } from './writers/junit.ts';

/**
 * Each format gives files, by their paths within the folder of the grading. `classroom50` needs the
 * environment of its runner; the others nothing but the grades.
 */
export const outputs = {
  csv: (grades) => [['grades.csv', gradesCsv(grades)]],
  json: (grades) => [['grades.json', gradesJson(grades)]],
  junit: (grades) => [['junit.xml', junitXml(grades)]],
  markdown: (grades) => forEach(grades, 'feedback', 'md', feedbackMarkdown),
  html: (grades) => forEach(grades, 'feedback', 'html', feedbackHtml),
  gradescope: (grades) =>
    forEach(grades, 'gradescope', 'json', (grade) => gradescopeResults(grade)),
  classroom50: (grades) => {
    const place = classroom50Place(process.env);
    return forEach(grades, 'classroom50', 'json', (grade) =>
      classroom50Result(grade, place, new Date()),
    );
  },
} satisfies Record<string, (grades: readonly Grade[]) => Iterable<[path: string, content: string]>>;

export type OutputName = keyof typeof outputs;

function forEach(
  grades: readonly Grade[],
  folder: string,
  ending: string,
  write: (grade: Grade) => string,
): [string, string][] {
  return grades.map((grade) => [`${folder}/${grade.submission}.${ending}`, write(grade)]);
}
