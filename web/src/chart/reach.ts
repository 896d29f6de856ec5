// SPDX-License-Identifier: Apache-2.0

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** One stop for the Tab key; the arrow keys then move from mark to mark, each saying its label. */
export function make_reachable(
  svg: SVGSVGElement,
  description: string,
  marks: readonly SVGElement[],
): SVGSVGElement {
  // The rules are in our own style sheet: a style element here would need 'unsafe-inline'.
  svg.querySelector("style")?.remove();
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", description);
  for (const group of svg.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  for (const [index, mark] of marks.entries()) {
    mark.setAttribute("tabindex", index === 0 ? "0" : "-1");
    mark.setAttribute("role", "img");
    mark.addEventListener("keydown", (event) => {
      const next = marks[index + (steps[event.key] ?? NaN)];
      if (!next) return;
      event.preventDefault();
      mark.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  }
  return svg;
}
