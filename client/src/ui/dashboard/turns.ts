/** How long nothing has been scrolled until it rests, in milliseconds. */
const REST = 150;

type Act = () => void;

/** Does one thing for each frame that is drawn. What is due at rest waits until nothing is scrolled any more. */
export class Turns {
  readonly #next: Act[] = [];
  readonly #atRest: Act[] = [];
  #rests = 0;
  #runs = false;

  /** Something is being scrolled just now. */
  readonly scrolled = (): void => {
    this.#rests = performance.now() + REST;
  };

  next(act: Act): void {
    this.#next.push(act);
    this.#run();
  }

  atRest(act: Act): void {
    this.#atRest.push(act);
    this.#run();
  }

  #run(): void {
    if (this.#runs || this.#next.length + this.#atRest.length === 0) return;
    this.#runs = true;
    requestAnimationFrame(() => {
      this.#runs = false;
      const resting = performance.now() >= this.#rests;
      (this.#next.shift() ?? (resting ? this.#atRest.shift() : undefined))?.();
      this.#run();
    });
  }
}
