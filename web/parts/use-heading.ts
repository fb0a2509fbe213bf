import { useMatch } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';

/** Of the page that was shown last; undefined until there is one. */
let lastPath: string | undefined;

/**
 * The title of the page in the window's, and focus on its heading when one comes from another page: a screen reader
 * says where one is, and Tab goes on from the top. On the first page the browser does so itself, and a page whose
 * first field has the focus keeps it there.
 */
export function useHeading(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  // Of the page, not of the address: that one changes before the page does.
  const path = useMatch({ strict: false, select: ({ pathname }) => pathname });
  useEffect(() => {
    document.title = `${title} · quietzone`;
  }, [title]);
  useEffect(() => {
    const isTyping = document.activeElement?.matches('main :is(input, textarea, select)') ?? false;
    if (lastPath !== undefined && lastPath !== path && !isTyping)
      heading.current?.focus({ preventScroll: true });
    lastPath = path;
  }, [path]);
  return heading;
}
