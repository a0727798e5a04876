import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'csv-parse/sync';
import { XMLParser } from 'fast-xml-parser';
import { classroom50Place, classroom50Result } from '#src/grading/writers/classroom50';
import { gradescopeResults } from '#src/grading/writers/gradescope';
import { junitXml } from '#src/grading/writers/junit';

const schema = (name: string) => {
  const url = new URL(`../../../fixtures/formats/${name}.schema.json`, import.meta.url);
  return new Ajv({ allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(url, 'utf8')) as object,
  );
};
export const isGradescope = schema('gradescope');
export const isClassroom50 = schema('classroom50');
export const place = classroom50Place({
  CLASSROOM: 'ann',
  ASSIGNMENT: 'hw1',
  OWNER: 'ada',
  SUBMISSION_TAG: 'submit/2026-04-06T21-12-00Z-a1b2c3d',
  COMMIT_URL: 'https://github.com/x/commit/a',
  RELEASE_URL: 'https://github.com/x/releases/tag/y',
});
export const now = new Date('2026-04-10T08:00:00.500Z');

interface Results {
  score: number;
  tests: { name: string; score?: number; max_score?: number; status: string; output?: string }[];
}
export const gradescope = (...args: Parameters<typeof gradescopeResults>) =>
  JSON.parse(gradescopeResults(...args)) as Results;
export const classroom50 = (...args: Parameters<typeof classroom50Result>) =>
  JSON.parse(classroom50Result(...args)) as {
    score: number;
    'max-score': number;
    datetime: string;
    tests: { score: number; 'max-score': number; final?: number }[];
  };
export const rows = (csv: string) =>
  parse<Record<string, string>>(csv, { columns: true, bom: true });
const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  trimValues: false,
  alwaysCreateTextNode: true,
  isArray: (name) => ['testsuite', 'testcase', 'property'].includes(name),
});
interface Suites {
  testsuites: {
    tests: string;
    failures: string;
    testsuite?: {
      name: string;
      properties: { property: { name: string; value: string }[] };
      testcase?: Record<string, { message: string; '#text': string } & string>[];
    }[];
  };
}
export const junit = (...args: Parameters<typeof junitXml>) =>
  xml.parse(junitXml(...args)) as Suites;
