// SPDX-License-Identifier: Apache-2.0
import type { MouseEvent, ReactNode } from "react";
import { go, href, useAddress } from "../router.ts";

interface LinkProps {
  to: string;
  children: ReactNode;
  className?: string;
  current?: boolean;
  label?: string;
}

/** A link inside these pages: an ordinary address, followed without loading the page anew. */
export function Link({ to, children, className, current, label }: LinkProps) {
  useAddress();
  const address = href(to);
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(address);
  };
  return (
    <a
      href={address}
      onClick={follow}
      className={className}
      aria-current={current ? "page" : undefined}
      aria-label={label}
    >
      {children}
    </a>
  );
}
