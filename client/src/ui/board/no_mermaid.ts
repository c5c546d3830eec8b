/** Stands for the diagrams of Mermaid, which the board does without. */
export const parseMermaidToExcalidraw = (): Promise<never> =>
  Promise.reject(new Error('Diagrams from text are not part of this board.'));
