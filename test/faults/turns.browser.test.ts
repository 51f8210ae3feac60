/** FAULT-FINDINGS 21: many elements that follow one store do not hold the page while they all draw; what is left waits for the next frame. */
import { expect } from 'chai';
import { html, LitElement } from 'lit';
import { Store, StoreController } from '../../src/state/store.ts';
import '../../src/ui/charts/stream-chart.ts';
import { mount, until } from '../ui/mount.ts';

class News extends Store {
  tell(): void {
    this.changed();
  }
}

/** Takes so long to draw, by the page's own clock, ms. */
const SLOW_MS = 30;
const drawn: { readonly who: number; readonly frame: number }[] = [];
let frame = 0;

class SlowPart extends LitElement {
  who = 0;
  protected override render() {
    drawn.push({ who: this.who, frame });
    for (const end = performance.now() + SLOW_MS; performance.now() < end;);
    return html`${this.who}`;
  }
}
customElements.define('slow-part', SlowPart);

describe('a store that many elements follow', () => {
  it('has them drawn in turns of 40 ms: two slow ones a frame, each of them once, in their order', async () => {
    const news = new News();
    const parts = Array.from({ length: 6 }, (_, who) => Object.assign(new SlowPart(), { who }));
    for (const part of parts) new StoreController(part, news);
    document.body.append(...parts);
    await Promise.all(parts.map((part) => part.updateComplete));
    drawn.length = 0;
    const count = () => {
      frame++;
      if (drawn.length < parts.length) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    news.tell();
    news.tell();
    await until(() => drawn.length === parts.length);
    expect(drawn.map(({ who }) => who)).to.deep.equal([0, 1, 2, 3, 4, 5]);
    const inOneFrame = (at: number) => drawn.filter(({ frame: each }) => each === at).length;
    expect(Math.max(...drawn.map(({ frame: each }) => inOneFrame(each)))).to.be.at.most(2);
    parts.forEach((part) => part.remove());
  });

  it('tells news that come while they draw as well', async () => {
    const news = new News();
    let seen = 0;
    let value = 0;
    class Follower extends LitElement {
      protected override render() {
        if (value === 1) {
          value = 2;
          news.tell();
        }
        seen = value;
        return html`${value}`;
      }
    }
    customElements.define('follower-part', Follower);
    const part = new Follower();
    new StoreController(part, news);
    document.body.append(part);
    await part.updateComplete;
    value = 1;
    news.tell();
    await until(() => seen === 2 && part.renderRoot.textContent?.includes('2'));
    expect(part.renderRoot.textContent).to.contain('2');
    part.remove();
  });
});

describe('a long stream', () => {
  it('is drawn solid where its points lie closer than a dash is long, and dashed before', async () => {
    const stroke = CanvasRenderingContext2D.prototype.stroke as () => void;
    let dashes: string[] = [];
    CanvasRenderingContext2D.prototype.stroke = function (this: CanvasRenderingContext2D) {
      if (this.canvas.matches('.plot')) dashes.push(this.getLineDash().join());
      stroke.call(this);
    };
    try {
      const line = { title: 'a', color: '--accent', dash: [6, 4], marks: [] };
      const values = (count: number) => Array.from({ length: count }, (_, i) => i % 2);
      const chart = await mount('stream-chart', { lines: [{ ...line, values: values(40) }], batches: 3800 }, 600);
      expect(dashes).to.contain('6,4');
      dashes = [];
      chart.lines = [{ ...line, values: values(3800) }];
      await chart.updateComplete;
      expect(new Set(dashes)).to.deep.equal(new Set(['']));
    } finally {
      CanvasRenderingContext2D.prototype.stroke = stroke as typeof CanvasRenderingContext2D.prototype.stroke;
    }
  });
});
