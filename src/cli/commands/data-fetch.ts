import { progressBar } from '../../charts/progress-bar.ts';
import { UserError } from '../../common/user-error.ts';
import type { Dataset } from '../../data/datasets.ts';
import type { Progress } from '../../data/download.ts';
import { inspect } from '../../data/inspect.ts';
import { locate } from '../../data/locate.ts';
import type { DataSource } from '../../data/sources.ts';
import { byteCount } from '../byte-count.ts';
import { STOPPED } from '../experiment-call.ts';
import { LiveRegion } from '../live-region.ts';
import { describeTerminal } from '../terminal.ts';

/** Milliseconds between two drawings of the progress line. */
const REDRAW = 100;

/**
 * Downloads what is missing of the data sets, one after the other. One that cannot be had does not
 * keep the others from coming.
 *
 * @returns the exit code.
 */
export async function fetchDatasets(chosen: readonly Dataset[]): Promise<number> {
  const { isLive } = describeTerminal(process.stdout, process.env);
  const region = new LiveRegion(
    // From the left edge: Ctrl-C leaves a ^C where the cursor was.
    (text) => process.stdout.write(isLive ? `\r${text}` : text),
    isLive ? process.stdout.rows : 0,
  );
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once('SIGINT', onInterrupt);
  let failed = false;
  for (const { name, source } of chosen) {
    try {
      if (source) await fetchOne(name, source, region, stop.signal);
      else region.print(` ${name} is built in: there is nothing to fetch`);
    } catch (error) {
      region.end();
      if (stop.signal.aborted) {
        region.print(' Stopped. What came is kept: the same command goes on from there.');
        return STOPPED;
      }
      if (!(error instanceof UserError)) throw error;
      failed = true;
      console.error(error.message);
    }
  }
  process.off('SIGINT', onInterrupt);
  return failed ? 1 : 0;
}

async function fetchOne(
  name: string,
  source: DataSource,
  region: LiveRegion,
  signal: AbortSignal,
): Promise<void> {
  const { env } = process;
  const before = await inspect(source, { env });
  if (before.state === 'verified') {
    region.print(` ${name} is here already: ${byteCount(before.bytes)} in ${before.folder}`);
    return;
  }
  const onProgress = progressLine(name, source, region);
  await locate(source, { env, signal, onProgress });
  region.end();
  const { bytes, folder } = await inspect(source, { env });
  region.print(` ${name} is here now: ${byteCount(bytes)} in ${folder}`);
}

/** Draws ` cifar10  ███████▍    41 %   70 of 170 MB   3.2 MB/s   0:31 left` while bytes come. */
function progressLine(
  name: string,
  source: DataSource,
  region: LiveRegion,
): (progress: Progress) => void {
  const { width, canvas } = describeTerminal(process.stdout, process.env);
  const received = new Map<string, number>();
  let total = source.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let drawn = 0;
  let start: { at: number; bytes: number } | undefined;
  return ({ destination, receivedBytes }) => {
    received.set(destination, receivedBytes);
    const now = performance.now();
    const bytes = [...received.values()].reduce((sum, value) => sum + value, 0);
    if (start === undefined) region.print(` fetching ${name}, ${byteCount(total)}`);
    start ??= { at: now, bytes };
    if (now - drawn < REDRAW) return;
    drawn = now;
    const rate = (bytes - start.bytes) / ((now - start.at) / 1000);
    const facts = [
      `${Math.floor((100 * bytes) / total)} %`.padStart(5),
      `${byteCount(bytes)} of ${byteCount(total)}`,
      ...(rate > 0 ? [`${byteCount(rate)}/s`, `${clock((total - bytes) / rate)} left`] : []),
    ].join('   ');
    const room = Math.max(0, Math.min(30, width - name.length - facts.length - 5));
    region.live(` ${name}  ${progressBar(bytes / total, room, canvas.glyphs)}${facts}`);
  };
}

/** For example `0:31`, `12:05`, `1:02:00`. */
function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const end = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${end}` : `${minutes}:${end}`;
}
