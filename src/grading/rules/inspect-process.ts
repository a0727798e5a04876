import { inspectSource, type SourceToInspect } from './inspect-source.ts';

// Answers one question after the other, until it is not wanted any more or a question kills it.
process.on('disconnect', () => process.exit());
process.on('message', (question: SourceToInspect) => {
  try {
    process.send!({ findings: inspectSource(question) });
  } catch (error) {
    // It nests too deeply to be walked through.
    process.send!({ failure: (error as Error).message });
  }
});
