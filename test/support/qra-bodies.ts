import { svg } from './hostile-pictures.ts';
import type { QraObjects } from './key-world.ts';

const destination = 'https://example.com/menu';

/** A good body for each route of the QRA dialect that takes one, so that a refusal is about who asks; bytes as they are. */
const bodies: Readonly<Record<string, (objects: QraObjects) => object>> = {
  'POST /qr': () => ({ name: 'Menu', destination }),
  'PATCH /qr/{id}': () => ({ name: 'Renamed' }),
  'POST /folders': () => ({ name: `Folder ${crypto.randomUUID()}` }),
  'PATCH /folders/{id}': () => ({ name: `Folder ${crypto.randomUUID()}` }),
  'PATCH /tags/{tag}': ({ tag }) => ({ name: `${tag}-too` }),
  'POST /qr/{id}/designs/{version}/restore': () => ({}),
  'POST /logos': () => svg('<rect width="90" height="90" fill="#1040a0"/>'),
  'PUT /brand': () => ({ colors: ['#0a7357'] }),
  'POST /budget': () => ({ text: 'https://example.com', design: {} }),
  'POST /render': () => ({ text: 'https://example.com', format: 'svg' }),
  'POST /reports': ({ code }) => ({ title: 'For the fair', set: { code }, days: 30 }),
  'PATCH /reports/{id}': () => ({ title: 'For the market' }),
  'POST /sheets': ({ code }) => ({ codes: [code] }),
  'POST /pictures': ({ code }) => ({ codes: [code], format: 'svg' }),
  'POST /qr/{id}/proof': () => ({ profile: 'quick' }),
};

export function bodyOf(method: string, path: string, objects: QraObjects): object | undefined {
  return bodies[`${method} ${path}`]?.(objects);
}

/** The path with the objects in their places. */
export function pathOf(path: string, { code, folder, logo, tag, report }: QraObjects): string {
  const ids = { '/folders': folder, '/logos': logo, '/reports': report };
  const [, id = code] = Object.entries(ids).find(([start]) => path.startsWith(start)) ?? [];
  return path.replace('{id}', id).replace('{tag}', tag).replace('{version}', '1');
}

interface Question {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body?: object;
}

/** Answers repeat the range: it must not end now. */
const month = 'since=2026-01-01&until=2026-02-01';

/** Every place besides paths where a request can name an object that belongs to somebody. */
export function questionsOn({ code, folder, logo, tag }: QraObjects): readonly Question[] {
  const get = (path: string, query: string) => ({ method: 'GET', path, query });
  const post = (path: string, body: object) => ({ method: 'POST', path, query: '', body });
  const design = { logo: { image: logo } };
  return [
    ...[get('/qr', `?folder=${folder}`), get('/qr', `?tag=${tag}`), get('/qr', `?search=${code}`)],
    ...[
      get('/stats', `?folder=${folder}&${month}`),
      get('/stats', `?tag=${tag}&${month}`),
      get('/stats', `?code=${code}&${month}`),
    ],
    ...[get('/scans.csv', `?code=${code}`), get('/scans.csv', `?folder=${folder}`)],
    ...[
      get('/scans.ndjson', `?code=${code}`),
      get('/stream', `?code=${code}`),
      get('/stream', `?folder=${folder}`),
    ],
    ...[
      post('/qr', { name: 'x', destination, folder_id: folder }),
      post('/qr', { name: 'x', destination, design }),
    ],
    ...[{ code }, { folder }, { tag }].map((set) => post('/reports', { title: 'x', set, days: 30 })),
    ...[
      { ...post('/brand', { logo }), method: 'PUT' },
      { ...post('/brand', { design }), method: 'PUT' },
    ],
    ...[post('/budget', { code }), post('/budget', { text: 'x', design })],
    ...[post('/render', { text: 'x', format: 'svg', design })],
    ...[post('/sheets', { codes: [code] }), post('/sheets', { filter: { folder } })],
    ...[post('/pictures', { codes: [code] }), post('/pictures', { filter: { folder } })],
  ];
}
