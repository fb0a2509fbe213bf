import { Mark } from './mark.tsx';

export function WordMark({ size = 28 }: { readonly size?: number }) {
  return (
    <span className="qz-word-mark">
      <Mark size={size} />
      <span className="qz-word">quietzone</span>
    </span>
  );
}
