import type { Kata } from '#src/laws/kata';
import { wantedFiles } from '#src/grading/intake/wanted';
import { kataNames, loadKata } from '#src/learner/katas';

/** The manifests of the repository's own katas. */
const katas: Kata[] = await Promise.all(kataNames('.').map((name) => loadKata('.', name)));

export const wanted = wantedFiles(katas);
