// Random edits over the real protocol, 100,000 of them or as many as the argument says, in rounds with seeds of their own.
// Fails at a crash, at an unhandled rejection, where the server logs an error, and where it says something else than a
// fresh analysis of the same text. A hang ends with the round's time.
import { editAtRandom } from '../server/random-edits.ts';

const wanted = Number(process.argv[2] ?? 100_000);
const perRound = 100;
const longestRoundMs = 600_000;

process.on('unhandledRejection', (reason) => {
  console.error('unhandled rejection:', reason);
  process.exit(1);
});

let done = 0;
const started = performance.now();
for (let seed = 1; done < wanted; seed += 1) {
  const hangs = setTimeout(() => {
    console.error(`the round with seed ${seed} hangs`);
    process.exit(1);
  }, longestRoundMs);
  const { edits, differing, logged } = await editAtRandom(Math.min(perRound, wanted - done), seed * 1_000_003);
  clearTimeout(hangs);
  done += edits;
  if (differing.length > 0 || logged.length > 0) {
    console.error(`seed ${seed}: ${differing.length} texts differ, ${logged.length} errors logged`);
    console.error(differing[0] ?? logged[0]);
    process.exit(1);
  }
  console.log(`${done} edits, ${((performance.now() - started) / 1000).toFixed(0)} s`);
}
