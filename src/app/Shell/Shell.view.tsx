import type { LucideIcon } from "lucide-react";
import { Keyboard, Monitor, Moon, Search, Sun } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import { IconButton, Kbd, SegmentedControl, VisuallyHidden } from "../../components/ui";
import type { Theme } from "../theme";
import { Mark } from "./Mark";
import classes from "./Shell.module.css";

export type NavItem = { path: string; title: string; icon: LucideIcon };

export type ShellViewProps = {
  /** The groups of pages, in order. */
  nav: readonly (readonly NavItem[])[];
  /** The path of the page that is shown. */
  path: string;
  /** Says which environment this is, where that is not plain. */
  environment?: ReactNode;
  /** Who is signed in, and how to change that. */
  account: ReactNode;
  /** News above the page. */
  banner?: ReactNode;
  /** Whether the page is just as high as the window and scrolls inside, as a long list does. */
  fill?: boolean;
  /** Where the reader is, such as "Europe/Berlin": all times are told in that zone. */
  timeZone: string;
  /** Opens the palette of commands. */
  onPalette: () => void;
  /** Shows which keys do what. */
  onKeys: () => void;
  theme: Theme;
  onTheme: (change: { theme: Theme }) => void;
  /** Sees every click on a link inside, also of drawers that hang elsewhere in the page. */
  onClick?: (event: MouseEvent) => void;
  children: ReactNode;
};

/** The frame around every page: navigation at the left, at the foot on a phone. */
export function ShellView(props: ShellViewProps) {
  const { nav, path, environment, account, banner, fill, timeZone, children } = props;
  const { theme, onTheme, onClick, onPalette, onKeys } = props;
  return (
    <div className={classes.Shell} onClick={onClick}>
      <a href="#main" className={classes.Skip}>
        Skip to the page
      </a>
      <header className={classes.Top}>
        <span className={classes.Brand}>
          <Mark />
          <span className={classes.BrandName}>Profile Sync</span>
        </span>
        {environment && <div className={classes.Environment}>{environment}</div>}
        <div className={classes.End}>
          <button type="button" className={classes.Palette} onClick={onPalette}>
            <Search aria-hidden size={15} />
            <span className={classes.PaletteWords}>Go to or do</span>
            <Kbd aria-hidden>{isApple ? "⌘ K" : "Ctrl K"}</Kbd>
          </button>
          <IconButton
            label="Keys"
            icon={<Keyboard />}
            onClick={onKeys}
            className={classes.KeysButton}
          />
          <SegmentedControl
            label="Theme"
            value={theme}
            segments={THEMES}
            onValueChange={({ value }) => onTheme({ theme: value })}
            className={classes.Theme}
          />
          {account}
        </div>
      </header>
      <nav aria-label="Pages" className={classes.Nav}>
        {nav.map((group) => (
          <ul key={group[0]?.path} role="list" className={classes.Group}>
            {group.map((item) => (
              <li key={item.path}>
                <a
                  href={item.path}
                  aria-current={item.path === path ? "page" : undefined}
                  className={classes.NavLink}
                >
                  <item.icon aria-hidden size={17} strokeWidth={1.9} />
                  {item.title}
                </a>
              </li>
            ))}
          </ul>
        ))}
      </nav>
      <main id="main" tabIndex={-1} className={classes.Main}>
        {banner && <div className={classes.Banner}>{banner}</div>}
        <div className={classes.Page} data-fill={fill || undefined}>
          {children}
        </div>
        <p className={classes.TimeZone}>Times are in the zone {timeZone}.</p>
      </main>
    </div>
  );
}

const isApple = /Mac|iP(hone|ad)/.test(navigator.userAgent);

const THEMES = [
  themeSegment("system", "System theme", Monitor),
  themeSegment("light", "Light theme", Sun),
  themeSegment("dark", "Dark theme", Moon),
];

function themeSegment(value: Theme, words: string, Icon: LucideIcon) {
  return {
    value,
    label: (
      <span title={words}>
        <Icon aria-hidden size={15} />
        <VisuallyHidden>{words}</VisuallyHidden>
      </span>
    ),
  };
}
