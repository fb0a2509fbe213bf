/** One finder pattern in its quiet zone: 7 × 7 modules in a square of 9. */
export function Mark({ size = 36, pulse = false }: { readonly size?: number; readonly pulse?: boolean }) {
  return (
    <svg
      viewBox="0 0 9 9"
      width={size}
      height={size}
      shapeRendering="crispEdges"
      aria-hidden="true"
      className="qz-mark"
    >
      <path fill="currentColor" fillRule="evenodd" d="M1 1H8V8H1ZM2 2V7H7V2Z" />
      <path fill="currentColor" d="M3 3H6V6H3Z" className={pulse ? 'qz-pulse' : undefined} />
    </svg>
  );
}
