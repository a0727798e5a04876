import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeFolder } from '#src/grading/exports/export-files';
import {
  type AutograderSettings,
  gradescopeExecutables,
  gradescopeExport,
  gradingOfSubmission,
} from '#src/grading/exports/gradescope-export';
import { courseLatePolicy } from '#src/grading/rules/late-policy';
import { buildKit } from '#src/grading/sandbox/kit';
import { levelOf, raiseWalls } from '#src/grading/sandbox/raise-walls';
import { loadKata } from '#src/learner/katas';
import { kata } from '../cli/room.ts';
import { temporaryFolders } from '../data/temporary-folder.ts';
import { isGradescope } from '../grading/writers/read-formats.ts';
import { allKatas, modesIn, root } from './exported.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);
const folder = temporaryFolders();
const archive = temporaryFolder();
const out = join(archive.path, 'autograder.zip');
const settingsOf = (files: ReadonlyMap<string, string | Uint8Array>) =>
  JSON.parse(Buffer.from(files.get('autograder.json')!).toString()) as AutograderSettings;
const scripts = ['setup.sh', 'run_autograder'].map((name) =>
  join(root, 'src/grading/exports/gradescope', name),
);

describe('the archive', () => {
  test('has its two programs at its root, executable, and no solutions', async () => {
    const call = ['export', 'gradescope', '--parts', '2', '--due', '2026-04-06T23:55Z', '--out', out]; // prettier-ignore
    expect(await kata(root, call)).toMatchObject({ code: 0, err: '' });
    const modes = await modesIn(out);
    for (const [path, mode] of modes) {
      expect(mode, path).toBe(gradescopeExecutables.has(path) ? 0o755 : 0o644);
      expect(path).not.toMatch(/(^|\/)(solutions|test|attacks|tour|node_modules|\.git)\//);
      expect(path).not.toMatch(/part[013-9]/);
    }
    expect([...modes.keys()].filter((path) => !path.includes('/'))).toEqual(
      ['setup.sh', 'run_autograder', 'not-graded.json', 'autograder.json'], // prettier-ignore
    );
    for (const path of [
      'bin/kata.js',
      'package-lock.json',
      'katas/part2/conv2d.test.ts',
      'src/grading/remote/host.ts',
    ]) {
      // prettier-ignore
      expect([...modes.keys()]).toContain(`ann-katas/${path}`);
    }
  });

  test('its secret is in one file alone', async () => {
    const katas = await allKatas();
    const secret = 'a secret of 256 bits';
    const files = await gradescopeExport(root, { katas, policy: courseLatePolicy, secret });
    expect(settingsOf(files)).toMatchObject({ secret, parts: katas.map(({ part }) => `part${part}`) }); // prettier-ignore
    const holders = [...files].filter(([, content]) => Buffer.from(content).includes(secret));
    expect(holders.map(([path]) => path)).toEqual(['autograder.json']);
  });

  test('only a .zip file is taken', async () => {
    const { code, err } = await kata(root, ['export', 'gradescope', '--out', 'autograder']);
    expect(code).toBe(2);
    expect(err).toContain('.zip');
  });
});

describe.skipIf(process.platform === 'win32')('the scripts', () => {
  test.each(scripts)('%s is Bash', (path) => {
    execFileSync('bash', ['-n', path]);
  });

  const lint = ['/usr/bin/shellcheck', '/usr/local/bin/shellcheck'].find((path) =>
    existsSync(path),
  );
  test.skipIf(lint === undefined).each(scripts)('shellcheck finds nothing in %s', (path) => {
    execFileSync(lint!, [path]);
  });

  /** setup.sh in a folder where what it would install is replaced by what a test says. */
  async function setUp(checksum: (archive: Buffer) => string) {
    const place = await folder();
    const [tools, source] = [join(place, 'tools'), join(place, 'source')];
    await mkdir(tools);
    await mkdir(join(source, 'ann-katas'), { recursive: true });
    await writeFile(join(source, 'autograder.json'), '{}');
    const node = 'an archive of Node';
    const sums = `${checksum(Buffer.from(node))}  node-v26.10.0-linux-x64.tar.xz\n`;
    const program = async (name: string, text: string) => {
      await writeFile(join(tools, name), `#!/bin/bash\n${text}\n`);
      await chmod(join(tools, name), 0o755);
    };
    await program('uname', 'echo x86_64');
    await program('apt-get', `echo "apt-get $*" >> ${place}/log`);
    await program('curl', `name=$(basename "\${!#}"); echo "curl \${!#}" >> ${place}/log; if [ "$name" = SHASUMS256.txt ]; then printf '%s' '${sums}' > "$name"; else printf '%s' '${node}' > "$name"; fi`); // prettier-ignore
    await program('tar', `echo "tar $*" >> ${place}/log`);
    await program('mkdir', `echo "mkdir $*" >> ${place}/log`);
    await program('npm', `echo "npm $* in $PWD" >> ${place}/log`);
    const env = { PATH: `${tools}:${process.env.PATH}`, KATA_AUTOGRADER: place };
    const ended = await run('bash', [scripts[0]], { env }).then(() => 0, (error: { code: number }) => error.code); // prettier-ignore
    return { ended, log: readFileSync(join(place, 'log'), 'utf8'), place };
  }

  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

  test('setup.sh installs bubblewrap, one Node and the packages of the lock file', async () => {
    const { ended, log, place } = await setUp(sha256);
    expect(ended).toBe(0);
    expect(log).toContain('bubblewrap');
    expect(log).toContain('curl https://nodejs.org/dist/v26.10.0/node-v26.10.0-linux-x64.tar.xz');
    expect(log).toContain(`npm ci --omit=dev in ${place}/source/ann-katas`);
  });

  test('setup.sh installs no Node whose checksum is another one', async () => {
    const { ended, log } = await setUp((bytes) => sha256(Buffer.concat([bytes, bytes])));
    expect(ended).not.toBe(0);
    expect(log).not.toMatch(/^(tar|npm)/m);
  });
});

describe('the secret of a submission', () => {
  const settings: AutograderSettings = { format: 1, secret: 'ab', parts: ['part2'], policy: courseLatePolicy }; // prettier-ignore
  const secretOf = (metadata: string, secret = 'ab') =>
    gradingOfSubmission({ ...settings, secret }, metadata, new Date(0)).secret;

  test('whatever Gradescope says, it is one, and always the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (metadata) => {
        const secret = secretOf(metadata);
        expect(secret).toMatch(/^[0-9a-f]{64}$/);
        expect(secretOf(metadata)).toBe(secret);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('another submission, or another secret, has another one; the rest of the metadata has no say', () => {
    const one = { id: 1, created_at: '2026-04-06T10:00:00Z' };
    const text = (more: object) => JSON.stringify({ ...one, ...more });
    const seeds = [secretOf(text({})), secretOf(text({ id: 2 })), secretOf(text({ created_at: '2026-04-06T10:00:01Z' })), secretOf(text({}), 'ac')]; // prettier-ignore
    expect(new Set(seeds).size).toBe(4);
    expect(secretOf(text({ previous_submissions: [1, 2], users: [] }))).toBe(seeds[0]);
  });
});

/** Where Node lies in a folder of root's alone, as npx puts it there, not even the reduced walls stand. */
const level = levelOf((await raiseWalls(root, await buildKit(root))).walls);

describe.skipIf(process.platform === 'win32')('run_autograder', () => {
  const graded = temporaryFolder();

  beforeAll(async () => {
    const katas = [await loadKata(root, 'part2')];
    const files = await gradescopeExport(root, { katas, policy: courseLatePolicy, secret: '1' });
    const source = join(graded.path, 'source');
    await writeFolder(source, files, gradescopeExecutables);
    await symlink(join(root, 'node_modules'), join(source, 'ann-katas/node_modules'));
    await chmod(graded.path, 0o755); // the user of the submission comes through here to the packages
    await mkdir(join(graded.path, 'submission'));
    await cp(join(root, 'solutions/part2/conv2d.ts'), join(graded.path, 'submission/conv2d.ts'));
  });

  interface Results {
    score?: number;
    output: string;
    stdout_visibility: string;
    extra_data: { seed: number; walls: string; student: string };
    tests: { score?: number; max_score?: number; status: string }[];
  }

  async function results(metadata: object) {
    await writeFile(join(graded.path, 'submission_metadata.json'), JSON.stringify(metadata));
    await rm(join(graded.path, 'results'), { recursive: true, force: true });
    const env = { PATH: process.env.PATH, HOME: '/nowhere', KATA_AUTOGRADER: graded.path };
    const { stdout, stderr } = await run(join(graded.path, 'source/run_autograder'), [], { env });
    const text = readFileSync(join(graded.path, 'results/results.json'), 'utf8');
    const found = JSON.parse(text) as Results;
    expect(isGradescope(found), JSON.stringify(isGradescope.errors)).toBe(true);
    return { found, text, stdout, stderr };
  }

  const metadata = {
    id: 1,
    created_at: '2026-04-07T10:00:00.000000-08:00',
    assignment: { due_date: '2026-04-06T23:55:00.000000-08:00', total_points: '27.0' },
    users: [{ email: 'ada@example.org', name: 'Ada Lovelace', id: 5 }],
  };

  test.runIf(level === 'none')('grades nothing where no walls stand', async () => {
    const { found, stderr } = await results(metadata);
    expect(found.output).toMatch(/^Not graded/);
    expect(stderr).toContain('Wanted is the reduced sandbox');
  });

  test.skipIf(level === 'none')(
    'grades the submission, late as Gradescope says, and the next one by other cases',
    async () => {
      const { found } = await results(metadata);
      expect(found).toMatchObject({ score: 18.9, stdout_visibility: 'hidden' });
      expect(found.extra_data.student).toBe('ada@example.org');
      expect(found.extra_data.walls).not.toBe('none');
      const earned = found.tests.reduce((sum, { score = 0 }) => sum + score, 0);
      expect(earned).toBe(27);
      const next = await results({ ...metadata, id: 2 });
      expect(next.found.extra_data.seed).not.toBe(found.extra_data.seed);
      expect(next.found.score).toBe(18.9);
    },
    120_000,
  );

  test.each(['autograder.json', 'ann-katas'])(
    'without %s it gives no score, and the reason to instructors alone',
    async (gone) => {
      // prettier-ignore
      const [place, aside] = ['source', 'aside'].map((name) => join(graded.path, name, gone));
      await mkdir(join(graded.path, 'aside'), { recursive: true });
      await run('mv', [place, aside]);
      try {
        const { found, text, stderr } = await results(metadata);
        expect(text).not.toContain('"score"');
        expect(found.output).toMatch(/^Not graded/);
        expect(found.stdout_visibility).toBe('hidden');
        expect(stderr).toContain(gone);
        expect(text).not.toContain(gone);
      } finally {
        await run('mv', [aside, place]);
      }
    },
    60_000,
  );

  test.skipIf(level === 'none')(
    'a submission of nothing is graded: it has no points',
    async () => {
      await run('mv', [join(graded.path, 'submission/conv2d.ts'), join(graded.path, 'kept.ts')]);
      const { found } = await results({});
      expect(found.score).toBe(0);
    },
    60_000,
  );
});
