import { expect } from 'chai';
import type { When } from '../../../src/contracts/drift.ts';
import { alpha } from '../../../src/drift/when.ts';
import '../../../src/ui/charts/drift-timeline.ts';
import { findAll, mount, settled, words } from '../mount.ts';

const sudden: When = { pattern: 'sudden', start: 0.5 };
const blip: When = { pattern: 'blip', start: 0.25, end: 0.5 };

/** Height of a band at a time, as a share of what severity 5 at full weight reaches. */
function heightAt(element: HTMLElement, band: number, time: number): number {
  const svg = findAll<SVGSVGElement>(element, 'svg')[band]!;
  const [, , width, height] = svg.getAttribute('viewBox')!.split(' ').map(Number);
  const points = [
    ...svg
      .querySelector('path')!
      .getAttribute('d')!
      .matchAll(/([\d.]+) ([\d.]+)/g),
  ].map(([, x, y]) => [Number(x) / width!, height! - Number(y)] as const);
  // The first and the last point close the area.
  const inner = points.slice(1, -1);
  return inner.reduce((best, point) => (Math.abs(point[0] - time) < Math.abs(best[0] - time) ? point : best))[1] / (height! - 3);
}

describe('the time line of drifts', () => {
  it('draws one band for each drift, with its name', async () => {
    const element = await mount('drift-timeline', {
      drifts: [
        { title: 'Fog', severity: 3, when: sudden },
        { title: 'Typos', severity: 5, when: blip },
      ],
    });
    expect(findAll(element, 'svg')).to.have.length(2);
    expect(findAll(element, 'figcaption').map(words)).to.deep.equal(['Fog', 'Typos']);
    expect(findAll(element, 'svg').map((band) => band.getAttribute('aria-label'))).to.deep.equal(['Fog: sudden', 'Typos: blip']);
    expect(findAll(element, '.axis span').map(words)).to.deep.equal(['first row of the new regime', 'last']);
    element.drifts = [];
    await settled(element);
    expect(findAll(element, 'svg')).to.have.length(0);
  });

  it('is as high as the weight of the new world times the severity', async () => {
    const patterns: readonly When[] = [
      sudden,
      blip,
      { pattern: 'gradual', shape: 'sigmoid', start: 0.2, end: 0.8 },
      { pattern: 'seasonal', start: 0, end: 1, period: 0.5 },
    ];
    for (const severity of [2, 5]) {
      const element = await mount('drift-timeline', { drifts: patterns.map((when) => ({ title: '', severity, when })) });
      patterns.forEach((when, band) => {
        for (const time of [0.1, 0.3, 0.6, 0.9]) {
          expect(heightAt(element, band, time), `${when.pattern} at ${time}`).to.be.closeTo((alpha(when, time) * severity) / 5, 0.005);
        }
      });
    }
  });

  it('can be seen at a severity of nearly nothing', async () => {
    const element = await mount('drift-timeline', { drifts: [{ title: '', severity: 0.1, when: sudden }] });
    expect(heightAt(element, 0, 0.9)).to.be.closeTo(0.12, 0.005);
  });

  it('leaves out the name of a single drift where asked to', async () => {
    const element = await mount('drift-timeline', { compact: true, drifts: [{ title: 'Fog', severity: 3, when: sudden }] });
    expect(findAll(element, 'figcaption')).to.have.length(0);
    expect(findAll(element, 'svg')[0]!.getAttribute('aria-label')).to.equal('Fog: sudden');
  });
});
