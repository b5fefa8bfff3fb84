import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildReport, htmlReport, type Report } from '#engine/report';
import { exampleEvaluation } from './example.ts';

let report: Report;

beforeAll(async () => {
  report = buildReport(await exampleEvaluation());
});

function scriptsOf(html: string): readonly string[] {
  return Array.from(html.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g), ([, body]) => body ?? '');
}

describe('the HTML report', () => {
  it('holds the report, whatever its texts are', () => {
    const title = 'a </script><script>alert(1)</script> <!-- \u2028 & "quotes"';
    const changed = { ...report, header: { ...report.header, title, study: '<b>study</b>' } };
    const html = htmlReport(changed, 'run()');
    const [json] = scriptsOf(html);
    expect(scriptsOf(html)).toHaveLength(2);
    expect(JSON.parse(json ?? '')).toEqual(changed);
    expect(html).not.toContain('<b>study</b>');
  });

  it('allows its own script by the hash of what stands in the file, and nothing else', () => {
    const html = htmlReport(report, 'const closing = "</script>"; run(closing);');
    const script = scriptsOf(html)[1] ?? '';
    const hash = createHash('sha256').update(script).digest('base64');
    const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    expect(policy).toContain(`script-src 'sha256-${hash}';`);
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toContain('unsafe');
    expect(script).toBe('const closing = "\\u003c/script>"; run(closing);');
  });

  it('is the same for the same report', () => {
    expect(htmlReport(report, 'run()')).toBe(htmlReport(report, 'run()'));
  });

  it('refers to nothing outside the file', () => {
    expect(htmlReport(report, 'run()')).not.toMatch(/<(link|img|iframe)|\ssrc=/);
  });
});
