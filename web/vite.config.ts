// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vite";

// Where `comity serve` answers.
const server = process.env["COMITY_URL"] ?? "http://127.0.0.1:8080";

// Every asset is a file of its own: the pages must work under `default-src 'self'`, which allows
// neither inline script nor inline style.
export default defineConfig({
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
    rolldownOptions: {
      // Libraries mark files for server rendering, which we do not use.
      onLog: (level, log, handle) => {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
      },
    },
  },
  server: { proxy: { "/api": server, "/feeds": server, "/log": server } },
});
