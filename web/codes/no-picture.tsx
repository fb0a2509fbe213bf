import { Mark } from '../parts/mark.tsx';
import style from './picture.module.css';

/** Where there is no picture to show: of what is in the trash, nobody should print one. */
export function NoPicture({ size, label }: { readonly size: number; readonly label: string }) {
  return (
    <span
      className={style.none}
      style={{ inlineSize: size, blockSize: size }}
      role="img"
      aria-label={label}
      title={label}
    >
      <Mark size={size / 2} />
    </span>
  );
}
