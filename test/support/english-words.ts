import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const messages = join(import.meta.dirname, '../../web/messages');

/** What the English files say, as patterns of whole texts; without what another language says in the same words. */
export function listEnglishTexts(language: 'de' | 'ar'): readonly RegExp[] {
  const read = (folder: string) =>
    readdirSync(join(messages, 'en')).flatMap((file) =>
      textsIn(JSON.parse(readFileSync(join(messages, folder, file), 'utf8'))),
    );
  const alike = new Set(read(language));
  return [...new Set(read('en'))]
    .filter((text) => !alike.has(text) && hasWord(text))
    .map((text) => {
      const parts = text.split(/{{.*?}}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
      return new RegExp(`^${parts.join('.*')}$`, 's');
    });
}

/** Besides its gaps; with gaps a longer one, since "of" between two of them says nothing. */
function hasWord(text: string): boolean {
  return text.includes('{{') ? /\p{L}{4}/u.test(text.replace(/{{.*?}}/g, '')) : /\p{L}{2}/u.test(text);
}

function textsIn(words: object): readonly string[] {
  return Object.values(words).flatMap((value) =>
    typeof value === 'object' && value !== null ? textsIn(value) : [String(value)],
  );
}
