/* Run as a process of its own: starts a submission that never ends behind limits alone, and says when it runs. */
import { buildKit } from '#src/grading/sandbox/kit';
import { preparedToLaunch } from '#src/grading/sandbox/launch';
import { layOut } from '#src/grading/sandbox/room';
import { RemoteSubject } from '#src/grading/remote/remote-subject';
import { root } from '../grading-room.ts';

const code = new Map([['part2/conv2d.js', 'export const myConv2d = () => { for (;;); };']]);
const room = await layOut(root, await buildKit(root), code);
const start = await preparedToLaunch(room, { names: ['limits'], libraries: [] });
const subject = new RemoteSubject(start, () => 'part2/conv2d');
await subject.load('part2/conv2d');
process.send!(room.path);
await subject.answer({ ask: 'call', subject: {}, name: 'myConv2d', args: [], wanted: 'anything' });
