// SPDX-License-Identifier: Apache-2.0
export default function Page(_: { params: Record<string, string> }) { return null; }
