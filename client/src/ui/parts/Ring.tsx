interface RingProps {
  /** What is left, 0 to 1. */
  readonly rest: number;
  readonly size: number;
  readonly width: number;
  readonly danger?: boolean;
}

/** A ring that empties; the seconds stand beside it in words. */
export function Ring({ rest, size, width, danger = false }: RingProps) {
  const radius = (size - width) / 2;
  const round = 2 * Math.PI * radius;
  const centre = size / 2;
  const shape = { cx: centre, cy: centre, r: radius, strokeWidth: width };
  return (
    <svg aria-hidden="true" className={danger ? 'ring ring-danger' : 'ring'} height={size} width={size}>
      <circle className="ring-track" {...shape} />
      <circle
        className="ring-rest"
        {...shape}
        strokeDasharray={round}
        strokeDashoffset={round * (1 - Math.min(1, Math.max(0, rest)))}
      />
    </svg>
  );
}
