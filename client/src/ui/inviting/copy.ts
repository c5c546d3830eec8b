/**
 * Whether the text of a field was copied. Without HTTPS browsers have no clipboard for pages; then the field is
 * selected and the browser told to copy as by keyboard.
 */
export async function copyFrom(field: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch (error) {
    // No clipboard at all, or the person does not allow it.
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
  }
  field.select();
  return document.execCommand('copy');
}
