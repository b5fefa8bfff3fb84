// @ts-check
// Runs test/vscode/suites in the extension host of a real VS Code.
//   node test/vscode/run-test.mjs              in the oldest VS Code that the manifest allows
//   node test/vscode/run-test.mjs 4.139.1      in another one of test/tools/vscode-versions.mjs
//   node test/vscode/run-test.mjs desktop      in a desktop VS Code, which is downloaded
// With UNDERSTUDY_SUMMARY set to a file, writes {passed, failed, skipped} there.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { root } from '../tools/places.mjs';
import { stageExtension, stageWorkspace } from '../tools/stage.mjs';
import { oldestVscode, vscodeVersion } from '../tools/vscode-versions.mjs';

const bundles = path.join(root, 'out', 'vscode');

async function bundleSuites() {
  fs.rmSync(bundles, { recursive: true, force: true });
  const folder = path.join(root, 'test', 'vscode');
  const suites = fs.readdirSync(path.join(folder, 'suites')).filter((file) => file.endsWith('.test.ts'));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['index.ts', ...suites.map((file) => `suites/${file}`)].map((file) => path.join(folder, file)),
    outdir: bundles,
    outbase: folder,
    outExtension: { '.js': '.cjs' }, // the package says "module", VS Code requires CommonJS
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** @param {string} which @returns {Promise<boolean>} whether all passed */
async function runSuites(which) {
  // Sockets lie in the folder of user data, and their paths must be short.
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'us-'));
  const results = path.join(work, 'results.json');
  const extension = path.join(work, 'extension');
  const workspace = path.join(work, 'workspace');
  const userData = path.join(work, 'data');
  try {
    stageExtension(extension);
    stageWorkspace(workspace);
    // Two folders are open, because studies of several folders are to be kept apart.
    const other = path.join(work, 'other');
    fs.mkdirSync(other);
    fs.copyFileSync(path.join(workspace, 'broken.study.yaml'), path.join(other, 'elsewhere.study.yaml'));
    const folders = path.join(work, 'studies.code-workspace');
    fs.writeFileSync(folders, JSON.stringify({ folders: [{ path: workspace }, { path: other }] }));
    const executable =
      which === 'desktop'
        ? { version: `${vscodeVersion(oldestVscode.release).vscode}.3` }
        : { vscodeExecutablePath: path.join(root, 'test', 'tools', 'vscode-stand-in.mjs') };
    const ended = await runTests({
      ...executable,
      extensionDevelopmentPath: extension,
      extensionTestsPath: path.join(bundles, 'index.cjs'),
      extensionTestsEnv: { UNDERSTUDY_TEST_RESULTS: results, UNDERSTUDY_VSCODE: which },
      launchArgs: [folders, `--user-data-dir=${userData}`, `--extensions-dir=${path.join(work, 'extensions')}`],
    }).then(
      () => true,
      () => false,
    );
    if (!fs.existsSync(results)) {
      console.error('the suites did not come to their end');
      return false;
    }
    const counts = JSON.parse(fs.readFileSync(results, 'utf8'));
    if (process.env['UNDERSTUDY_SUMMARY'] !== undefined) {
      fs.copyFileSync(results, process.env['UNDERSTUDY_SUMMARY']);
    }
    return ended && counts.failed === 0 && counts.passed > 0;
  } finally {
    fs.rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

await bundleSuites();
process.exitCode = (await runSuites(process.argv[2] ?? oldestVscode.release)) ? 0 : 1;
