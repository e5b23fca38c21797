// Keys that belong to a control rather than to a command.

export const plainKeys = [
  {
    title: 'Everywhere',
    rows: [
      { label: 'Next and previous control', keys: ['Tab', 'Shift+Tab'] },
      { label: 'Close a dialog or menu', keys: ['Esc'] },
      { label: 'Go on', keys: ['Enter'] },
    ],
  },
  {
    title: 'Tables',
    rows: [
      { label: 'Move', keys: ['Arrows', 'Page Up', 'Page Down'] },
      { label: 'First and last row', keys: ['Ctrl+Home', 'Ctrl+End'] },
      { label: 'Select rows', keys: ['Shift+Up', 'Shift+Down'] },
      { label: 'Copy selected rows', keys: ['Ctrl+C'] },
      { label: 'Sort by a heading', keys: ['Enter'] },
      { label: 'Resize by a heading', keys: ['Alt+Left', 'Alt+Right'] },
    ],
  },
] as const;
