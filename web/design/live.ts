import type { Design, WireBudget } from '../../src/http/dashboard/wire-designs.ts';
import { drawSvg } from '../drawing/draw-svg.ts';
import { type Fitted, findFitted, keepFitted } from '../drawing/fitting.ts';
import type { DrawnLogo } from '../drawing/logo.ts';
import type { Subject } from '../drawing/subject.ts';
import { putSvg } from '../drawing/svg-nodes.ts';
import type { Facts } from '../drawing/weigh-wire.ts';
import { noWords } from '../drawing/words.ts';
import type { Draft } from './draft.ts';
import type { Studio } from './studio.ts';

/** What is known of a draft besides its looks. */
export interface Findings {
  /** Of the design of a moment ago, while one draws at a slider. */
  readonly facts: Facts | null;
  /** Of the very design that is shown; null while it is weighed. */
  readonly budget: WireBudget | null;
  /** The text fits no symbol at the level that is asked for. */
  readonly tooLong: boolean;
}

/** A picture that follows a draft, at most once a frame, and what is found out about it. */
export interface Live {
  show(place: Element): () => void;
  subscribe(listener: () => void): () => void;
  get(): Findings;
  close(): void;
}

/** How long a draft must rest until it is weighed and words are asked for, in ms. */
const weighAfterMs = 160;
const wordsAfterMs = 120;
/** Between two findings while one draws at a slider: nobody reads numbers faster. */
const findEveryMs = 80;

export function createLive(studio: Studio, draft: Draft, text: string): Live {
  const live = new LiveDrawing(studio, draft, text);
  const forget = draft.subscribe(() => live.changed());
  live.changed();
  return {
    show: (place) => live.show(place),
    subscribe: (listener) => live.subscribe(listener),
    get: () => live.findings,
    close() {
      forget();
      live.close();
    },
  };
}

interface Shown {
  readonly subject: Subject;
  readonly logo: DrawnLogo | null;
  /** Whether it is the draft itself, with all its words and its logo. */
  readonly isWhole: boolean;
}

class LiveDrawing {
  findings: Findings = { facts: null, budget: null, tooLong: false };
  readonly #studio: Studio;
  readonly #draft: Draft;
  readonly #text: string;
  readonly #listeners = new Set<() => void>();
  #place: Element | null = null;
  #frame = 0;
  #wordsTimer = 0;
  #weighTimer = 0;
  #words: string | null = null;
  #fitted: Fitted | null = null;
  #fitting = false;
  /** Grows with whatever a drawing is made of: the draft, or a logo that has come. */
  #edition = 0;
  #closed = false;

  constructor(studio: Studio, draft: Draft, text: string) {
    this.#studio = studio;
    this.#draft = draft;
    this.#text = text;
  }

  show(place: Element): () => void {
    this.#place = place;
    this.#schedule();
    return () => {
      this.#place = null;
    };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    this.#edition += 1;
    this.#schedule();
    if (this.findings.budget !== null) this.#tell({ budget: null });
    void this.#fit();
    clearTimeout(this.#weighTimer);
    this.#weighTimer = window.setTimeout(() => void this.#weigh(), weighAfterMs);
  }

  close(): void {
    this.#closed = true;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#wordsTimer);
    clearTimeout(this.#weighTimer);
  }

  #tell(news: Partial<Findings>): void {
    this.findings = { ...this.findings, ...news };
    for (const listener of this.#listeners) listener();
  }

  #schedule(): void {
    if (this.#frame !== 0 || this.#closed) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#drawNow();
    });
  }

  #drawNow(): void {
    const place = this.#place;
    if (place === null) return;
    const { subject, logo, isWhole } = this.#shown();
    const found = findFitted(subject);
    const fitted = found ?? this.#fitted;
    if (fitted === null) return;
    this.#fitted = fitted;
    const outline = subject.design.frame && this.#studio.words.find(subject.design.frame.text);
    putSvg(place, drawSvg(subject, fitted, outline ?? noWords), logo?.address ?? null);
    // For whoever must not look too early.
    place.toggleAttribute('data-settled', isWhole && found !== undefined && found !== null);
  }

  /** The draft, with whatever of it is here. */
  #shown(): Shown {
    const { design } = this.#draft.get();
    const logo = design.logo && this.#studio.findLogo(design.logo.image);
    if (design.logo !== null && logo === undefined) void this.#load(design.logo.image);
    const frame = this.#frameOf(design);
    const isWhole = logo !== undefined && frame?.text === design.frame?.text.trim();
    const shown: Design = { ...design, frame };
    return { subject: { text: this.#text, design: shown, logo: logo ?? null }, logo: logo ?? null, isWhole };
  }

  /** With the words before while those that were written now are on their way. */
  #frameOf({ frame }: Design): Design['frame'] {
    const wanted = frame?.text.trim() ?? '';
    if (frame === null || wanted === '') return null;
    if (this.#studio.words.find(wanted)) {
      this.#words = wanted;
      return { ...frame, text: wanted };
    }
    clearTimeout(this.#wordsTimer);
    this.#wordsTimer = window.setTimeout(() => void this.#loadWords(wanted), wordsAfterMs);
    return this.#words === null ? null : { ...frame, text: this.#words };
  }

  async #loadWords(text: string): Promise<void> {
    await this.#studio.words.load(text).catch(() => undefined);
    if (this.#studio.words.find(text)) this.#schedule();
  }

  async #load(id: string): Promise<void> {
    const logo = await this.#studio.loadLogo(id).catch(() => undefined);
    if (logo !== undefined && !this.#closed) this.changed();
  }

  /** Never two at a time: of all that changed meanwhile the last is worked out. */
  async #fit(): Promise<void> {
    if (this.#fitting) return;
    this.#fitting = true;
    while (!this.#closed) {
      const edition = this.#edition;
      const { subject, logo } = this.#shown();
      const { fitted, facts } = await this.#studio.scales.fit(subject, logo);
      if (this.#closed) return;
      keepFitted(subject, fitted);
      this.#schedule();
      this.#tell({ facts, tooLong: fitted === null });
      await new Promise((resolve) => setTimeout(resolve, findEveryMs));
      if (this.#edition === edition) break;
    }
    this.#fitting = false;
  }

  async #weigh(): Promise<void> {
    const edition = this.#edition;
    const { subject, logo } = this.#shown();
    const { budget } = await this.#studio.scales.weigh(subject, logo);
    if (this.#closed || this.#edition !== edition) return;
    this.#tell({ budget });
  }
}
