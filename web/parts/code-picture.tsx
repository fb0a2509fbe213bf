/** The picture of a code, wherever it is spoken of: square, on white in both themes. */
export function CodePicture({
  path,
  alt,
  size,
}: {
  readonly path: string;
  readonly alt: string;
  readonly size: number;
}) {
  return <img className="qz-code-picture" src={path} alt={alt} width={size} height={size} decoding="async" />;
}
