import { EditorView } from '@codemirror/view';

const COLOURS = ['#c2410c', '#1d6fc0', '#23752f', '#8f32a8', '#b3225a', '#0b7c8a', '#a85a00', '#5a3cc0'];

const carets = Object.fromEntries(
  COLOURS.flatMap((colour, at) => [
    [`.caret-${at}`, { borderInlineStartColor: colour }],
    [`.caret-${at} .caret-name`, { background: colour }],
    [`.peer-selection-${at}`, { background: `${colour}40` }],
  ]),
);

/** The look of a note; the page's own colours reach through the shadow root. */
export const noteTheme = EditorView.theme({
  '&': { blockSize: '100%', color: 'var(--text)', fontSize: 'inherit' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px', borderRadius: 'var(--r1)' },
  '.cm-scroller': { fontFamily: 'var(--font)', lineHeight: '1.5', overflow: 'auto' },
  '.cm-content': { padding: 'var(--s2)', caretColor: 'var(--text)' },
  // Each line reads in its own direction.
  '.cm-line': { unicodeBidi: 'plaintext', textAlign: 'start' },
  '.cm-placeholder': { color: 'var(--text-muted)' },
  '.caret': {
    position: 'relative',
    borderInlineStart: '2px solid',
    marginInline: '-1px',
  },
  '.caret-name': {
    position: 'absolute',
    insetBlockEnd: '100%',
    insetInlineStart: '-2px',
    padding: '0 4px',
    borderRadius: '3px',
    color: '#ffffff',
    fontSize: '11px',
    lineHeight: '16px',
    whiteSpace: 'nowrap',
    maxInlineSize: '120px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    pointerEvents: 'none',
    zIndex: '2',
  },
  '.cm-line:first-child .caret-name': { insetBlockEnd: 'auto', insetBlockStart: '100%' },
  ...carets,
});
