import { XMLBuilder } from 'fast-xml-parser';
import { partName } from '../../laws/kata.ts';
import type { Grade, GradedPart } from '../grade.ts';
import { pointText } from './point-text.ts';
import { verdictLine, verdictText } from './verdict-text.ts';
import { partVerdicts, type Verdict } from './verdicts.ts';
import { visibleLine } from './visible-text.ts';

/**
 * JUnit XML as Jenkins and GitLab read it: a suite for each part of each submission, a case for each
 * law. Broken and not started are failures, not checked is skipped, a file that cannot be judged is an error.
 */
export function junitXml(grades: readonly Grade[]): string {
  const suites = grades.flatMap((grade) => grade.parts.map((part) => suite(grade, part)));
  const sum = (key: 'tests' | 'failures' | 'errors' | 'skipped') =>
    suites.reduce((total, one) => total + one.counts[key], 0);
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
  });
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      '@name': 'ann-katas',
      ...attributes({
        tests: sum('tests'),
        failures: sum('failures'),
        errors: sum('errors'),
        skipped: sum('skipped'),
      }),
      testsuite: suites.map(({ element }) => element),
    },
  });
}

function suite(grade: Grade, part: GradedPart) {
  const { report } = part;
  const verdicts = partVerdicts(part);
  const of = (...states: Verdict['status'][]) =>
    verdicts.filter(({ status }) => states.includes(status)).length;
  const counts = {
    tests: verdicts.length,
    failures: of('broken', 'not started') + (part.zero ? of('holds') : 0),
    errors: of('cannot be judged'),
    skipped: of('not checked'),
  };
  const submission = visibleLine(grade.submission);
  // Jenkins takes what comes before the last dot for a package.
  const classname = `${submission.replaceAll('.', '_')}.${partName(report.kata)}`;
  const properties = {
    student: visibleLine(grade.student.id),
    seed: report.seed,
    final: pointText(grade.points.final),
    possible: pointText(grade.points.possible),
    lateness: visibleLine(grade.lateness.says),
    walls: grade.walls.level,
  };
  const element = {
    ...attributes({ name: `${submission} ${partName(report.kata)}`, ...counts }),
    ...attributes({ time: (report.milliseconds / 1000).toFixed(3) }),
    properties: {
      property: Object.entries(properties).map(([name, value]) => attributes({ name, value })),
    },
    testcase: verdicts.map((verdict) => ({
      ...attributes({ classname, name: `${verdict.id} ${verdict.claim}` }),
      ...outcome(verdict),
    })),
  };
  return { counts, element };
}

function outcome(verdict: Verdict): Record<string, object> {
  const { status, zero } = verdict;
  if (status === 'holds' && zero === undefined) return {};
  const message = verdictLine(verdict);
  const type = status === 'holds' ? 'no points' : status;
  if (type === 'not checked') return { skipped: attributes({ message }) };
  const told = { ...attributes({ message, type }), '#text': verdictText(verdict) };
  return type === 'cannot be judged' ? { error: told } : { failure: told };
}

function attributes(values: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`@${key}`, String(value)]),
  );
}
