// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/answer_cache.h"
#include "server/desk.h"
#include "server/target.h"
#include "server/web_folder.h"
#include "service/question.h"

#include <atomic>
#include <chrono>
#include <functional>

namespace comity {

/// What one node shows to the world, over HTTP: the questions below /api/v1, the feeds below
/// /feeds, the log as tiles below /log, and the built pages everywhere else. May be asked from
/// several threads.
class Site {
public:
    struct Options {
        CountryList countries;
        std::function<Instant()> now;
        std::string version;
        Desk* desk = nullptr;  ///< where people sign in; null: only reading is offered
    };

    Site(Node& node, WebFolder web, Options options);

    HttpResponse respond(const HttpRequest& request);

private:
    std::optional<HttpResponse> respond_at_desk(const HttpRequest& request, const Target& target);
    HttpResponse respond_to_api(const HttpRequest& request, const Target& target);
    /// What `make` makes of the state, kept until the state, the day or the turn of time changes.
    HttpResponse respond_from_state(const HttpRequest& request,
                                    const std::function<Result<Representation>(const View&)>& make);
    HttpResponse respond_to_log(const HttpRequest& request, const Target& target);
    HttpResponse respond_with_tile(const HttpRequest& request, const std::string& path);
    Result<> refresh();

    Node& node_;
    const WebFolder web_;
    const Options options_;
    const Representation description_;
    AnswerCache answers_;
    AnswerCache tiles_;
    std::atomic<std::chrono::milliseconds::rep> refresh_at_ = 0;
};

/// The answer to a request whose method is not GET or HEAD: 204 for OPTIONS, else 405.
HttpResponse respond_to_method(const HttpRequest& request);

}  // namespace comity
