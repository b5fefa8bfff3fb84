import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../tools/places.mjs';

const version = '1.25.0';

/** The folder of the package yaml-language-server, installed into the user's cache at the first call. Throws when it cannot be. */
export function installYamlServer(): string {
  const home = path.join(cacheFolder(), `yaml-language-server-${version}`);
  const folder = path.join(home, 'node_modules', 'yaml-language-server');
  if (!fs.existsSync(path.join(folder, 'package.json'))) {
    fs.mkdirSync(home, { recursive: true });
    const words = [
      'install',
      '--prefix',
      home,
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      `yaml-language-server@${version}`,
    ];
    const { status } = spawnSync('npm', words, { stdio: ['ignore', 'ignore', 'inherit'], cwd: home });
    if (status !== 0) {
      throw new Error(`yaml-language-server ${version} could not be installed into ${home}`);
    }
  }
  return folder;
}
