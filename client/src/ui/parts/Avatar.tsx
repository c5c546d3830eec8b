import { colourOf, initial } from '../format.ts';

/** The initial of a name on the person's colour; says nothing to screen readers, the name stands beside it. */
export function Avatar({ id, name, className = 'avatar' }: { id: string; name: string; className?: string }) {
  return (
    <span aria-hidden="true" className={`${className} person-${colourOf(id)}`}>
      {initial(name)}
    </span>
  );
}
