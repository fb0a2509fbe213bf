import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Network } from '../../core/scans/hit.ts';
import { timeOfScanId } from '../../core/scans/id.ts';
import { markSigns, type SpooledHit } from '../../core/scans/scan.ts';
import { openSqlite } from '../../runtime/sqlite.ts';
import { openGeo, type Place } from '../enrich/geo.ts';
import { findNetwork, type NetworkLists, noNetworks } from '../enrich/networks.ts';
import { hostOfReferrer } from '../enrich/referrer.ts';
import { createVisitorSalts, dayOf } from '../enrich/visitor.ts';
import { createLruMap } from '../lru-map.ts';
import {
  type DrainReply,
  type DrainRequest,
  type FixedBatch,
  type FlatHits,
  hitFields,
  type Meta,
  type SpoolReply,
  type SpoolRequest,
  type SpoolState,
  toWireError,
} from './messages.ts';
import { NodeFile } from './node-file.ts';

export interface SpoolWorkerOptions {
  readonly dataDir: string;
  readonly durability: 'safe' | 'fast';
  readonly geoSetting: string;
  /** How long drained hits stay in the file, for the repeat rule after a restart. */
  readonly keepMs: number;
  /** None when it is left out. Read once at the start, so that a list that is broken later stops no new thread. */
  readonly networks?: NetworkLists | undefined;
}

/** What an address tells, before it is forgotten. */
interface Origin {
  readonly place: Place;
  readonly network: Network;
}

/** Work that waits for the next commit, with what is to be said afterwards. */
interface Chore {
  readonly work: () => unknown;
  readonly done: (error: unknown, value: unknown) => void;
}

/**
 * The thread that owns the node's file. It turns client addresses into places and visitor hashes before
 * anything is written, commits hits in the groups that it is handed, and takes everything else that has to be
 * written into the same commits.
 */
class SpoolThread {
  readonly #options: SpoolWorkerOptions;
  readonly #say: (message: SpoolReply) => void;
  readonly #lock: ReturnType<typeof lockDataDir>;
  readonly #file: NodeFile;
  readonly #geo: ReturnType<typeof openGeo>;
  readonly #networks: NetworkLists;
  readonly #origins = createLruMap<string, Origin>(50_000);
  readonly #salts = createVisitorSalts(() => {
    this.#saltsChanged = true;
  });
  #saltsChanged = false;
  /** The log may still hold the pages of salts that are over. */
  #oldSaltsLeft = false;
  #chores: Chore[] = [];
  #choresScheduled = false;
  #drainPort: MessagePort | undefined;
  #drainIdle = false;

  constructor(options: SpoolWorkerOptions, say: (message: SpoolReply) => void) {
    this.#options = options;
    this.#say = say;
    this.#lock = lockDataDir(options.dataDir);
    this.#file = new NodeFile(join(options.dataDir, 'node.db'), options.durability);
    this.#geo = openGeo(options.geoSetting);
    this.#networks = options.networks ?? noNetworks;
    const today = dayOf(Date.now());
    this.#salts.set(this.#file.salts().filter(([day]) => day >= today));
    this.#keepSalts();
    if (!this.#file.meta().spool_id) this.#file.commit(() => this.#file.setMeta({ spool_id: randomUUID() }));
  }

  state(): SpoolState {
    const kept: Meta = this.#file.meta();
    const { sources, problem } = this.#geo;
    return {
      spoolId: kept.spool_id ?? '',
      lastHitId: this.#file.lastHitId(),
      meta: { ...kept, geo_sources: sources.join(', '), geo_problem: problem ?? '' },
      depth: this.#file.depth(),
    };
  }

  onMessage(message: SpoolRequest): void {
    if (message.t === 'hits') this.#onHits(message.hits);
    else this.#onCall(message);
  }

  #onHits(hits: FlatHits): void {
    let error: unknown = null;
    try {
      this.#commit(hits);
    } catch (failure) {
      error = failure;
    }
    const depth = this.#file.depth();
    this.#say({ t: 'group', error: error ? toWireError(error) : null, depth });
    if (error || !this.#drainIdle || depth === 0) return;
    this.#drainIdle = false;
    this.#drainPort?.postMessage({ t: 'more' } satisfies DrainReply);
  }

  #onCall(message: Exclude<SpoolRequest, { t: 'hits' }>): void {
    const file = this.#file;
    const done = (error: unknown, value: unknown) =>
      this.#say({
        t: 'call',
        call: message.call,
        error: error ? toWireError(error) : null,
        value: value ?? null,
      });
    switch (message.t) {
      case 'find':
        return attempt(() => file.findLinks(message.slugs), done);
      case 'links':
        return this.#addChore(() => {
          file.putLinks(message.rows);
          file.setMeta(message.meta);
        }, done);
      case 'clear-links':
        return this.#addChore(() => file.clearLinks(), done);
      case 'meta':
        return this.#addChore(() => file.setMeta(message.meta), done);
      case 'drain':
        return attempt(() => this.#connectDrain(message.port), done);
      case 'salts':
        return attempt(() => this.#setSalts(message.salts), done);
      case 'close':
        return attempt(() => this.#close(), done);
    }
  }

  #commit(hits: FlatHits): void {
    const chores = this.#chores;
    this.#chores = [];
    const values: unknown[] = [];
    try {
      this.#file.commit(() => {
        if (hits.length > 0) this.#file.insertGroup(this.#placeHits(hits));
        for (const chore of chores) values.push(chore.work());
      });
    } catch (error) {
      for (const chore of chores) chore.done(error, undefined);
      throw error;
    }
    for (const [index, chore] of chores.entries()) chore.done(null, values[index]);
    if (this.#saltsChanged) this.#keepSalts();
  }

  /** Here addresses end: what is left of them is a place, a mark of the network and a visitor hash. */
  #placeHits(hits: FlatHits): SpooledHit[] {
    const placed: SpooledHit[] = [];
    // Ids may run ahead of a clock that went back; the salt of a day to come must not be used for longer than a day.
    const nowMs = Date.now();
    for (let at = 0; at < hits.length; at += hitFields) {
      const id = hits[at] as number;
      const workspace = hits[at + 2] as number;
      const address = hits[at + 4] as string;
      const ua = hits[at + 5] as string;
      const { place, network } = this.#originOf(address);
      placed.push({
        id,
        code: hits[at + 1] as number,
        workspace,
        signs: markSigns(hits[at + 3] as number, network),
        ...place,
        visitor: this.#salts.visitorOf(address, ua, workspace, Math.min(timeOfScanId(id), nowMs)),
        ua,
        referrer: hostOfReferrer(hits[at + 6] as string),
      });
    }
    return placed;
  }

  #originOf(address: string): Origin {
    const known = this.#origins.get(address);
    if (known) return known;
    const origin = { place: this.#geo.find(address), network: findNetwork(this.#networks, address) };
    this.#origins.set(address, origin);
    return origin;
  }

  #setSalts(salts: readonly [string, string][]): void {
    this.#salts.set(salts);
    this.#keepSalts();
  }

  /** Salts of past days go with the first write of a new one. */
  #keepSalts(): void {
    this.#saltsChanged = false;
    const today = dayOf(Date.now());
    const wanted = this.#salts.all().filter(([day]) => day >= today);
    if (!this.#oldSaltsLeft && JSON.stringify(wanted) === JSON.stringify(this.#file.salts())) return;
    try {
      // What is left is looked at again with the hourly salts.
      this.#oldSaltsLeft = !this.#file.replaceSalts(wanted);
    } catch {
      // Such as a full disk: tried again with the next commit.
      this.#saltsChanged = true;
    }
  }

  /** Joins the next commit, or makes one of its own when no hits come in this turn. */
  #addChore(work: () => unknown, done: Chore['done']): void {
    this.#chores.push({ work, done });
    if (this.#choresScheduled) return;
    this.#choresScheduled = true;
    setImmediate(() => {
      this.#choresScheduled = false;
      if (this.#chores.length > 0)
        attempt(
          () => this.#commit([]),
          () => undefined,
        );
    });
  }

  #connectDrain(port: MessagePort): void {
    this.#drainPort?.close();
    this.#drainPort = port;
    this.#drainIdle = false;
    port.on('message', (message: DrainRequest) => {
      if (message.t === 'release') this.#release(port, message.lastSeq);
      else this.#fix(port, message.hitsMax);
    });
  }

  #release(port: MessagePort, lastSeq: number): void {
    this.#addChore(
      () => this.#file.releaseBatch(lastSeq, Date.now(), this.#options.keepMs),
      (error) => {
        sayToDrain(port, { t: 'released', error: error ? toWireError(error) : null });
        this.#say({ t: 'depth', depth: this.#file.depth() });
      },
    );
  }

  #fix(port: MessagePort, hitsMax: number): void {
    if (this.#file.depth() === 0) {
      this.#drainIdle = true;
      return sayToDrain(port, { t: 'fixed', batch: null, error: null });
    }
    this.#addChore(
      () => this.#file.fixBatch(randomUUID(), hitsMax),
      (error, value) => {
        const batch = (value ?? null) as FixedBatch | null;
        sayToDrain(port, { t: 'fixed', batch, error: error ? toWireError(error) : null });
      },
    );
  }

  #close(): void {
    this.#drainPort?.close();
    this.#file.close();
    this.#lock.close();
  }
}

function sayToDrain(port: MessagePort, reply: DrainReply): void {
  port.postMessage(reply);
}

function attempt(work: () => unknown, done: (error: unknown, value: unknown) => void): void {
  let value: unknown;
  try {
    value = work();
  } catch (error) {
    return done(error, undefined);
  }
  done(null, value);
}

/** One server at a time: the system drops this lock with the process, however it dies. */
function lockDataDir(dataDir: string) {
  try {
    const lock = openSqlite(join(dataDir, 'server.lock'), { busyTimeoutMs: 0, journal: 'delete' });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    if (!String((cause as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw cause;
    const message = `Another Quietzone server is running on ${dataDir}. Stop it, or give this one a DATA_DIR of its own.`;
    throw new Error(message, { cause });
  }
}

const port = parentPort;
if (!port) throw new Error('spool-worker runs as a worker thread');
const say = (message: SpoolReply) => port.postMessage(message);
try {
  const thread = new SpoolThread(workerData as SpoolWorkerOptions, say);
  port.on('message', (message: SpoolRequest) => thread.onMessage(message));
  say({ t: 'ready', state: thread.state() });
} catch (error) {
  say({ t: 'failed', error: toWireError(error) });
}
