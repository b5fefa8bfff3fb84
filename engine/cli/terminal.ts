import pc from 'picocolors';

/** Where a command writes to, and what the terminal can show. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether progress can redraw a line. */
  readonly isInteractive: boolean;
  readonly width: number;
  readonly color: boolean;
  readonly paint: ReturnType<typeof pc.createColors>;
}

/** The terminal of this process. `NO_COLOR` and `TERM=dumb` switch colour off, `FORCE_COLOR` on. */
export function processTerminal(): Terminal {
  const { env, stdout, stderr } = process;
  const wantsNone = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  const color = !wantsNone && ((env['FORCE_COLOR'] ?? '0') !== '0' || stdout.isTTY === true);
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    isInteractive: stderr.isTTY === true && env['TERM'] !== 'dumb' && (env['CI'] ?? '') === '',
    width: stdout.columns ?? 100,
    color,
    paint: pc.createColors(color),
  };
}
