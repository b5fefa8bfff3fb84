// @ts-check
// Runs the simulation behind docs/calibration.md; see test/calibration/calibrate.ts for its words.
import { runBundled } from './bundled-script.mjs';

process.exitCode = await runBundled('test/calibration/calibrate.ts', process.argv.slice(2));
