/** Keeping the app for when there is no network, and taking over a new version: only when somebody asks for it, never while something runs. */
import { registerSW } from 'virtual:pwa-register';
import { eventLog } from './event-log.ts';
import { Store } from './store.ts';

/** `none`: this browser or address cannot (plain http but for this computer itself, a private window); the app then needs its server. */
export type OfflineState = 'none' | 'keeping' | 'kept' | 'update';

export class OfflineStore extends Store {
  state: OfflineState = 'none';
  private takeOver: (() => Promise<void>) | undefined;

  /** Call once, when nothing else is waited for. */
  start(register: typeof registerSW = registerSW): void {
    if (!('serviceWorker' in navigator)) return;
    this.say(navigator.serviceWorker.controller ? 'kept' : 'keeping');
    this.takeOver = register({
      onOfflineReady: () => this.say('kept'),
      onNeedRefresh: () => this.say('update'),
      onRegisterError: () => this.say('none'),
    });
  }

  /** Loads the new version. The caller sees to it that nothing runs. */
  update(): void {
    void this.takeOver?.();
  }

  private say(state: OfflineState): void {
    this.state = state;
    eventLog.note('offline copy', state);
    this.changed();
  }
}

/** That of this page. */
export const offline = new OfflineStore();
