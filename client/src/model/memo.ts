/** Remember the last result: same inputs (by identity), same output object, so that renders can be skipped. */
export function memo<S, I extends unknown[], R>(
  inputs: (state: S) => readonly [...I],
  compute: (...inputs: I) => R,
): (state: S) => R {
  let last: { readonly inputs: readonly [...I]; readonly result: R } | null = null;
  return (state) => {
    const now = inputs(state);
    if (last === null || now.some((value, index) => !Object.is(value, last?.inputs[index]))) {
      last = { inputs: now, result: compute(...now) };
    }
    return last.result;
  };
}
