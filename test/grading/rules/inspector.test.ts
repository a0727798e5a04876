import { afterAll, expect, test } from 'vitest';
import { allowedImports } from '#src/grading/rules/allowed-imports';
import { openInspector } from '#src/grading/rules/inspector';

const allowed = allowedImports(2);
const inspector = openInspector();
afterAll(() => inspector.close());
const of = (text: string, file = 'part2/a.ts') => ({ file, text, stub: text, allowed });

test('a file is inspected in another process', async () => {
  const [findings] = await inspector.inspect([of("import 'brain.js';")]);
  expect(findings.forbidden).toMatchObject([{ file: 'part2/a.ts', line: 1, column: 1 }]);
  expect(findings.suspicious).toEqual([]);
});

test.each([
  ['brackets', 'const a = ' + '('.repeat(50_000)],
  ['types', 'type A = ' + '['.repeat(50_000)],
  ['sums', 'const a = 1' + '+1'.repeat(20_000)],
])(
  'a file that nests %s too deeply ends that process, and no other file suffers',
  async (_, deep) => {
    const findings = await inspector.inspect([
      of("import 'brain.js';"),
      of(deep, 'part2/deep.ts'),
      of("import 'synaptic';"),
    ]);
    expect(findings.map(({ forbidden }) => forbidden.length)).toEqual([1, 0, 1]);
    expect(findings[1].warnings).toHaveLength(1);
    expect(findings[1].warnings[0]).toContain('part2/deep.ts could not be searched');
  },
);

test('questions that come together are answered in order', async () => {
  const names = ['fs', 'os', 'net', 'vm'];
  const all = await Promise.all(names.map((name) => inspector.inspect([of(`import '${name}';`)])));
  const reasons = all.map(([{ forbidden }]) => forbidden[0].reason);
  reasons.forEach((reason, i) => expect(reason).toContain(`"${names[i]}"`));
});

test('a file that takes too long is given up', async () => {
  const hasty = openInspector({ limitMs: 1 });
  const [findings] = await hasty.inspect([of('1;')]);
  expect(findings.warnings[0]).toContain('it took longer than 0.001 s');
  hasty.close();
});
