import { expect } from 'chai';
import '../../../src/ui/charts/chart-frame.ts';
import { chartScale } from '../../../src/ui/colors.ts';
import { button, find, mount, settled, until } from '../mount.ts';

describe('a chart that is enlarged', () => {
  it('is the same element in a dialog as wide as the window, larger, and back where it was afterwards', async () => {
    const frame = await mount('chart-frame', { canvas: true });
    const chart = document.createElement('div');
    frame.append(chart);
    await settled(frame);
    const enlarge = find<HTMLButtonElement>(frame, '[aria-label="Enlarge chart"]');
    const before = [...frame.shadowRoot!.children].map(({ localName }) => localName);
    enlarge.click();
    const dialog = await until(() => frame.shadowRoot!.querySelector('dialog'));
    expect(dialog.open).to.equal(true);
    expect(dialog.clientWidth).to.equal(document.documentElement.clientWidth);
    expect(chart.assignedSlot!.parentElement).to.equal(dialog);
    expect(chartScale(chart)).to.be.greaterThan(1);
    dialog.querySelector('button')!.click();
    await until(() => !frame.shadowRoot!.querySelector('dialog'));
    expect([...frame.shadowRoot!.children].map(({ localName }) => localName)).to.deep.equal(before);
    expect(chartScale(chart)).to.equal(1);
    expect(button(frame, 'PNG').isConnected).to.equal(true);
  });
});
