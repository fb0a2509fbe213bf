/** Media that we show ourselves, or a link to where somebody else does: one of the two. */
export function hasOneSource(content: { media?: unknown; url?: unknown }): boolean {
  return (content.media === undefined) !== (content.url === undefined);
}

export const oneSourceNeeded = 'send either media or url';
