// SPDX-License-Identifier: Apache-2.0
#include "server/http_client.h"

#include "base/check.h"
#include "server/url.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <optional>

namespace comity {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
using boost::system::error_code;
using net::ip::tcp;

constexpr auto use_result = net::as_tuple(net::use_awaitable);
constexpr std::uint32_t header_size_max = 32 * 1024;

using Request = http::request<http::string_body>;
using Parser = http::response_parser<http::string_body>;

bool is_one_line(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

Request request_of(const HttpCall& call, const Url& url) {
    Request request;
    request.version(11);
    request.method_string(call.method);
    request.target(url.target);
    request.set(http::field::host, url.authority());
    request.set(http::field::user_agent, "comity");
    request.keep_alive(false);
    if (!call.content_type.empty()) request.set(http::field::content_type, call.content_type);
    for (const auto& [name, value] : call.headers) {
        check(is_one_line(name) && is_one_line(value), "a header field is one line");
        request.set(name, value);
    }
    request.body() = call.body;
    if (!call.body.empty() || call.method != "GET") request.prepare_payload();
    return request;
}

Refusal refusal_of(error_code error, const Url& url) {
    const std::string place = url.authority();
    if (error == beast::error::timeout || error == net::error::operation_aborted)
        return {"fetch.deadline", "there was no reply in time", place};
    if (error == http::error::body_limit || error == http::error::header_limit)
        return {"fetch.too-large", "the reply is too large", place};
    if (error.category() == net::error::get_ssl_category())
        return {"fetch.certificate", "TLS: " + error.message(), place};
    if (error.category() == http::make_error_code(http::error::bad_method).category())
        return {"fetch.malformed", "the reply is not HTTP: " + error.message(), place};
    return {"fetch.unreachable", error.message(), place};
}

/// Certificates are asked for as the system trusts them.
ssl::context trusting(const std::string& authorities) {
    ssl::context context(ssl::context::tls_client);
    context.set_default_verify_paths();
    if (!authorities.empty()) context.load_verify_file(authorities);
    context.set_verify_mode(ssl::verify_peer);
    context.set_options(ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
    return context;
}

/// One exchange: it ends by itself at the deadline.
class Exchange {
public:
    Exchange(const HttpCall& call, const Url& url) : call_(call), url_(url) {
        parser_.header_limit(header_size_max);
        parser_.body_limit(call.body_size_max);
        if (call.method == "HEAD") parser_.skip(true);
    }

    Result<HttpReply> run() {
        net::co_spawn(context_, exchange(), net::detached);
        context_.run_for(call_.deadline);
        if (!outcome_) return std::unexpected(refusal_of(beast::error::timeout, url_));
        if (*outcome_) return std::unexpected(refusal_of(*outcome_, url_));
        auto& reply = parser_.get();
        return HttpReply{static_cast<int>(reply.result_int()),
                         std::string(reply[http::field::content_type]),
                         std::string(reply[http::field::location]), std::move(reply.body())};
    }

private:
    net::awaitable<void> exchange() {
        tcp::resolver resolver(context_);
        const auto [unknown, places] =
            co_await resolver.async_resolve(url_.host, std::to_string(url_.port), use_result);
        if (unknown) {
            outcome_ = unknown;
            co_return;
        }
        if (url_.secure)  // not "?:", of which g++ 12 would await both sides
            outcome_ = co_await over_tls(places);
        else
            outcome_ = co_await in_the_clear(places);
    }

    net::awaitable<error_code> in_the_clear(tcp::resolver::results_type places) {
        beast::tcp_stream stream(context_);
        stream.expires_after(call_.deadline);
        const auto [refused, place] = co_await stream.async_connect(places, use_result);
        if (refused) co_return refused;
        co_return co_await talk(stream);
    }

    net::awaitable<error_code> over_tls(tcp::resolver::results_type places) {
        ssl::context trust = trusting(call_.authorities);
        beast::ssl_stream<beast::tcp_stream> stream(context_, trust);
        error_code is_name;
        (void)net::ip::make_address(url_.host, is_name);
        if (is_name) SSL_set_tlsext_host_name(stream.native_handle(), url_.host.c_str());
        stream.set_verify_callback(ssl::host_name_verification(url_.host));
        beast::get_lowest_layer(stream).expires_after(call_.deadline);
        const auto [refused, place] =
            co_await beast::get_lowest_layer(stream).async_connect(places, use_result);
        if (refused) co_return refused;
        const auto [distrusted] =
            co_await stream.async_handshake(ssl::stream_base::client, use_result);
        if (distrusted) co_return distrusted;
        co_return co_await talk(stream);
    }

    template <class Stream>
    net::awaitable<error_code> talk(Stream& stream) {
        const Request request = request_of(call_, url_);
        const auto [unsent, written] = co_await http::async_write(stream, request, use_result);
        if (unsent) co_return unsent;
        beast::flat_buffer buffer;
        const auto [unread, length] =
            co_await http::async_read(stream, buffer, parser_, use_result);
        co_return unread;
    }

    const HttpCall& call_;
    const Url& url_;
    Parser parser_;
    std::optional<error_code> outcome_;
    net::io_context context_;
};

}  // namespace

Result<HttpReply> fetch(const HttpCall& call) {
    const Url url = TRY(parse_url(call.url));
    try {
        return Exchange(call, url).run();
    } catch (const boost::system::system_error& error) {
        return std::unexpected(refusal_of(error.code(), url));
    }
}

}  // namespace comity
