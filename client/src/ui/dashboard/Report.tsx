import { Braces, FileDown, NotebookText, Table } from 'lucide-react';
import { useState } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { ReportFormat } from '../../model/app.ts';
import { IconButton } from '../parts/Button.tsx';
import { useAnnounce } from '../parts/Live.tsx';
import { useStore, useTexts } from '../store.tsx';
import { DASHBOARD } from './DashboardCommands.tsx';

/** CF2: saves what happened in the meeting, with all rooms there ever were. */
export function Report() {
  const { report: t, documents } = useTexts();
  const { actions } = useStore();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const save = async (format: ReportFormat) => {
    setBusy(true);
    announce(t.saving);
    await actions.saveReport(format, DASHBOARD);
    setBusy(false);
  };
  return (
    <MenuTrigger>
      <IconButton busy={busy} label={t.button}>
        {!busy && <FileDown aria-hidden size={20} />}
      </IconButton>
      <Popover className="popover" placement="bottom end">
        <Menu
          aria-label={t.button}
          className="menu"
          onAction={(key) => {
            if (key === 'rooms') void actions.command({ type: 'bring_back', rooms: null }, DASHBOARD);
            else void save(key === 'csv' ? 'csv' : 'json');
          }}
        >
          <MenuItem className="menu-item" id="csv" textValue={t.csv}>
            <Table aria-hidden size={16} />
            {t.csv}
          </MenuItem>
          <MenuItem className="menu-item" id="json" textValue={t.json}>
            <Braces aria-hidden size={16} />
            {t.json}
          </MenuItem>
          <MenuItem className="menu-item" id="rooms" textValue={documents.bringAllBack}>
            <NotebookText aria-hidden size={16} />
            {documents.bringAllBack}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
