// SPDX-License-Identifier: Apache-2.0
// Charts as files: a picture that stands by itself, with its title and where it came from.

import { offer } from "../offer.ts";

const namespace = "http://www.w3.org/2000/svg";
const margin_top = 48;
const margin_bottom = 36;

/** Gives each shape the colours it has on the page, since a file has no style sheet. */
function settle_colours(shown: Element, copy: Element): void {
  const style = getComputedStyle(shown);
  for (const name of ["fill", "stroke"]) copy.setAttribute(name, style.getPropertyValue(name));
  for (const [index, child] of [...shown.children].entries()) {
    const twin = copy.children[index];
    if (twin) settle_colours(child, twin);
  }
}

function line_of_text(text: string, y: number, size: number, weight: string, colour: string) {
  const element = document.createElementNS(namespace, "text");
  const attributes = { x: "12", y: String(y), "font-size": String(size), "font-weight": weight };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.setAttribute("fill", colour);
  element.setAttribute("text-anchor", "start");
  element.textContent = text;
  return element;
}

interface Caption {
  title: string;
  source: string;
}

export function as_svg(shown: SVGSVGElement, { title, source }: Caption): string {
  const box = shown.viewBox.baseVal;
  const height = box.height + margin_top + margin_bottom;
  const page = getComputedStyle(document.body);
  const copy = shown.cloneNode(true) as SVGSVGElement;
  settle_colours(shown, copy);
  const whole = document.createElementNS(namespace, "svg");
  whole.setAttribute("xmlns", namespace);
  whole.setAttribute("viewBox", `0 0 ${box.width} ${height}`);
  whole.setAttribute("width", String(box.width));
  whole.setAttribute("height", String(height));
  whole.setAttribute("font-family", "system-ui, sans-serif");
  const paper = document.createElementNS(namespace, "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute("fill", page.backgroundColor);
  copy.setAttribute("y", String(margin_top));
  whole.append(
    paper,
    line_of_text(title, 28, 15, "600", page.color),
    copy,
    line_of_text(source, height - 14, 11, "400", page.color),
  );
  return new XMLSerializer().serializeToString(whole);
}

export function save_svg(shown: SVGSVGElement, name: string, caption: Caption): void {
  offer(`${name}.svg`, new Blob([as_svg(shown, caption)], { type: "image/svg+xml" }));
}

export async function save_png(
  shown: SVGSVGElement,
  name: string,
  caption: Caption,
): Promise<void> {
  const text = as_svg(shown, caption);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width * 2, image.height * 2];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (blob) offer(`${name}.png`, blob);
}

function csv_cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function save_csv(rows: readonly (readonly string[])[], name: string): void {
  const text = rows.map((row) => row.map(csv_cell).join(",")).join("\r\n");
  offer(`${name}.csv`, new Blob([`${text}\r\n`], { type: "text/csv;charset=utf-8" }));
}
