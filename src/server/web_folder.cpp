// SPDX-License-Identifier: Apache-2.0
#include "server/web_folder.h"

#include "base/check.h"
#include "base/text.h"

#include <array>
#include <filesystem>
#include <fstream>

namespace comity {
namespace {

constexpr std::uintmax_t bytes_max = 256U << 20U;

// What the build puts below assets/ carries the hash of its content in its name.
constexpr std::string_view immutable = "public, max-age=31536000, immutable";
constexpr std::string_view checked_each_time = "no-cache";
constexpr std::string_view html = "text/html; charset=utf-8";

struct Ending {
    std::string_view ending;
    std::string_view content_type;
};

constexpr std::array endings = {Ending{".html", html},
                                Ending{".css", "text/css; charset=utf-8"},
                                Ending{".js", "text/javascript; charset=utf-8"},
                                Ending{".mjs", "text/javascript; charset=utf-8"},
                                Ending{".json", "application/json"},
                                Ending{".geojson", "application/json"},
                                Ending{".map", "application/json"},
                                Ending{".webmanifest", "application/manifest+json"},
                                Ending{".svg", "image/svg+xml"},
                                Ending{".png", "image/png"},
                                Ending{".jpg", "image/jpeg"},
                                Ending{".webp", "image/webp"},
                                Ending{".ico", "image/x-icon"},
                                Ending{".woff2", "font/woff2"},
                                Ending{".csv", "text/csv; charset=utf-8"},
                                Ending{".txt", "text/plain; charset=utf-8"},
                                Ending{".pdf", "application/pdf"},
                                Ending{".wasm", "application/wasm"}};

constexpr std::string_view page_without_pages =
    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
    "<title>Comity: the pages are not built</title>\n"
    "<h1>The pages are not built</h1>\n"
    "<p>The server runs, and its <a href=\"/api/v1/openapi.json\">interface</a> answers. The pages"
    " come from a folder that is not there. In the source tree, <code>npm ci &amp;&amp; npm run"
    " build</code> in <code>web/</code> makes <code>web/dist</code>; or name a folder with"
    " <code>--web</code>. Then start the server again.</p>\n</html>\n";

constexpr std::string_view page_not_found =
    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
    "<title>Comity: not found</title>\n<h1>There is nothing at this address</h1>\n"
    "<p><a href=\"/\">To the first page</a></p>\n</html>\n";

HttpResponse built_in_page(int status, std::string_view page) {
    HttpResponse response = respond(status, html, share(std::string(page)));
    response.cache_control = "no-store";
    return response;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) throw Fault("cannot read " + path.string());
    return bytes;
}

/// Whether a part of the path, such as ".git", is not meant to be seen.
bool is_hidden(const std::string& path) { return path.starts_with('.') || path.contains("/."); }

}  // namespace

std::string_view content_type_of(std::string_view file_name) {
    for (const Ending& known : endings)
        if (file_name.ends_with(known.ending)) return known.content_type;
    return "application/octet-stream";
}

Result<WebFolder> WebFolder::read(const std::string& folder) {
    WebFolder web;
    const std::filesystem::path root(folder);
    std::error_code error;
    if (folder.empty() || !std::filesystem::is_directory(root, error)) return web;
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root, error)) {
        const std::string path = entry.path().lexically_relative(root).generic_string();
        if (!entry.is_regular_file(error) || is_hidden(path)) continue;
        bytes += entry.file_size(error);
        if (error) throw Fault("cannot read " + entry.path().string() + ": " + error.message());
        if (bytes > bytes_max)
            return refuse("serve.web-folder", "holds more than 256 MiB; is it the right folder?",
                          folder);
        const bool lasting = path.starts_with("assets/");
        web.files_.emplace(
            path, Representation::of(std::string(content_type_of(path)), read_file(entry.path()),
                                     std::string(lasting ? immutable : checked_each_time),
                                     Representation::Pressed::well));
    }
    if (error) throw Fault("cannot read " + folder + ": " + error.message());
    return web;
}

HttpResponse WebFolder::respond(const HttpRequest& request,
                                std::span<const std::string> segments) const {
    const auto file = files_.find(joined(segments, "/"));
    if (file != files_.end()) return negotiate(request, file->second);
    const bool view = segments.empty() || !segments.back().contains('.');
    const auto index = files_.find("index.html");
    if (view && index != files_.end()) return negotiate(request, index->second);
    if (view) return built_in_page(503, page_without_pages);
    const auto own_page = files_.find("404.html");
    if (own_page != files_.end()) return negotiate(request, own_page->second, 404);
    return built_in_page(404, page_not_found);
}

}  // namespace comity
