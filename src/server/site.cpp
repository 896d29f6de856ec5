// SPDX-License-Identifier: Apache-2.0
#include "server/site.h"

#include "base/text.h"
#include "record/tiles.h"
#include "server/api.h"
#include "server/feed_routes.h"

namespace comity {
namespace {

constexpr std::size_t answers_bytes_max = 64U << 20U;
constexpr std::size_t tiles_bytes_max = 32U << 20U;
constexpr std::chrono::milliseconds refresh_interval{1'000};
constexpr std::int64_t turn_seconds = 30;  ///< of an epoch: how long a new file may go unnoticed
constexpr std::string_view methods = "GET, HEAD, OPTIONS";

// Rules L1 and L2: a checkpoint may be kept for a few seconds, a tile for ever.
constexpr std::string_view checkpoint_cache_control = "max-age=2";
constexpr std::string_view tile_cache_control = "public, max-age=31536000, immutable";

HttpResponse not_found(std::string_view message) {
    return respond(404, Refusal{"path.unknown", std::string(message), "path"});
}

std::chrono::milliseconds steady_now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

HttpResponse respond_to_method(const HttpRequest& request) {
    HttpResponse response;
    if (request.method == "OPTIONS")
        response.status = 204;
    else
        response = respond(405, Refusal{"http.method", "only reading is offered here", "method"});
    response.headers.emplace_back("Allow", methods);
    return response;
}

Site::Site(Node& node, WebFolder web, Options options)
    : node_(node),
      web_(std::move(web)),
      options_(std::move(options)),
      description_(describe_api(options_.version)),
      answers_(answers_bytes_max),
      tiles_(tiles_bytes_max) {}

HttpResponse Site::respond(const HttpRequest& request) {
    const bool reading = request.method == "GET" || request.method == "HEAD";
    if (!reading && (!options_.desk || request.method == "OPTIONS"))
        return respond_to_method(request);
    const auto target = parse_target(request.target);
    if (!target) return comity::respond(400, target.error());
    if (auto answer = respond_at_desk(request, *target)) return *std::move(answer);
    if (!reading) return respond_to_method(request);
    const std::string& first = target->segments.front();
    if (first == "api") return respond_to_api(request, *target);
    if (first == "feeds")
        return respond_from_state(request,
                                  [&](const View& view) { return feed_at(view, *target); });
    if (first == "log") return respond_to_log(request, *target);
    return web_.respond(request, target->segments);
}

std::optional<HttpResponse> Site::respond_at_desk(const HttpRequest& request,
                                                  const Target& target) {
    const auto& segments = target.segments;
    if (!options_.desk || segments.size() < 3 || segments[0] != "api" || segments[1] != "v1")
        return {};
    return options_.desk->respond(request, target);
}

HttpResponse Site::respond_to_api(const HttpRequest& request, const Target& target) {
    const std::span<const std::string> segments = target.segments;
    if (segments.size() < 3 || segments[1] != "v1")
        return not_found("the interface is at /api/v1; see /api/v1/openapi.json");
    if (segments.size() == 3 && segments[2] == "openapi.json")
        return negotiate(request, description_);
    return respond_from_state(request, [&](const View& view) -> Result<Representation> {
        return ask(view, TRY(find_question(segments.subspan(2), target.query)));
    });
}

HttpResponse Site::respond_from_state(
    const HttpRequest& request, const std::function<Result<Representation>(const View&)>& make) {
    if (auto refreshed = refresh(); !refreshed) return comity::respond(500, refreshed.error());
    const auto lock = node_.reading();
    const Instant now = options_.now();
    const Epoch epoch{node_.state().entries, now.date(), now.seconds / turn_seconds};
    if (const auto known = answers_.find(epoch, request.target)) return negotiate(request, *known);
    const View view{node_, node_.state(), options_.countries, now.date(), options_.version, now};
    auto answer = make(view);
    if (!answer) return comity::respond(status_of(answer.error()), answer.error());
    const auto made = std::make_shared<const Representation>(*std::move(answer));
    answers_.put(epoch, request.target, made);
    return negotiate(request, *made);
}

HttpResponse Site::respond_to_log(const HttpRequest& request, const Target& target) {
    if (!target.query.empty())
        return comity::respond(400, Refusal{"query.unknown", "the log has no parameters",
                                            target.query.begin()->first});
    const std::string path = joined(std::span(target.segments).subspan(1), "/");
    if (path != "checkpoint") return respond_with_tile(request, path);
    auto note = node_.disk().read("log/checkpoint");
    if (!note) return not_found("the log has no checkpoint");
    return negotiate(request, Representation::of("text/plain; charset=utf-8", *std::move(note),
                                                 std::string(checkpoint_cache_control),
                                                 Representation::Pressed::quickly));
}

HttpResponse Site::respond_with_tile(const HttpRequest& request, const std::string& path) {
    if (!parse_tile_path(path)) return not_found("a log has /log/checkpoint and /log/tile/...");
    constexpr Epoch for_ever;
    if (const auto known = tiles_.find(for_ever, path)) return negotiate(request, *known);
    auto bytes = node_.disk().read("log/" + path);
    if (!bytes) return not_found("the log has no such tile");
    const auto made = std::make_shared<const Representation>(
        Representation::of("application/octet-stream", *std::move(bytes),
                           std::string(tile_cache_control), Representation::Pressed::quickly));
    tiles_.put(for_ever, path, made);
    return negotiate(request, *made);
}

/// Another process may have appended to the log: looks, at most once a second. With a desk this
/// process is the one that appends.
Result<> Site::refresh() {
    if (options_.desk) return {};
    const auto now = steady_now().count();
    auto due = refresh_at_.load();
    if (now < due || !refresh_at_.compare_exchange_strong(due, now + refresh_interval.count()))
        return {};
    TRY(node_.refresh());
    return {};
}

}  // namespace comity
