/** What the library worker is: keeps runs, checks what comes from outside, holds runs beside each other. */
import type { KeptRun, LibraryService, NotKept, Opened, Pictures, RunEntry } from '../../contracts/library.ts';
import type { AnyRecord } from '../../contracts/record.ts';
import { beside } from '../../record/beside.ts';
import { replicaOf } from '../../record/build.ts';
import { documentOf, type RunDocument } from '../../record/document.ts';
import { keptDocument, readRun } from '../../record/file/read.ts';
import { bytesOfDocument } from '../../record/file/write.ts';
import { replication } from '../../record/replication.ts';
import { newKeys, signed, type KeyPair } from '../../record/signature.ts';
import { verify } from '../../record/verify.ts';
import { benchmarksFrom, galleryRun, type FetchFile } from './gallery.ts';
import { archiveOf, filesIn, isZip, MOST_RUNS } from './archive.ts';
import { leftRuns, type LeftStore } from './left-runs.ts';
import { entryOf, type Judged as JudgedRun } from './entry.ts';

/** What is kept on this device, and where. */
export interface LibraryStore extends LeftStore {
  entries(): Promise<RunEntry[]>;
  entry(runId: string): Promise<RunEntry | undefined>;
  file(runId: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  pictures(runId: string): Promise<Pictures | undefined>;
  put(entry: RunEntry, file: Uint8Array<ArrayBuffer>, pictures?: Pictures, gone?: readonly string[]): Promise<void>;
  change(runId: string, how: (entry: RunEntry) => RunEntry): Promise<RunEntry | undefined>;
  purge(runIds: readonly string[]): Promise<void>;
  setting(name: string): Promise<unknown>;
  set(name: string, value: unknown): Promise<void>;
}

export interface LibraryParts {
  readonly store: LibraryStore;
  readonly now: () => Date;
  readonly estimate: () => Promise<StorageEstimate>;
  /** A file of the gallery beside the app. */
  readonly fetchFile: FetchFile;
  /** The names of the locks that are held on this device. */
  readonly locks: () => Promise<ReadonlySet<string>>;
  /** Other tabs should look again. */
  readonly tell: () => void;
}

type Judged = JudgedRun & { readonly document: RunDocument };

/** How long a deleted run can be brought back, in ms. */
const GRACE_MS = 60 * 60 * 1000;
const KEYS = 'signing-keys';

export function createLibrary({ store, now, estimate, fetchFile, locks, tell }: LibraryParts): LibraryService {
  /** @throws what the store throws */
  async function put(
    judged: Judged,
    about: Pick<RunEntry, 'origin'> & Partial<RunEntry>,
    pictures?: Pictures,
    former?: RunEntry,
  ): Promise<RunEntry> {
    const { document, record } = judged;
    // What came from outside is kept as it came, whatever is wrong with it.
    const file = bytesOfDocument(document);
    const before = await store.entry(record.runId);
    const entry = {
      ...entryOf(judged, { ...about, bytes: file.length, keptAt: now().toISOString() }),
      // What a person wrote about it stays.
      ...(former && { tags: former.tags, note: former.note }),
      ...(before && { tags: before.tags, note: before.note, origin: before.origin }),
    };
    await store.put(entry, file, pictures, former && former.runId !== record.runId ? await goneWith(former) : []);
    return entry;
  }

  /** A run whose place another takes goes, unless one replicates it. */
  async function goneWith({ runId }: RunEntry): Promise<readonly string[]> {
    return (await store.entries()).some(({ parentId }) => parentId === runId) ? [] : [runId];
  }

  let last: Promise<unknown> = Promise.resolve();

  /** One after another: what takes the place of a run finds it kept. */
  async function kept(work: () => Promise<RunEntry>): Promise<RunEntry | NotKept> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    try {
      const entry = await turn;
      tell();
      return entry;
    } catch (error) {
      return notKept(error);
    }
  }

  async function opened(runId: string): Promise<KeptRun | undefined> {
    const [entry, file, pictures] = await Promise.all([store.entry(runId), store.file(runId), store.pictures(runId)]);
    if (!entry || !file) return undefined;
    const run = readRun(file);
    if (!run.ok) throw new Error(run.message);
    return { entry, record: run.record, checks: run.checks, ...(pictures && { pictures }) };
  }

  async function listed(): Promise<RunEntry[]> {
    const all = await store.entries();
    const gone = all.filter(({ deletedAt }) => deletedAt !== undefined && now().getTime() - Date.parse(deletedAt) > GRACE_MS);
    if (gone.length) await store.purge(gone.map(({ runId }) => runId));
    return all.filter(({ deletedAt }) => deletedAt === undefined).sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  }

  async function keepFiles(
    files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
    into: { entries: RunEntry[]; refusals: string[] },
  ) {
    for (const { name, bytes } of files) {
      const run = readRun(bytes);
      if (run.ok) into.entries.push(await put(run, { origin: 'opened' }));
      else into.refusals.push(`${name}: ${run.message}`);
    }
  }

  return {
    list: listed,
    keep: (record, { pictures, sweep, replaces } = {}) =>
      kept(async () => {
        const former = replaces === undefined ? undefined : await store.entry(replaces);
        const about = { origin: 'here' as const, ...(sweep !== undefined && { sweep }) };
        try {
          return await put(judged(record), about, pictures, former);
        } catch (error) {
          // Pictures are worth less than the run.
          if (!pictures || !isFull(error)) throw error;
          return put(judged(record, ['There was no room for its pictures.']), about, undefined, former);
        }
      }),

    async openFiles(files) {
      const into = { entries: [] as RunEntry[], refusals: [] as string[] };
      try {
        for (const file of files) {
          const bytes = new Uint8Array(await file.arrayBuffer());
          try {
            await keepFiles(isZip(bytes) ? filesIn(bytes) : [{ name: file.name, bytes }], into);
          } catch (error) {
            if (isFull(error) || isUnavailable(error)) throw error;
            into.refusals.push(`${file.name}: ${(error as Error).message}.`);
          }
        }
      } catch (error) {
        tell();
        return notKept(error);
      }
      tell();
      return into satisfies Opened;
    },

    open: opened,

    async describe(runId, about) {
      const entry = await store.change(runId, (before) => ({ ...before, ...about }));
      tell();
      return entry;
    },

    async remove(runIds) {
      const deletedAt = now().toISOString();
      for (const runId of runIds) await store.change(runId, (entry) => ({ ...entry, deletedAt }));
      tell();
    },

    async restore(runIds) {
      for (const runId of runIds) await store.change(runId, ({ deletedAt: _, ...entry }) => entry);
      tell();
    },

    async archive(runIds) {
      const wanted = runIds ?? (await listed()).map(({ runId }) => runId);
      if (wanted.length > MOST_RUNS) throw new RangeError(`at most ${MOST_RUNS} runs go into one file; choose some`);
      const files = [];
      for (const runId of wanted) {
        const [entry, bytes] = await Promise.all([store.entry(runId), store.file(runId)]);
        if (entry && bytes) files.push({ name: `${entry.dataId}-${entry.kind}-${runId.slice(7, 19)}`, bytes });
      }
      return archiveOf(files);
    },

    async beside(runIds) {
      const runs = await Promise.all(runIds.map(async (id) => ({ entry: await store.entry(id), file: await store.file(id) })));
      return beside(
        runs.flatMap(({ entry, file }, i) =>
          // They were checked when they were kept, and what is held against each other are their raw numbers.
          entry && file ? [{ record: keptDocument(file) as AnyRecord, name: `Run ${i + 1}`, state: entry.state, sound: entry.sound }] : [],
        ),
      );
    },

    async replication(original, replica) {
      const [there, here] = await Promise.all([opened(original), opened(replica)]);
      return there && here && replication(there.record, here.record);
    },

    keepReplica: (record, original) =>
      kept(async () => {
        const there = await opened(original);
        const replica = replicaOf(record, original);
        const outcome = there && replication(there.record, replica).outcome;
        return put(judged(replica), { origin: 'here', ...(outcome && { replication: outcome }) });
      }),

    gallery: () => benchmarksFrom(fetchFile),
    openGalleryRun: async (benchmark, file) => {
      const run = await galleryRun(fetchFile, benchmark, file);
      return kept(() => put(run, { origin: 'opened' }));
    },

    async sign(runId) {
      const run = await opened(runId);
      if (!run?.entry.sound) return undefined;
      let keys = (await store.setting(KEYS)) as KeyPair | undefined;
      if (!keys) await store.set(KEYS, (keys = newKeys()));
      const entry = await put(judged(signed(run.record, keys), run.entry.notes), run.entry, run.pictures);
      tell();
      return entry;
    },

    async usage() {
      const { usage, quota } = await estimate();
      return { ...(usage !== undefined && { used: usage }), ...(quota !== undefined && { quota }) };
    },
    ...leftRuns(store, locks),
    setting: (name) => store.setting(name),
    async set(name, value) {
      await store.set(name, value);
      tell();
    },
  };
}

/** A run of this page, which nobody has changed. */
function judged(record: AnyRecord, notes: readonly string[] = []): Judged {
  const document = documentOf(record);
  const { ok: sound, checks } = verify(document);
  return { document, record, sound, checks, notes };
}

const isFull = (error: unknown): boolean => (error as Error).name === 'QuotaExceededError';
const isUnavailable = (error: unknown): boolean =>
  ['InvalidStateError', 'SecurityError', 'UnknownError', 'NotFoundError', 'VersionError'].includes((error as Error).name);

function notKept(error: unknown): NotKept {
  return isFull(error)
    ? { code: 'full', refusal: 'The browser has no more room for runs on this device. Delete some, or download what you want to keep.' }
    : { code: 'unavailable', refusal: `This browser keeps nothing here (${(error as Error).message}). Download what you want to keep.` };
}
