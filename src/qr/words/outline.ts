import type { OutlineCommand } from '../../core/designs/words.ts';
import type { OutlineText } from '../draw/scene.ts';
import { layOutWords } from './lay-out.ts';
import { rememberDrawings } from './remember.ts';

/** About 5 MB of paths: some hundred calls to action, each drawn again and again. */
const rememberedCommandsMax = 50_000;

/** `layOutWords` as one path. */
export const outlineText: OutlineText = rememberDrawings(
  (text: string) => {
    const { width, ascent, descent, glyphs } = layOutWords(text);
    const commands = glyphs.flatMap(({ glyph, x, y }) =>
      glyph.commands.map((command) => moved(command, x, y)),
    );
    return { width, ascent, descent, commands };
  },
  ({ commands }) => commands.length,
  rememberedCommandsMax,
);

function moved(command: OutlineCommand, x: number, y: number): OutlineCommand {
  if (command[0] === 'Z') return command;
  if (command[0] === 'C') {
    const [, x1, y1, x2, y2, endX, endY] = command;
    return ['C', x1 + x, y1 + y, x2 + x, y2 + y, endX + x, endY + y];
  }
  return [command[0], command[1] + x, command[2] + y];
}
