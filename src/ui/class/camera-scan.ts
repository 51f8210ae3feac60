/** A camera that reads codes one after the other. Nothing it sees leaves the page, and it is off as soon as it is closed. */
import { msg, translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { QRCamera } from 'qr/dom.js';
import { sharedStyles } from '../shared-styles.ts';

/** A code was read that the one before was not. */
class ScannedEvent extends Event {
  static readonly type = 'scanned';
  constructor(readonly text: string) {
    super(ScannedEvent.type, { bubbles: true, composed: true });
  }
}

@customElement('camera-scan')
export class CameraScan extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      video {
        display: block;
        width: min(100%, 420px);
        border-radius: var(--radius);
        background: #000;
        margin: var(--space-2) 0;
      }
    `,
  ];

  @state() private phase: 'off' | 'opening' | 'on' = 'off';
  @state() private why = '';
  @query('video') private readonly video!: HTMLVideoElement | null;
  private camera: QRCamera | undefined;
  private endLoop: (() => void) | undefined;
  /** Every use of the camera has its own; what an earlier one still tells is dropped. */
  private use: object | undefined;
  private last = '';

  /** Browsers have a camera only for pages from https, and from this computer. */
  private get able(): boolean {
    return isSecureContext && navigator.mediaDevices !== undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  protected override render() {
    if (!this.able)
      return html`<p class="small quiet">${msg('No camera here: browsers allow one only over https, or on localhost. Pasting works everywhere.')}</p>`;
    return html`<button aria-pressed=${this.phase === 'off' ? 'false' : 'true'} @click=${() => (this.phase === 'off' ? void this.start() : this.stop())}>
        ${this.phase === 'off' ? msg('Scan with the camera') : msg('Camera off')}
      </button>
      <video ?hidden=${this.phase !== 'on'} muted playsinline aria-label=${msg('What the camera sees')}></video>
      ${this.phase === 'opening' ? html`<p class="small quiet" role="status">${msg('Waiting for the camera …')}</p>` : ''}
      ${this.why ? html`<p class="small" role="alert">${translated(this.why)}</p>` : ''}`;
  }

  private async start(): Promise<void> {
    const use = (this.use = {});
    this.phase = 'opening';
    this.why = this.last = '';
    try {
      const { QRCamera, QRCanvas, frameLoop } = await import('qr/dom.js');
      const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: { ideal: 'environment' } } });
      if (this.use !== use) return stream.getTracks().forEach((track) => track.stop());
      const camera = (this.camera = new QRCamera(this.video!, stream));
      const canvas = new QRCanvas({}, { cropToSquare: false });
      this.phase = 'on';
      this.endLoop = frameLoop(() => void this.look(use, camera.readFrame(canvas)), this.video!);
    } catch (error) {
      if (this.use !== use) return;
      this.stop();
      this.why =
        (error as Error).name === 'NotAllowedError'
          ? msg('The browser does not allow the camera. Allow it in the address bar, or paste the codes.')
          : msg('No camera could be opened. Paste the codes, or drop pictures of them.');
    }
  }

  private async look(use: object, frame: Promise<unknown>): Promise<void> {
    // A frame without a code is no fault: the next one comes soon.
    const found = await frame.catch(() => undefined);
    // A code stays in sight for many frames: it is told once.
    if (this.use !== use || typeof found !== 'string' || found === this.last) return;
    this.last = found;
    this.dispatchEvent(new ScannedEvent(found));
  }

  private stop(): void {
    this.use = undefined;
    this.endLoop?.();
    this.camera?.stop();
    if (this.video) this.video.srcObject = null;
    this.camera = this.endLoop = undefined;
    this.phase = 'off';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'camera-scan': CameraScan;
  }
  interface HTMLElementEventMap {
    scanned: ScannedEvent;
  }
}
