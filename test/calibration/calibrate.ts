// The simulation behind docs/calibration.md: evaluates made-up samples whose truth is known, and prints how often p,
// verdicts and intervals are right, as Markdown tables. Fails where a share is not as wanted.
//   npm run calibrate -- [--seed 1] [--share 1] [words]    those parts whose name has one of the words; share .1 makes a tenth of the replications
import { parseArgs } from 'node:util';
import { parts } from './parts.ts';
import { errorOf, isAsWanted, percent, shareOf, wantedText } from './tallies.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, share: { type: 'string', default: '1' } },
});
const seed = Number(values.seed);
const chosen = parts.filter(({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)));
let missed = 0;
let held = 0;
console.log(`Seed ${seed}.`);
for (const part of chosen) {
  const replications = Math.max(1, Math.round(part.replications * Number(values.share)));
  const rates = await part.run({ seed, replications });
  console.log(`\n**${part.name}** (${replications.toLocaleString('en')} replications)\n`);
  console.log('| | share | of | Monte-Carlo error | wanted | |\n|---|---|---|---|---|---|');
  for (const rate of rates) {
    const good = isAsWanted(rate);
    held += good ? 1 : 0;
    missed += good ? 0 : 1;
    console.log(
      `| ${rate.what} | ${percent(shareOf(rate))} | ${rate.of.toLocaleString('en')} | ${percent(errorOf(rate))} | ${wantedText(rate.wanted)} | ${[...(rate.width === undefined ? [] : [`width ${rate.width.toFixed(2)}`]), ...(good ? [] : ['missed'])].join(', ')} |`,
    );
  }
}
console.log(`\n${held + missed} shares, ${missed} not as wanted.`);
process.exitCode = missed > 0 ? 1 : 0;
