import type { Design } from '../../src/http/dashboard/wire-designs.ts';

/** A preset's looks, with what is one's own: the logo, and the words where the preset has any. */
export function styleOf(preset: Design, own: Design): Design {
  const frame =
    preset.frame !== null && own.frame !== null ? { ...preset.frame, text: own.frame.text } : preset.frame;
  return { ...preset, logo: own.logo, frame };
}
