import { useEffect, useRef } from 'react';
import css from './design.module.css';
import { useRoom } from './designer-room.tsx';

/** The draft as it will be printed. */
export function LivePicture({ label }: { readonly label: string }) {
  const { live } = useRoom();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => (place.current ? live.show(place.current) : undefined), [live]);
  return (
    <div className={css.livePaper}>
      <div ref={place} className={css.livePicture} role="img" aria-label={label} />
    </div>
  );
}
