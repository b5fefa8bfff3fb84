/** The styles of the parts of the report. */
export const componentStyles = `
.head .study { color: var(--muted); margin: 0 0 2px; font-size: 0.93em; letter-spacing: 0.02em; }
.head .subject { margin-top: 8px; }
.conclusion { margin: 18px 0; padding-left: 14px; border-left: 3px solid var(--text); font-size: 1.2em; font-weight: 600; line-height: 1.4; max-width: 70ch; }
.verdict-lines { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr)); gap: 14px; margin-top: 18px; }
.verdict-line { background: var(--card); border: 1px solid var(--line); border-top: 3px solid var(--line); border-radius: 6px; padding: 12px 14px; }
.verdict-line.good { border-top-color: var(--good); }
.verdict-line.bad { border-top-color: var(--bad); }
.verdict-line.unsure { border-top-color: var(--unsure); }
.verdict-line-head { display: flex; justify-content: space-between; gap: 10px; align-items: baseline; }
.verdict-line .note { font-size: 0.92em; }
.reasons { margin-top: 8px; }
#findings .reasons li { max-width: 84ch; }
details.more { margin-top: 6px; }
.reasons li { padding-left: 14px; position: relative; margin-top: 4px; overflow-wrap: anywhere; }
.reasons li::before { content: '·'; position: absolute; left: 3px; font-weight: 700; }

nav { display: flex; flex-wrap: wrap; gap: 4px 6px; margin-top: 22px; }
button.to-section {
  font: inherit; font-size: 0.92em; color: var(--link); background: none; border: 1px solid var(--line);
  border-radius: 999px; padding: 2px 11px; cursor: pointer;
}
button.to-section:hover { background: var(--card); }
button.reveal {
  font: inherit; color: inherit; background: none; border: 0; padding: 0; margin: 0; cursor: pointer; text-align: left;
  text-decoration: underline; text-decoration-color: color-mix(in srgb, var(--link) 55%, transparent);
  text-underline-offset: 3px; text-decoration-thickness: 1px;
}
button.reveal:hover { color: var(--link); text-decoration-color: currentColor; }
button.reveal.code { font-family: var(--vscode-editor-font-family, ui-monospace, Menlo, 'DejaVu Sans Mono', monospace); font-size: 0.93em; }

.badge {
  display: inline-flex; align-items: baseline; gap: 5px; white-space: nowrap; font-size: 0.86em; font-weight: 600;
  border: 1px solid currentColor; border-radius: 999px; padding: 0 8px; line-height: 1.6;
}
.badge .sign { font-weight: 700; }
.badge.good { color: var(--good); }
.badge.bad { color: var(--bad); }
.badge.unsure { color: var(--unsure); }
.badge.quiet { color: var(--muted); }

.warnings li { display: grid; grid-template-columns: 18px 1fr; padding: 5px 0; max-width: 84ch; }
.warnings li + li { border-top: 1px solid var(--faint); }
.warnings .sign { color: var(--unsure); font-weight: 700; }

.flow { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 150px), 1fr)); gap: 14px 20px; margin: 14px 0 18px; }
.flow li { display: flex; flex-direction: column; border-left: 2px solid var(--line); padding-left: 12px; }
.flow .large { font-size: 1.6em; font-weight: 600; line-height: 1.2; }
.flow .note { font-size: 0.9em; line-height: 1.35; }

.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 14px; margin-top: 14px; }
.grid.wide { align-items: start; grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr)); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 12px 14px; min-width: 0; }
.card-head { display: flex; gap: 4px 10px; align-items: baseline; }
.card-head h3 { min-width: 0; overflow-wrap: anywhere; }
.role { color: var(--text); font-variant-caps: all-small-caps; letter-spacing: 0.04em; }
.card-head .badge { margin-left: auto; }
.question { color: var(--muted); font-size: 0.93em; line-height: 1.4; margin: 4px 0 8px; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }
.ladder-overall { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); gap: 14px; margin-top: 14px; }
.ladder-overall h3 { margin-bottom: 6px; }
.comparisons li { padding: 6px 0; }
.comparisons li + li { border-top: 1px solid var(--faint); }
.comparisons .note { margin: 2px 0 0; font-size: 0.93em; line-height: 1.4; }
.comparison-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 3px 8px; }
.comparison-number { margin-left: auto; }
.interval { color: var(--muted); white-space: nowrap; }

.chart { width: 100%; min-height: 24px; }
.chart svg { display: block; max-width: 100%; height: auto; overflow: visible; color: var(--text); background: none; font-family: inherit; font-size: 11.5px; }
.chart [aria-label$="tick label"] { fill: var(--muted); }
.chart [aria-label$="axis tick"] { stroke: var(--line); }

.bar { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; justify-content: space-between; margin-top: 10px; }
.control { display: flex; align-items: center; gap: 8px; }
.control-label { color: var(--muted); }
.arms { width: 190px; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; color: var(--muted); font-size: 0.93em; }
.legend li { display: inline-flex; gap: 6px; align-items: center; }
.swatch { width: 12px; height: 12px; border-radius: 2px; flex: none; }
.swatch.round { border-radius: 50%; width: 11px; height: 11px; }
.swatch.pilot { border-radius: 2px; }
.swatch.round.simulated { border-radius: 50%; }
.regression .swatch.round.simulated { border-radius: 1px; transform: rotate(45deg) scale(0.85); }
.regression .swatch.round.pilot { border-radius: 1px; transform: scale(0.9); }
.swatch.human { background: var(--human); }
.swatch.simulated { background: var(--simulated); }
.swatch.pilot { background: var(--pilot); }
.swatch.stroke { width: 0; height: 14px; border-left: 2px dashed var(--chance); border-radius: 0; }

.facts { font-size: 0.93em; }
.facts .scroll { margin: 8px 0 4px; }
.facts table { width: 100%; }
.facts th, .facts td { padding-top: 3px; padding-bottom: 3px; }

table.heat { border-collapse: separate; border-spacing: 2px; }
table.heat tr + tr > *, table.heat thead th { border: 0; }
table.heat thead th { text-align: center; padding: 2px 8px 4px; color: var(--text); font-size: 1em; }
table.heat tbody th { padding: 4px 14px 4px 0; white-space: nowrap; }
table.heat tr.group th { color: var(--muted); font-size: 0.9em; padding-top: 12px; }
.heat-cell {
  min-width: 112px; text-align: center; padding: 4px 8px; border-radius: 3px; white-space: nowrap; position: relative;
  background: color-mix(in srgb, var(--heat-colour) calc(var(--heat, 0) * 0.62%), var(--card));
  box-shadow: inset 0 0 0 1px var(--faint);
}
.heat-cell.misaligned { font-weight: 700; box-shadow: inset 0 0 0 2px var(--bad); }
.heat-cell.too-small { color: var(--muted); background: repeating-linear-gradient(135deg, var(--faint) 0 1px, transparent 1px 6px); }
.heat-sign { display: inline-block; width: 1.3em; text-align: center; }
.heat-cell .low { color: var(--muted); position: absolute; right: 5px; top: 1px; }
.detail { min-height: 3.2em; }

.regression { margin-top: 20px; }
.regression > .chart, #effects > .chart { max-width: 860px; margin: 8px 0 4px; }
.regression + .regression { margin-top: 34px; }
.formula { margin: 4px 0; overflow-wrap: anywhere; }
.significant > .estimate > .figure:first-child { font-weight: 700; }
.p { display: block; color: var(--muted); font-size: 0.9em; }

.methods p { max-width: 84ch; margin: 10px 0; }
.reading { display: grid; grid-template-columns: minmax(120px, 200px) 1fr; gap: 10px 22px; }
.reading dt { font-weight: 600; }
.reading dd { margin: 0; max-width: 74ch; }
.progress { padding: 10px 14px; margin-bottom: 18px; border: 1px solid var(--line); border-radius: 6px; background: var(--card); }
.progress p { margin: 0 0 8px; }
.failure { padding: 10px 14px; margin-bottom: 18px; border: 1px solid var(--bad); border-left-width: 4px; border-radius: 6px; }
.empty { padding: 12vh 0; max-width: 56ch; margin: 0 auto; text-align: center; }
.empty h1 { font-size: 1.35em; margin-bottom: 10px; }
@media (max-width: 560px) {
  .reading { grid-template-columns: 1fr; gap: 2px; }
  .reading dd { margin-bottom: 10px; }
  .heat-cell { min-width: 74px; padding: 4px; }
  .interval { display: block; }
}
body.vscode-high-contrast .heat-cell.too-small { background: none; }
@media (forced-colors: active) {
  .heat-cell { forced-color-adjust: none; }
}
`;
