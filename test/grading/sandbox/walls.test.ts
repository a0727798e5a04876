import { beforeAll, describe, expect, test } from 'vitest';
import { closedToOthers } from '#src/grading/sandbox/closed-to-others';
import { buildKit } from '#src/grading/sandbox/kit';
import { levelOf, raiseWalls, type RaisedWalls } from '#src/grading/sandbox/raise-walls';
import { type WallName, wallNames } from '#src/grading/sandbox/walls';
import { root } from '../grading-room.ts';

const isRoot = process.getuid?.() === 0;
const isForRootAlone =
  ((await closedToOthers(process.execPath)) ?? (await closedToOthers(`${root}/node_modules`))) !== undefined; // prettier-ignore
const isNewer = Number(process.versions.node.split('.')[0]) >= 25;

describe('what stands here', () => {
  let raised: RaisedWalls;
  beforeAll(async () => {
    raised = await raiseWalls(root, await buildKit(root));
  });

  test('is every wall, or there is a reason in words', () => {
    const { walls, missing } = raised;
    expect([...walls.names, ...missing.map(({ wall }) => wall)].sort()).toEqual([...wallNames].sort()); // prettier-ignore
    for (const { reason } of missing) expect(reason).toMatch(/^\w.{10,}/);
  });

  test('is at least what any machine with this Node has', () => {
    if (process.platform === 'win32') return;
    const wanted: WallName[] = ['limits', 'permissions'];
    if (isRoot && !isForRootAlone) wanted.push('uid');
    if (isNewer) wanted.push('network');
    expect(raised.walls.names).toEqual(expect.arrayContaining(wanted));
  });

  test('bubblewrap keeps off the network, too', () => {
    const { names } = raised.walls;
    if (names.includes('bubblewrap')) expect(names).toContain('network');
  });
});

test('the level is what all of its walls make together', () => {
  const level = (...names: WallName[]) => levelOf({ names, libraries: [] });
  const dropped: WallName[] = isRoot ? ['uid'] : [];
  expect(level(...dropped, 'bubblewrap', 'limits', 'permissions', 'network')).toBe('full');
  expect(level(...dropped, 'bubblewrap', 'limits', 'permissions')).toBe('reduced');
  expect(level(...dropped, 'limits', 'permissions', 'network')).toBe('reduced');
  expect(level(...dropped, 'permissions', 'network')).toBe('none');
  expect(level(...dropped, 'bubblewrap', 'limits', 'network')).toBe('none');
  if (isRoot) expect(level('bubblewrap', 'limits', 'permissions', 'network')).toBe('none');
});
