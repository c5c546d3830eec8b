/** Give the browser a file to keep. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the content over once the click's task is done.
  setTimeout(() => URL.revokeObjectURL(address));
}

/** A file's name made of what people wrote. */
export const fileName = (words: readonly string[], ending: string): string =>
  `${words
    .join(' ')
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .trim()}.${ending}`;
