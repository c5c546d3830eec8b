import { defaultKeymap } from '@codemirror/commands';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, placeholder as hint, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import type { DocumentLink, LinkState } from '../../model/document_link.ts';
import { ownPlace, peerCursors, showPeers } from './cursors.ts';
import { noteTheme } from './theme.ts';

const marking = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '650' },
  { tag: tags.heading1, fontSize: '1.35em' },
  { tag: tags.heading2, fontSize: '1.2em' },
  { tag: tags.strong, fontWeight: '650' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: tags.monospace, fontFamily: 'ui-monospace, monospace' },
  { tag: [tags.link, tags.url], color: 'var(--accent)' },
  { tag: [tags.processingInstruction, tags.quote], color: 'var(--text-muted)' },
]);

interface EditorProps {
  readonly link: DocumentLink;
  readonly state: LinkState;
  readonly label: string;
  readonly placeholder: string;
}

const rights = new Compartment();
const mayWrite = (writes: boolean) => [EditorState.readOnly.of(!writes), EditorView.editable.of(writes)];

function open(host: HTMLElement, link: DocumentLink, label: string, placeholder: string): EditorView {
  const text = link.doc.getText('note');
  // In a shadow root CodeMirror's styles are adopted sheets, which the page's Content-Security-Policy allows.
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open', delegatesFocus: true });
  const view: EditorView = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text.toString(),
      extensions: [
        rights.of(mayWrite(false)),
        yCollab(text, null),
        keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
        markdown({ base: markdownLanguage, addKeymap: true }),
        syntaxHighlighting(marking),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        // Also who may only read gets there with the keyboard, to scroll.
        EditorView.contentAttributes.of({
          'aria-label': label,
          spellcheck: 'true',
          dir: 'auto',
          tabindex: '0',
        }),
        hint(placeholder),
        peerCursors,
        noteTheme,
        EditorView.updateListener.of((update) => {
          if (update.docChanged || update.selectionSet || update.focusChanged)
            link.point(ownPlace(view, text));
        }),
      ],
    }),
  });
  return view;
}

/** A note as a text field for several people. Loaded when notes are first opened. */
export default function NoteEditor({ link, state, label, placeholder }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  useEffect(() => {
    if (!host.current) return;
    const made = open(host.current, link, label, placeholder);
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [link, label, placeholder]);
  useEffect(() => {
    view.current?.dispatch({ effects: rights.reconfigure(mayWrite(state.writes)) });
  }, [state.writes]);
  useEffect(() => {
    if (view.current) showPeers(view.current, link.doc.getText('note'), state.peers);
  }, [state.peers, link]);
  return <div className="note" ref={host} />;
}
