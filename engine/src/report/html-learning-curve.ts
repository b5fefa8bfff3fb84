import type { LearningCurve } from '#engine/evaluation';
import { contentHash } from '#engine/text';
import { curveSentences, pointText, type ShownCurve, shownCurves } from './curve-figures.ts';
import { numberText } from './figures.ts';

/**
 * A learning curve as one HTML page: a chart and its numbers for each measure. It holds no script and needs no network.
 * The same curve gives the same text.
 */
export function htmlLearningCurve(curve: LearningCurve): string {
  const nonce = contentHash(JSON.stringify(curve)).slice(0, 32);
  const { study, people, resamples } = curve;
  const held = numberText(people.n_held_out, 'count');
  const about = `The same ${held} held-out people throughout. Of each size ${resamples === 1 ? 'one pilot' : `${resamples} pilots`} drawn from the ${people.n_pilot} people of the pilot: points are means over these, strokes one standard deviation to either side.`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${inText(study.id)} · learning curve</title>
<style nonce="${nonce}">${styles}</style>
</head>
<body>
<h1>${inText(study.id)}: what a larger pilot buys</h1>
${study.title === null ? '' : `<p>${inText(study.title)}</p>`}
<p class="note">${inText(about)}</p>
${listOf([...curveSentences(curve), ...curve.notes])}
<div class="grid">
${shownCurves(curve)
  .map((shown) => card(curve, shown))
  .join('\n')}
</div>
</body>
</html>
`;
}

const WIDTH = 420;
const HEIGHT = 220;
const edges = { left: 44, right: 96, top: 10, bottom: 28 } as const;

function card(curve: LearningCurve, shown: ShownCurve): string {
  const { title, note, style, beside, rows } = shown;
  const head = curve.sizes.map((size) => `<th scope="col">${size}</th>`).join('');
  const bodies = rows.map(
    ({ model, points }, index) =>
      `<tr><th scope="row"><span class="m${index % 4}">${marks[index % 4]}</span> ${inText(model)}</th>${points.map((point) => `<td>${inText(pointText(point, style))}</td>`).join('')}</tr>`,
  );
  const last =
    beside === null
      ? ''
      : `<tr class="note"><th scope="row">${inText(beside.label)}</th>${beside.means.map((mean) => `<td>${inText(numberText(mean, style))}</td>`).join('')}</tr>`;
  return `<section>
<h2>${inText(title)} <span class="note">${inText(note)}</span></h2>
${chart(curve, shown)}
<div class="scroll"><table><thead><tr><th scope="col">people in the pilot</th>${head}</tr></thead><tbody>${bodies.join('')}${last}</tbody></table></div>
</section>`;
}

const marks = ['●', '■', '▲', '◆'] as const;

/** Lines over the sizes, on a scale on which doubling a pilot is the same step everywhere. */
function chart({ sizes }: LearningCurve, { title, style, beside, rows }: ShownCurve): string {
  const ends = rows.flatMap(({ points }) =>
    points.flatMap(({ mean, sd }) => (mean === null ? [] : [mean - (sd ?? 0), mean + (sd ?? 0)])),
  );
  const besides = (beside?.means ?? []).filter((mean) => mean !== null);
  const low = Math.min(0, ...ends, ...besides);
  const high = Math.max(...ends, ...besides, low + 1e-6);
  const [first = 1, last = 1] = [sizes[0], sizes.at(-1)];
  const span = Math.log(last / first) || 1;
  const x = (size: number): number =>
    edges.left + ((WIDTH - edges.left - edges.right) * (sizes.length < 2 ? 0.5 : Math.log(size / first))) / span;
  const y = (value: number): number =>
    HEIGHT - edges.bottom - ((HEIGHT - edges.top - edges.bottom) * (value - low)) / (high - low);
  const at = (value: number): string => value.toFixed(1);
  const ticks = [low, (low + high) / 2, high].map(
    (value) =>
      `<line class="grid-line" x1="${edges.left}" x2="${WIDTH - edges.right}" y1="${at(y(value))}" y2="${at(y(value))}"/><text x="${edges.left - 6}" y="${at(y(value) + 4)}" text-anchor="end">${numberText(value, style)}</text>`,
  );
  const below = sizes.map((size) => `<text x="${at(x(size))}" y="${HEIGHT - 10}" text-anchor="middle">${size}</text>`);
  const floor =
    beside === null
      ? ''
      : `<polyline class="beside" points="${sizes.flatMap((size, index) => (beside.means[index] == null ? [] : `${at(x(size))},${at(y(beside.means[index] ?? 0))}`)).join(' ')}"/>`;
  const lines = rows.map(({ points }, index) => {
    const known = points.flatMap(({ size, mean, sd }) => (mean === null ? [] : [{ size, mean, sd: sd ?? 0 }]));
    const strokes = known.map(
      ({ size, mean, sd }) =>
        `<line x1="${at(x(size))}" x2="${at(x(size))}" y1="${at(y(mean - sd))}" y2="${at(y(mean + sd))}"/>`,
    );
    const dots = known.map(
      ({ size, mean }) =>
        `<text class="dot" x="${at(x(size))}" y="${at(y(mean) + 4)}" text-anchor="middle">${marks[index % 4]}</text>`,
    );
    return `<g class="m${index % 4}"><polyline points="${known.map(({ size, mean }) => `${at(x(size))},${at(y(mean))}`).join(' ')}"/>${strokes.join('')}${dots.join('')}</g>`;
  });
  const legend = [...rows.map(({ model }) => model), ...(beside === null ? [] : [beside.label])].map(
    (name, index) =>
      `<text class="${index < rows.length ? `legend m${index % 4}` : ''}" x="${WIDTH - edges.right + 10}" y="${edges.top + 14 + index * 18}">${index < rows.length ? marks[index % 4] : '┄'} ${inText(name)}</text>`,
  );
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${inText(`${title} by the number of people in the pilot; the numbers stand in the table below`)}">${ticks.join('')}${below.join('')}${floor}${lines.join('')}${legend.join('')}</svg>`;
}

function listOf(sentences: readonly string[]): string {
  const words = (text: string): string => inText(text).replace(/`([^`]+)`/g, '<code>$1</code>');
  return sentences.length === 0 ? '' : `<ul>${sentences.map((text) => `<li>${words(text)}</li>`).join('')}</ul>`;
}

const styles = `
:root { --text: #1f2328; --muted: #59636e; --line: #d1d9e0; --page: #ffffff; --c0: #6e7781; --c1: #0072b2; --c2: #b54708; --c3: #00724f; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --muted: #9da7b1; --line: #3d444d; --page: #0d1117; --c0: #9da7b1; --c1: #56b4e9; --c2: #f0a030; --c3: #3fc79a; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); max-width: 1100px; margin: 24px auto; padding: 0 16px; }
h1 { font-size: 1.5em; } h2 { font-size: 1.1em; } h2 .note { font-weight: 400; font-size: 0.85em; }
.note { color: var(--muted); }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 390px), 1fr)); gap: 24px; }
section { min-width: 0; border-top: 1px solid var(--line); }
svg { width: 100%; height: auto; font-size: 11px; fill: var(--muted); }
.grid-line { stroke: var(--line); }
polyline { fill: none; stroke: currentColor; stroke-width: 1.5; }
g line { stroke: currentColor; stroke-width: 1; }
.dot, .legend { fill: currentColor; }
.beside { stroke: var(--muted); stroke-dasharray: 3 3; }
.m0 { color: var(--c0); } .m1 { color: var(--c1); } .m2 { color: var(--c2); } .m3 { color: var(--c3); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.85em; font-variant-numeric: tabular-nums; }
th, td { padding: 2px 10px 2px 0; text-align: right; white-space: nowrap; font-weight: 400; }
th:first-child { text-align: left; }
thead th { color: var(--muted); }
`;

function inText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
