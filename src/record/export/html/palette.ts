/** The colours of the app, in its light and its dark scheme: those of src/ui/theme.css, which a test compares. */
export const palette: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  bg: ['#fbfbf9', '#0f1115'],
  panel: ['#ffffff', '#161920'],
  ink: ['#16181d', '#eceef2'],
  'ink-2': ['#535968', '#a9afbc'],
  'ink-3': ['#656b79', '#8d94a3'],
  line: ['#e3e3dd', '#2a2f39'],
  ok: ['#00805c', '#2fc79a'],
  more: ['#d55e00', '#ff8b45'],
  'arm-none': ['#16181d', '#eceef2'],
  'arm-head-only': ['#0072b2', '#3f9fe8'],
  'arm-full-fine-tune': ['#3391cc', '#a5dcff'],
  'arm-retrain-new': ['#b97e00', '#f2b632'],
  'arm-retrain-all': ['#d55e00', '#ff8b45'],
  'arm-label-free': ['#009e73', '#2fc79a'],
  'arm-block': ['#c56f9f', '#e29bc4'],
  'arm-regularised': ['#958900', '#f0e442'],
};

const scheme = (which: 0 | 1): string =>
  Object.entries(palette)
    .map(([name, colors]) => `--${name}:${colors[which]}`)
    .join(';');

/** Custom properties of both schemes; on paper always the light one. */
export const paletteStyles = `:root{color-scheme:light dark;${scheme(0)}}@media screen and (prefers-color-scheme:dark){:root{${scheme(1)}}}${Object.keys(
  palette,
)
  .map((name) => `.c-${name}{--mark:var(--${name})}`)
  .join('')}`;
