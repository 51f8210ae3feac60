import { expect } from 'chai';
import { walkSvg } from '../../src/cli/walk-svg.ts';
import type { Walk } from '../../src/decide/walk-forward.ts';

describe('the picture of a walk', () => {
  const arm = (id: string) => ({
    id,
    title: `repair <${id}>`,
    byAge: [],
    behind: [],
    soFar: [],
    lasts: null,
    wrong: 0,
    labels: 0,
    flops: 0,
  });
  const walk: Walk = {
    points: [
      { cut: '2021', best: [], accuracies: { a: 0.9, b: 0.8 } },
      { cut: '2022', best: [], accuracies: { a: 0.85 } },
    ],
    arms: [arm('a'), arm('b')],
    hindsight: 0,
    sentences: [],
  };
  const svg = walkSvg(walk);

  it('has a line for each repair, a point for each cut that it ran at, and their names', () => {
    expect(svg.match(/<polyline/g)).to.have.length(2);
    expect(svg.match(/<circle/g)).to.have.length(3);
    expect(svg).to.include('>2021</text>').and.to.include('repair &lt;a&gt;');
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).to.equal(true);
  });

  it('draws more accuracy higher', () => {
    const [first, second] = [...svg.matchAll(/<circle cx="[\d.]+" cy="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(first).to.be.below(second!);
  });
});
