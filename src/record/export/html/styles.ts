/** How a report looks: on a screen of any width, by day and by night, and on paper. */
import { paletteStyles } from './palette.ts';

export const styles = `${paletteStyles}
*{box-sizing:border-box}
html{font:16px/1.5 Inter,system-ui,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:24px 16px 48px;max-width:1040px;background:var(--bg);color:var(--ink);overflow-wrap:anywhere}
header p,.quiet,figcaption{color:var(--ink-2);font-size:.84rem}
h1{margin:4px 0 12px;font-size:1.6rem;line-height:1.25;text-wrap:balance}
h2{margin:36px 0 8px;font-size:1.1rem}
p,ul{margin:8px 0}
ul{padding-left:20px}
.scroll{overflow-x:auto;margin:16px 0;border:1px solid var(--line);border-radius:8px;background:var(--panel)}
table{border-collapse:collapse;width:100%;font-size:.84rem;font-variant-numeric:tabular-nums}
th,td{padding:6px 12px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap;overflow-wrap:normal}
tr:last-child>*{border-bottom:0}
th:first-child,td:first-child{text-align:left}
thead th{color:var(--ink-2);font-weight:500}
tbody th{font-weight:600}
.charts{columns:2 400px;column-gap:16px;margin-top:36px}
figure{margin:0 0 16px;padding:12px 16px;border:1px solid var(--line);border-radius:8px;background:var(--panel);break-inside:avoid}
figure h3{margin:0 0 4px;font-size:.95rem}
figcaption{margin-top:4px}
svg { overflow: visible; display:block;width:100%;height:auto;font-family:inherit}
svg text{fill:var(--ink-2);font-size:11.5px}
svg .name{fill:var(--ink)}
svg .axis{stroke:var(--line)}
svg .drift{stroke:var(--ink-2);stroke-dasharray:2 3}
svg .run{fill:none;stroke:var(--mark);stroke-width:2;stroke-linejoin:round}
svg .band{fill:var(--mark);opacity:.16}
svg .dot{fill:var(--mark);fill-opacity:.45}
svg .bar{stroke:var(--mark);stroke-width:2}
svg .mean{fill:var(--mark);stroke:var(--panel);stroke-width:1.5}
.legend{display:flex;flex-wrap:wrap;gap:2px 14px;margin:0 0 6px;padding:0;list-style:none;font-size:.8rem}
.legend svg{display:inline-block;width:26px;height:10px;margin-right:5px;vertical-align:middle}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:8px 0;font-size:.9rem}
dt{color:var(--ink-2)}
dd{margin:0;min-width:0}
code{font:.85em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
pre{margin:4px 0 12px;padding:8px 12px;border:1px solid var(--line);border-radius:8px;background:var(--panel);white-space:pre-wrap}
@media(max-width:560px){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}h1{font-size:1.35rem}svg text{font-size:13px}th:first-child{white-space:normal;min-width:9em}}
@media print{@page{margin:14mm}body{padding:0;max-width:none;background:#fff;font-size:10pt}.scroll{overflow:visible;border:0}table{font-size:7.5pt}th,td{padding:3px 5px;white-space:normal}h2{break-after:avoid}.charts{columns:2}}
`;
