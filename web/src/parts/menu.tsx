// SPDX-License-Identifier: Apache-2.0
import { useWords, type Key } from "../messages/index.ts";
import { useAddress } from "../router.ts";
import { Link } from "./link.tsx";

/** Where it leads, what it is called, and which addresses belong to it. */
export type MenuEntry = readonly [to: string, name: Key, pattern: RegExp];

/** A row of links, of which the one that leads here is marked. */
export function Menu(props: { entries: readonly MenuEntry[]; label: string; className?: string }) {
  const words = useWords();
  const { path } = useAddress();
  return (
    <nav className={props.className} aria-label={props.label}>
      <ul>
        {props.entries.map(([to, name, pattern]) => (
          <li key={to}>
            <Link to={to} current={pattern.test(path)}>
              {words.t(name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
