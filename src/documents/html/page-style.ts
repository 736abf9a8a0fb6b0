/** The style of every page: readable on a telephone, on a wide screen, in the dark and on A4 paper. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1a1c20; --soft: #50555e; --line: #d5d8de; --ground: #ffffff; --panel: #f4f5f7;
  --accent: #1f4e8c; --pass: #176b3a; --fail: #a81e17; --unsure: #855300; --none: #5a5f68; --bar: #4a78b5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --soft: #b3b8c2; --line: #3b4049; --ground: #15171b;
  --panel: #1f2228; --accent: #8ab6f0; --pass: #6fcf97; --fail: #ff8f87; --unsure: #f0b95a; --none: #a9aeb8; --bar: #6b9bd8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 1.75rem; margin: .1rem 0 .4rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 2px solid var(--line); }
h3 { font-size: 1.08rem; margin: 1.9rem 0 .4rem; }
h4 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
p { margin: .4rem 0 .7rem; max-width: 46rem; }
.kicker { color: var(--soft); font-size: .9rem; margin: 0; }
.statement { font-style: italic; color: var(--soft); }
.conclusion { border-left: 6px solid var(--none); background: var(--panel); padding: .8rem 1.1rem; margin: 1.2rem 0; }
.conclusion p:first-of-type { font-size: 1.12rem; }
.conclusion h2 { border: 0; padding: 0; margin: 0 0 .2rem; }
.conclusion.pass { border-color: var(--pass); } .conclusion.fail { border-color: var(--fail); }
.conclusion.unsure { border-color: var(--unsure); }
.box { border: 2px solid var(--ink); padding: .4rem 1.1rem .8rem; margin-top: 2.5rem; }
.box h2 { border: 0; margin: .4rem 0; padding: 0; }
.stamp { border: 2px solid var(--unsure); color: var(--unsure); font-weight: 700; padding: .3rem .7rem; }
ul.plain { list-style: none; padding: 0; margin: .4rem 0; }
ul.plain > li { border-left: 4px solid var(--line); padding: .15rem 0 .15rem .8rem; margin: .6rem 0; max-width: 50rem; }
ul.plain > li.fail { border-color: var(--fail); } ul.plain > li.unsure { border-color: var(--unsure); }
ul.plain > li.pass { border-color: var(--pass); }
.note, caption small { color: var(--soft); font-size: .9rem; }
.pass .word, td.pass { color: var(--pass); } .fail .word, td.fail { color: var(--fail); }
.unsure .word, td.unsure { color: var(--unsure); } .none .word, td.none { color: var(--none); }
.word { font-weight: 650; }
dl { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .25rem 1rem; margin: .5rem 0 1rem; }
dt { color: var(--soft); } dd { margin: 0; min-width: 0; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .86em; overflow-wrap: anywhere; }
pre { background: var(--panel); padding: .7rem .9rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; font-size: .94rem; }
caption { text-align: left; font-weight: 650; padding: .2rem 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 600; font-size: .86rem; vertical-align: bottom; }
tbody th { font-weight: 500; min-width: 7rem; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.picture { padding: 0 .7rem 0 0; min-width: 12rem; width: 40%; vertical-align: middle; }
.picture svg { display: block; width: 100%; height: auto; }
details { margin: .5rem 0 1rem; } summary { cursor: pointer; color: var(--accent); padding: .2rem 0; }
summary:focus-visible, a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
svg .axis { stroke: var(--line); } svg .limit { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 4 3; }
svg .even { stroke: var(--soft); stroke-width: 1; } svg .bar { fill: var(--bar); }
svg text { fill: var(--soft); font: 10px system-ui, sans-serif; }
svg .pass { stroke: var(--pass); fill: var(--pass); } svg .fail { stroke: var(--fail); fill: var(--fail); }
svg .unsure { stroke: var(--unsure); fill: var(--unsure); } svg .none { stroke: var(--none); fill: var(--none); }
svg .hollow { fill: var(--ground); stroke-width: 1.8; } svg line.span { stroke-width: 2; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
  table.stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.stack, table.stack tbody, table.stack tr, table.stack caption { display: block; }
  table.stack tr { border-bottom: 1px solid var(--line); padding: .45rem 0; }
  table.stack th, table.stack td { display: block; border: 0; padding: .08rem 0; text-align: left; width: auto; white-space: normal; }
  table.stack td[data-of]::before { content: attr(data-of) ": "; color: var(--soft); }
}
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  :root { color-scheme: light; --ink: #000; --soft: #3d4148; --line: #bbb; --ground: #fff; --panel: #fff; --pass: #0f5229;
    --fail: #8a1610; --unsure: #6b4300; --none: #444; --bar: #5a5f68; --accent: #000; }
  body { font-size: 10pt; } table { font-size: 9pt; } svg text { font-size: 14px; } main { max-width: none; padding: 0; } h2 { margin-top: 1.4rem; }
  h1, h2, h3, h4, caption { break-after: avoid; } tr, li, .conclusion, svg { break-inside: avoid; }
  thead { display: table-header-group; break-after: avoid; } tbody tr:first-child { break-before: avoid; }
  .picture { width: 26%; min-width: 7rem; } details::details-content { content-visibility: visible; block-size: auto; } .scroll { overflow: visible; }
  .conclusion { border: 1px solid #000; border-left-width: 6px; }
}
`;
