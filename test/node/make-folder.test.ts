import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../../engine/node/runs/make-folder.ts';
import { makeRunFolder } from '../../engine/node/runs/run-folder.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'understudy-folders-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

describe('makeFolder', () => {
  it('makes what is missing, and leaves what is there', () => {
    const folder = path.join(root, 'a', 'b', 'c');
    makeFolder(folder);
    fs.writeFileSync(path.join(folder, 'kept'), 'x');
    makeFolder(folder);
    expect(fs.readdirSync(folder)).toEqual(['kept']);
  });

  it('says so, and comes back, where no folder can be made', () => {
    fs.writeFileSync(path.join(root, 'file'), '');
    expect(() => makeFolder(path.join(root, 'file', 'below'))).toThrow();
    if (fs.existsSync('/proc/self')) {
      expect(() => makeFolder('/proc/understudy/below')).toThrow();
    }
  });
});

describe('makeRunFolder', () => {
  it.each([
    { name: 'the folder beside the study', runs: '.understudy', before: false, ignored: true },
    { name: 'a folder that it makes', runs: 'made', before: false, ignored: true },
    { name: "a folder of the user's own", runs: 'own', before: true, ignored: false },
  ])('keeps $name out of version control: $ignored', ({ runs, before, ignored }) => {
    const folder = path.join(root, runs);
    if (before) {
      fs.mkdirSync(folder);
    }
    makeRunFolder(path.join(folder, 'study'), 'run-1');
    expect(fs.existsSync(path.join(folder, '.gitignore'))).toBe(ignored);
  });
});
