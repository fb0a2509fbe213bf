import { type DrawnLogo, readDrawnLogo } from '../drawing/logo.ts';
import { openScales, type Scales } from '../drawing/scales.ts';
import { createWords, type Words } from '../drawing/words.ts';
import { AskError, ask } from '../state/api.ts';

/** What drawings are made of that comes from the server, each asked for once. */
export interface Studio {
  readonly workspace: string;
  readonly words: Words;
  readonly scales: Scales;
  /** Null: there is no such logo any more. Undefined: not here yet. */
  findLogo(id: string): DrawnLogo | null | undefined;
  loadLogo(id: string): Promise<DrawnLogo | null>;
  /** When it is one's turn: many small pictures are drawn one after the other, so that the page stays awake. */
  turn(): Promise<void>;
  close(): void;
}

export function openStudio(workspace: string): Studio {
  const logos = createLogos(workspace);
  let queue = Promise.resolve();
  const scales = openScales();
  return {
    ...{ workspace, scales, ...logos },
    words: createWords((text) => ask('POST /w/:workspace/words', { params: { workspace }, body: { text } })),
    turn() {
      queue = queue.then(() => new Promise((resolve) => setTimeout(resolve)));
      return queue;
    },
    close: () => scales.close(),
  };
}

function createLogos(workspace: string): Pick<Studio, 'findLogo' | 'loadLogo'> {
  const here = new Map<string, DrawnLogo | null>();
  const coming = new Map<string, Promise<DrawnLogo | null>>();
  const load = async (id: string) => {
    try {
      const logo = await readLogo(workspace, id);
      here.set(id, logo);
      return logo;
    } finally {
      coming.delete(id);
    }
  };
  return {
    findLogo: (id) => here.get(id),
    loadLogo(id) {
      const known = here.get(id);
      if (known !== undefined) return Promise.resolve(known);
      const under = coming.get(id) ?? load(id);
      coming.set(id, under);
      return under;
    },
  };
}

async function readLogo(workspace: string, logo: string): Promise<DrawnLogo | null> {
  try {
    const response = await ask('GET /w/:workspace/logos/:logo/image', { params: { workspace, logo } });
    return await readDrawnLogo(logo, await response.blob());
  } catch (error) {
    if (error instanceof AskError && error.status === 404) return null;
    throw error;
  }
}
