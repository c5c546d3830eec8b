// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { useKeptFocus } from './useKeptFocus.ts';

afterEach(cleanup);

function Page({ button, panel = true }: { button: boolean; panel?: boolean }) {
  useKeptFocus();
  return (
    <main aria-label="Page">
      {panel && (
        <section aria-label="Panel">
          <div>{button && <button type="button">Join</button>}</div>
        </section>
      )}
    </main>
  );
}

describe('the focus', () => {
  it('moves to the region around a button that goes away', async () => {
    const { rerender } = render(<Page button />);
    screen.getByRole('button').focus();
    rerender(<Page button={false} />);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Panel' })));
  });

  it('moves on to the page when the region goes away too', async () => {
    const { rerender } = render(<Page button />);
    screen.getByRole('button').focus();
    rerender(<Page button={false} panel={false} />);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('main')));
  });

  it('stays in a dialog whose button goes away with what it did', async () => {
    const root = document.body.appendChild(document.createElement('div'));
    root.id = 'root';
    render(<Page button />, { container: root });
    screen.getByRole('button').focus();
    const dialog = document.body.appendChild(document.createElement('div'));
    dialog.setAttribute('role', 'dialog');
    const join = dialog.appendChild(document.createElement('button'));
    join.focus();
    join.remove();
    await waitFor(() => expect(document.activeElement).toBe(dialog));
    cleanup();
    dialog.remove();
    root.remove();
  });

  it('returns to the page when a dialog closes whose opener was in a menu that is gone', async () => {
    const root = document.body.appendChild(document.createElement('div'));
    root.id = 'root';
    render(<Page button />, { container: root });
    screen.getByRole('button').focus();
    const overlay = document.body.appendChild(document.createElement('button'));
    overlay.focus();
    overlay.remove();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button')));
    cleanup();
    root.remove();
  });

  it('returns near its opener when a dialog closes whose opener went away with what it did', async () => {
    const root = document.body.appendChild(document.createElement('div'));
    root.id = 'root';
    const { rerender } = render(<Page button />, { container: root });
    screen.getByRole('button').focus();
    const overlay = document.body.appendChild(document.createElement('button'));
    overlay.focus();
    rerender(<Page button={false} />);
    overlay.remove();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Panel' })));
    cleanup();
    root.remove();
  });

  it('stays where it was put meanwhile', async () => {
    const { rerender } = render(<Page button />);
    screen.getByRole('button').focus();
    rerender(<Page button={false} />);
    screen.getByRole('main').tabIndex = -1;
    screen.getByRole('main').focus();
    await Promise.resolve();
    expect(document.activeElement).toBe(screen.getByRole('main'));
  });
});
