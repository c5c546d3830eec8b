import { useEffect, useState } from 'react';
import { selectIsModerator } from '../../model/selectors.ts';
import { usePanel } from '../panel/panels.ts';
import { useApp, useStore, useTexts } from '../store.tsx';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** RM3: files can be dropped anywhere on the page; they go to the room one is in. What is on its way ends with it. */
export function FileDrop() {
  const t = useTexts().files;
  const { files } = useStore();
  const { show } = usePanel();
  const room = useApp((state) => state.records.room);
  const allowed = useApp(
    (state) => selectIsModerator(state) || state.records.meeting?.permissions.share !== false,
  );
  const [over, setOver] = useState(false);
  useEffect(() => () => files.clear(), [files]);
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Elsewhere than here the browser would open the file in the meeting's place.
      event.preventDefault();
      setOver(false);
      show('files');
      const dropped = event.dataTransfer?.files;
      if (dropped && room && allowed) files.add([...dropped], room.id);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [files, room, allowed, show]);
  if (!over || !room) return null;
  return <div className="file-drop">{allowed ? t.drop(room.name) : t.notAllowed}</div>;
}
