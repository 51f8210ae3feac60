/** A walk through time as a picture: accuracy on each new world over the cuts, a line for each repair. */
import type { Walk } from '../decide/walk-forward.ts';

const WIDTH = 720;
const HEIGHT = 360;
const MARGIN = { left: 48, right: 150, top: 16, bottom: 40 };
/** Okabe & Ito 2008: told apart by everybody, on light and dark ground. */
const COLORS = ['#777777', '#0072B2', '#E69F00', '#009E73', '#CC79A7', '#D55E00', '#56B4E9', '#000000'];

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A whole SVG file. Cuts are evenly spaced, in their order. */
export function walkSvg({ points, arms }: Walk): string {
  const values = points.flatMap(({ accuracies }) => Object.values(accuracies));
  const low = Math.max(0, Math.floor(20 * Math.min(...values) - 0.5) / 20);
  const high = Math.min(1, Math.ceil(20 * Math.max(...values)) / 20);
  const x = (i: number) => MARGIN.left + ((WIDTH - MARGIN.left - MARGIN.right) * (i + 0.5)) / points.length;
  const y = (value: number) =>
    HEIGHT - MARGIN.bottom - ((HEIGHT - MARGIN.top - MARGIN.bottom) * (value - low)) / Math.max(1e-9, high - low);
  const ticks = Array.from({ length: Math.round((high - low) / 0.05) + 1 }, (_, i) => low + 0.05 * i);
  const grid = ticks.map(
    (tick) =>
      `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(tick).toFixed(1)}" y2="${y(tick).toFixed(1)}" stroke="#ddd"/><text x="${MARGIN.left - 6}" y="${(y(tick) + 4).toFixed(1)}" text-anchor="end">${Math.round(100 * tick)} %</text>`,
  );
  const dates = points.map(
    ({ cut }, i) => `<text x="${x(i).toFixed(1)}" y="${HEIGHT - MARGIN.bottom + 18}" text-anchor="middle">${escaped(String(cut))}</text>`,
  );
  const lines = arms.map(({ id }, a) => {
    const known = points.flatMap(({ accuracies }, i) => (accuracies[id] === undefined ? [] : [[x(i), y(accuracies[id])] as const]));
    const color = COLORS[a % COLORS.length]!;
    const dots = known.map(([cx, cy]) => `<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="3" fill="${color}"/>`).join('');
    return `<polyline points="${known.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' ')}" fill="none" stroke="${color}" stroke-width="2"/>${dots}`;
  });
  const legend = arms.map(
    ({ title }, a) =>
      `<rect x="${WIDTH - MARGIN.right + 14}" y="${MARGIN.top + 20 * a}" width="10" height="10" fill="${COLORS[a % COLORS.length]!}"/><text x="${WIDTH - MARGIN.right + 30}" y="${MARGIN.top + 20 * a + 9}">${escaped(title)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="Accuracy on new rows by cut and repair">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/><g font-family="sans-serif" font-size="11" fill="#333">`,
    ...[...grid, ...dates, ...lines, ...legend],
    '</g></svg>',
  ].join('\n');
}
