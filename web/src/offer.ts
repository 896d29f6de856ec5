// SPDX-License-Identifier: Apache-2.0

/** Offers `content` to the reader as a file to keep. */
export function offer(name: string, content: Blob): void {
  const link = document.createElement("a");
  const address = URL.createObjectURL(content);
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
