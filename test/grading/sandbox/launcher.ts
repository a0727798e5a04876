/* Run as a process of its own: starts a submission that is busy for so many milliseconds, and says when it runs. */
import { buildKit } from '#src/grading/sandbox/kit';
import { preparedToLaunch } from '#src/grading/sandbox/launch';
import { layOut } from '#src/grading/sandbox/room';
import type { WallName } from '#src/grading/sandbox/walls';
import { RemoteSubject } from '#src/grading/remote/remote-subject';
import { root } from '../grading-room.ts';

const [milliseconds, ...names] = process.argv.slice(2);
const text = `export const myConv2d = () => {
  for (const start = Date.now(); Date.now() - start < ${milliseconds};);
};`;
const room = await layOut(root, await buildKit(root), new Map([['part2/conv2d.js', text]]));
const start = await preparedToLaunch(room, { names: names as WallName[], libraries: [] });
const subject = new RemoteSubject(start, () => 'part2/conv2d');
await subject.load('part2/conv2d');
process.send!(room.path);
await subject.answer({ ask: 'call', subject: {}, name: 'myConv2d', args: [], wanted: 'anything' });
