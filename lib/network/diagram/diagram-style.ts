import { FONTS } from './diagram-text';

/** A colour by day and by night. */
type Color = readonly [light: string, dark: string];

/** For each kind of row: its lines and words, and its ground. */
const KIND_COLORS: Readonly<Record<string, readonly [strong: Color, ground: Color]>> = {
  public: [['#b45309', '#f0b35f'], ['#fdf6ec', '#2a2216']],
  private: [['#1d5fbf', '#7fb2f5'], ['#eff5fd', '#16233a']],
  isolated: [['#19704f', '#6fcfa6'], ['#edf7f2', '#142a22']],
  outside: [['#57606a', '#a3adb8'], ['#f6f8fa', '#1a212b']],
};

const COLORS: Readonly<Record<string, Color>> = {
  page: ['#ffffff', '#0d1117'],
  card: ['#ffffff', '#0f1620'],
  ink: ['#1f2328', '#e6edf3'],
  quiet: ['#57606a', '#a3adb8'],
  border: ['#b6bec8', '#46505c'],
};

const SANS = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const MONOSPACED = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace";

/** The looks of a picture. All within a class of its own, so that nothing else on a page it stands in changes. */
export function style(): string {
  return [
    `.network{${colors(0)};--strong:var(--quiet);--ground:var(--card)}`,
    kinds(0),
    `@media (prefers-color-scheme:dark){.network{${colors(1)}}${kinds(1)}}`,
    ...fonts(),
    '.network text{fill:var(--ink)}',
    '.network .detail{fill:var(--quiet)}',
    Object.keys(KIND_COLORS).map((kind) => `.network .detail.${kind}`).join() + '{fill:var(--strong)}',
    '.network .centered{text-anchor:middle}',
    '.network .page{fill:var(--page)}',
    '.network .vpc{fill:none;stroke:var(--border);stroke-width:1.5}',
    '.network .row{fill:var(--ground);stroke:var(--strong);stroke-opacity:.35}',
    '.network .row.outside{stroke-dasharray:4 3;stroke-opacity:.6}',
    '.network .accent{fill:var(--strong)}',
    '.network .cell{fill:var(--card);stroke:var(--strong);stroke-opacity:.35}',
    '.network .badge{fill:var(--card);stroke:var(--border);stroke-width:1.5}',
    '.network .swatch{fill:var(--ground);stroke:var(--strong);stroke-opacity:.6}',
    '.network .gap{fill:none;stroke:var(--page);stroke-width:6}',
    '.network .line{fill:none;stroke:var(--strong);stroke-width:1.6}',
    '.network .head,.network .start{fill:var(--strong)}',
    '.network .sign{fill:var(--page);stroke:var(--strong);stroke-opacity:.5}',
    '.network .way{fill:none;stroke:transparent;stroke-width:10}',
    '.network .flow:hover .way{stroke:var(--strong);stroke-width:3.5}',
  ].join('');
}

type Theme = 0 | 1;

function colors(theme: Theme): string {
  return Object.entries(COLORS).map(([name, color]) => `--${name}:${color[theme]}`).join(';');
}

function kinds(theme: Theme): string {
  return Object.entries(KIND_COLORS)
    .map(([kind, [strong, ground]]) => `.network .${kind}{--strong:${strong[theme]};--ground:${ground[theme]}}`).join('');
}

function fonts(): string[] {
  return Object.entries(FONTS).map(([name, { size, bold, monospaced }]) =>
    `.network .${name}{font:${bold ? 600 : 400} ${size}px ${monospaced ? MONOSPACED : SANS}}`);
}
