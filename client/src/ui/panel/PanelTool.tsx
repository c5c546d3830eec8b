import { type ReactNode, useId } from 'react';
import { ToggleButton } from 'react-aria-components';
import { type Panel, usePanel } from './panels.ts';

interface ToolProps {
  readonly panel: Panel;
  readonly label: string;
  readonly icon: ReactNode;
  /** On the icon; nothing for 0. */
  readonly count?: number;
  /** The count asks for attention. */
  readonly news?: boolean;
  /** What the count means, for screen readers. */
  readonly description?: string;
}

/** A button of the toolbar that opens a side panel and closes it again. */
export function PanelTool({ panel, label, icon, count = 0, news = false, description }: ToolProps) {
  const { open, show, hide } = usePanel();
  const described = useId();
  return (
    <ToggleButton
      aria-label={label}
      className={news ? 'tool tool-news' : 'tool'}
      isSelected={open?.panel === panel}
      onChange={(on) => (on ? show(panel) : hide())}
      {...(description ? { 'aria-describedby': described } : {})}
    >
      <span className={count > 0 ? 'tool-icon tool-counted' : 'tool-icon'} data-count={count}>
        {icon}
      </span>
      <span aria-hidden="true" className="tool-label">
        {label}
      </span>
      {description && (
        <span className="visually-hidden" id={described}>
          {description}
        </span>
      )}
    </ToggleButton>
  );
}
