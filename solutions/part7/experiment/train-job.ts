/* Run by the experiment as a process of its own: trains one network with the functions of the subject. */
import { answerTraining } from '#src/training/runs/answer-training';
import type { Settings } from './settings.ts';

// Each kind loads its own files of the subject alone: one that is broken stops none of the others.
await answerTraining(async (given, { tf }) => {
  const settings = given as Settings;
  switch (settings.kind) {
    case 'digits':
      return (await import('./digits-training.ts')).digitsTraining(settings, tf);
    case 'cnn':
      return (await import('./cnn-training.ts')).cnnTraining(settings, tf);
    case 'sequence':
      return (await import('./sequence-training.ts')).sequenceTraining(settings, tf);
  }
});
