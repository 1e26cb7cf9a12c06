/** Paper and ink; the same on a screen and on a sheet. */
export const REPORT_STYLE = `
:root { color-scheme: light; --ink: #23211c; --soft: #5f5a4e; --line: #d9d4c7; --paper: #fdfcf8; --good: #2c6b3f; --bad: #9a3412; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 13px/1.5 Inter, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1040px; margin: 0 auto; padding: 40px 40px 64px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { font-size: 17px; margin: 36px 0 8px; padding-bottom: 4px; border-bottom: 1px solid var(--line); }
p { margin: 4px 0 12px; }
.sub, .note, figcaption { color: var(--soft); }
.facts { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1px; background: var(--line); border: 1px solid var(--line); margin: 20px 0; }
.facts div { background: var(--paper); padding: 12px 14px; }
.facts b { display: block; font-size: 20px; font-weight: 600; line-height: 1.3; overflow-wrap: anywhere; }
.facts span { color: var(--soft); font-size: 12px; }
dl { display: grid; grid-template-columns: 150px 1fr; margin: 16px 0; row-gap: 2px; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-size: 12px; margin: 8px 0; }
th { text-align: left; font-weight: 600; border-bottom: 1px solid var(--ink); padding: 4px 8px; vertical-align: bottom; }
td { border-bottom: 1px solid var(--line); padding: 4px 8px; vertical-align: top; overflow-wrap: anywhere; }
th.n, td.n { text-align: right; white-space: nowrap; }
tfoot td { font-weight: 600; border-top: 1px solid var(--ink); border-bottom: 0; }
.swatch { display: inline-block; width: 10px; height: 10px; margin-right: 7px; vertical-align: -1px; }
.good { color: var(--good); } .bad { color: var(--bad); } .good, .bad { white-space: nowrap; font-weight: 600; }
figure { margin: 8px 0; } figure svg { display: block; width: 100%; height: auto; border: 1px solid var(--line); background: #fff; }
.outlines { fill: none; stroke: #b9b3a3; stroke-width: 0.8; } .dots path { fill: none; stroke-linecap: round; }
figcaption { font-size: 12px; margin-top: 4px; }
code { font: 12px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { background: #f4f1e8; padding: 10px 12px; white-space: pre-wrap; margin: 8px 0; }
@page { size: A4; margin: 14mm; }
@media print {
  body { background: none; font-size: 10.5px; } main { max-width: none; padding: 0; } table, figcaption, code { font-size: 9.5px; }
  h1 { font-size: 22px; } h2 { margin-top: 22px; font-size: 14px; break-after: avoid; } .facts b { font-size: 16px; }
  tr, figure, .facts, dl { break-inside: avoid; } thead { display: table-header-group; } tfoot { display: table-row-group; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
@media screen and (max-width: 720px) { main { padding: 20px; } .facts { grid-template-columns: repeat(2, 1fr); } }
`;
