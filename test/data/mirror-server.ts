import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a mirror answers one request for `body`. */
export type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

export interface Mirror {
  url: string;
  /** The Range header of every request so far; undefined where it had none. */
  ranges: (string | undefined)[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** A mirror on 127.0.0.1. The first request gets the first answer, and so on; the last answer stays. */
export async function startMirror(body: Buffer, ...answers: Answer[]): Promise<Mirror> {
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(ranges.length, answers.length - 1)] ?? whole;
    ranges.push(request.headers.range);
    answer(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`,
    ranges,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An address where nothing listens. */
export async function deadUrl(): Promise<string> {
  const mirror = await startMirror(Buffer.alloc(0));
  await mirror[Symbol.asyncDispose]();
  return mirror.url;
}

/** Begins an answer as a good server does, and says where it starts. */
function head(request: IncomingMessage, response: ServerResponse, body: Buffer): number {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const headers: Record<string, string | number> = { 'content-length': body.length - start };
  if (start > 0) headers['content-range'] = `bytes ${start}-${body.length - 1}/${body.length}`;
  response.writeHead(start > 0 ? 206 : 200, headers);
  return start;
}

export const whole: Answer = (request, response, body) => {
  response.end(body.subarray(head(request, response, body)));
};

export const withoutRange: Answer = (_request, response, body) => {
  response.writeHead(200, { 'content-length': body.length });
  response.end(body);
};

/** Sends `count` bytes and breaks the connection. */
export const breaksAfter =
  (count: number): Answer =>
  (request, response, body) => {
    const start = head(request, response, body);
    response.write(body.subarray(start, start + count), () => response.destroy());
  };

/** Sends `count` bytes, and then nothing, for ever. */
export const stallsAfter =
  (count: number): Answer =>
  (request, response, body) => {
    const start = head(request, response, body);
    response.write(body.subarray(start, start + count));
  };

export const damaged: Answer = (request, response, body) => {
  const bad = Buffer.from(body);
  bad[bad.length - 1] ^= 1;
  whole(request, response, bad);
};

export const status =
  (code: number): Answer =>
  (_request, response) => {
    response.writeHead(code).end();
  };
