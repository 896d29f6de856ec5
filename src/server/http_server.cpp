// SPDX-License-Identifier: Apache-2.0
#include "server/http_server.h"

#include "base/check.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace comity {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using net::ip::tcp;

constexpr auto use_result = net::as_tuple(net::use_awaitable);
constexpr std::chrono::seconds grace_period{5};
constexpr std::chrono::milliseconds accept_pause{50};
constexpr std::size_t drained_bytes_max = 256 * 1024;
constexpr std::uint64_t write_bytes_per_second = 8 * 1024;

using Parser = http::request_parser<http::string_body>;

HttpResponse refusal(int status, const char* code, const char* message) {
    return respond(status, Refusal{code, message});
}

/// Whether the line in the buffer ends as request lines do, whatever the version.
bool names_a_version(std::string_view bytes) {
    const std::string_view line = bytes.substr(0, bytes.find("\r\n"));
    const std::size_t space = line.rfind(' ');
    if (space == std::string_view::npos) return false;
    const std::string_view version = line.substr(space + 1);
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return version.size() == 8 && version.starts_with("HTTP/") && digit(version[5]) &&
           version[6] == '.' && digit(version[7]);
}

/// What is said to bytes that are not a request; nothing if the client just went away.
std::optional<HttpResponse> answer_to_error(error_code error, const Parser& parser,
                                            std::string_view bytes) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
        return parser.get().target().empty()
                   ? refusal(414, "http.target-too-long", "the request line is too long")
                   : refusal(431, "http.header-too-large", "the header is too large");
    if (error == http::error::body_limit)
        return refusal(413, "http.body-too-large", "the body is too large");
    if (error == http::error::bad_version && names_a_version(bytes))
        return refusal(505, "http.version", "HTTP/1.1 and HTTP/1.0 are understood");
    if (error == http::error::end_of_stream || error == http::error::partial_message ||
        error.category() != http::make_error_code(http::error::bad_method).category())
        return std::nullopt;
    return refusal(400, "http.malformed", "the request is not well-formed HTTP");
}

/// Anything else a proxy in front could read as the end of the request where we do not.
template <class Message>
bool is_plainly_chunked(const Message& message) {
    return message.version() == 11 && message.count(http::field::transfer_encoding) == 1 &&
           beast::iequals(message[http::field::transfer_encoding], "chunked");
}

/// What a well-formed request may still lack.
std::optional<HttpResponse> check_request(const Parser& parser, std::size_t target_limit) {
    const auto& message = parser.get();
    if (message.target().size() > target_limit)
        return refusal(414, "http.target-too-long", "the target is too long");
    const auto hosts = message.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && message.version() == 11))
        return refusal(400, "http.host", "exactly one Host field is required");
    if (message.count(http::field::expect) > 0)
        return refusal(417, "http.expectation", "expectations are not met here");
    if (message.count(http::field::transfer_encoding) > 0 && !is_plainly_chunked(message))
        return refusal(400, "http.transfer-encoding", "the only transfer encoding is chunked");
    return std::nullopt;
}

template <class Text>
std::string to_string(const Text& text) {
    return {text.data(), text.size()};
}

HttpRequest request_of(Parser& parser, std::string peer) {
    auto& message = parser.get();
    return {.method = to_string(message.method_string()),
            .target = to_string(message.target()),
            .accept = to_string(message[http::field::accept]),
            .accept_encoding = to_string(message[http::field::accept_encoding]),
            .if_none_match = to_string(message[http::field::if_none_match]),
            .if_range = to_string(message[http::field::if_range]),
            .range = to_string(message[http::field::range]),
            .origin = to_string(message[http::field::origin]),
            .cookie = to_string(message[http::field::cookie]),
            .content_type = to_string(message[http::field::content_type]),
            .body = std::move(message.body()),
            .peer = std::move(peer),
            .host = to_string(message[http::field::host]),
            .forwarded_for = to_string(message["X-Forwarded-For"]),
            .token = to_string(message["X-Comity-Token"]),
            .idempotency_key = to_string(message["Idempotency-Key"])};
}

std::string peer_of(const tcp::socket& socket) {
    error_code unknown;
    const auto endpoint = socket.remote_endpoint(unknown);
    return unknown ? std::string() : endpoint.address().to_string();
}

std::string date_now() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return http_date(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

bool blocks_port(error_code error) {
    return error == net::error::address_in_use || error == net::error::access_denied;
}

}  // namespace

struct HttpServer::Impl {
    /// One client. It lives in the frame of `serve`, and everything about it happens on its strand.
    struct Connection {
        beast::tcp_stream stream;
        beast::flat_buffer buffer;
        bool idle = false;  ///< waiting for the first byte of a request
    };

    /// Counts a connection, and lets `stop` find it, as long as it lives.
    struct Registered {
        Registered(Impl& server, Connection& connection)
            : server_(server), id_(server.add(connection)) {}
        ~Registered() { server_.remove(id_); }
        Registered(const Registered&) = delete;
        Registered& operator=(const Registered&) = delete;

    private:
        Impl& server_;
        std::uint64_t id_;
    };

    Impl(const Options& given, Handler answer)
        : options(given),
          handler(std::move(answer)),
          context(static_cast<int>(given.threads)),
          acceptor(net::make_strand(context)),
          signals(context),
          deadline(context) {}

    Result<> open();
    void run();
    void stop();

    net::awaitable<void> accept_all();
    void admit(tcp::socket socket);
    static void turn_away(tcp::socket& socket);
    net::awaitable<void> serve(tcp::socket socket);
    net::awaitable<bool> wait_for_request(Connection& connection, bool first) const;
    net::awaitable<bool> serve_one(Connection& connection);
    net::awaitable<bool> write(Connection& connection, const HttpResponse& response, bool with_body,
                               bool keep_alive) const;
    net::awaitable<void> linger(Connection& connection) const;
    HttpResponse answer(const HttpRequest& request) const;

    std::uint64_t add(Connection& connection);
    void remove(std::uint64_t id);
    void close_idle(std::uint64_t id);

    const Options options;
    const Handler handler;
    std::atomic<bool> stopping = false;
    std::mutex mutex;  ///< guards the next three, and `deadline`
    std::map<std::uint64_t, Connection*> connections;
    std::uint64_t next_id = 0;
    bool running = true;
    net::io_context context;  ///< its end ends what is left of the connections: after the map
    tcp::acceptor acceptor;
    net::signal_set signals;
    net::steady_timer deadline;
};

Result<> HttpServer::Impl::open() {
    error_code error;
    const auto address = net::ip::make_address(options.address, error);
    if (error)
        return refuse("serve.address", "'" + options.address + "' is not an IP address", "address");
    const tcp::endpoint endpoint(address, options.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(net::socket_base::max_listen_connections, error);
    const std::string place = options.address + " port " + std::to_string(options.port);
    if (blocks_port(error))
        return refuse("serve.port-in-use",
                      place + " cannot be had (" + error.message() +
                          "): stop the program that uses it, or choose another port",
                      "port");
    if (error) return refuse("serve.address", place + ": " + error.message(), "address");
    return {};
}

void HttpServer::Impl::run() {
    if (options.stop_on_signals) {
        signals.add(SIGINT);
        signals.add(SIGTERM);
        signals.async_wait([this](error_code error, int) {
            if (!error) stop();
        });
    }
    net::co_spawn(acceptor.get_executor(), accept_all(), net::detached);
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 1; i < options.threads; ++i)
            threads.emplace_back([this] { context.run(); });
        context.run();
    }
    const std::lock_guard lock(mutex);
    running = false;
}

void HttpServer::Impl::stop() {
    if (stopping.exchange(true)) return;
    net::post(acceptor.get_executor(), [this] {
        error_code ignored;
        acceptor.close(ignored);
        signals.cancel(ignored);
    });
    const std::lock_guard lock(mutex);
    if (connections.empty()) return;
    deadline.expires_after(grace_period);
    deadline.async_wait([this](error_code error) {
        if (!error) context.stop();
    });
    for (const auto& [id, connection] : connections)
        net::post(connection->stream.get_executor(), [this, id = id] { close_idle(id); });
}

net::awaitable<void> HttpServer::Impl::accept_all() {
    net::steady_timer pause(acceptor.get_executor());
    while (!stopping) {
        auto [error, socket] =
            co_await acceptor.async_accept(net::make_strand(context), use_result);
        if (!error) {
            admit(std::move(socket));
        } else if (!stopping) {  // out of file descriptors, most likely: some will be given back
            pause.expires_after(accept_pause);
            co_await pause.async_wait(use_result);
        }
    }
}

void HttpServer::Impl::admit(tcp::socket socket) {
    {
        const std::lock_guard lock(mutex);
        if (connections.size() >= options.connections_max) return turn_away(socket);
    }
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const auto executor = socket.get_executor();
    net::co_spawn(executor, serve(std::move(socket)), net::detached);
}

/// Says so without waiting for the client: a full server has no time for it.
void HttpServer::Impl::turn_away(tcp::socket& socket) {
    const HttpResponse response =
        refusal(503, "http.busy", "too many connections; try again later");
    const std::string text = head_text(response, date_now(), false) + *response.body;
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(net::buffer(text), ignored);
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

net::awaitable<void> HttpServer::Impl::serve(tcp::socket socket) {
    Connection connection{beast::tcp_stream(std::move(socket)),
                          beast::flat_buffer(options.header_limit + options.body_limit)};
    const Registered registered(*this, connection);
    bool first = true;
    while (co_await wait_for_request(connection, first)) {
        first = false;
        const bool again = co_await serve_one(connection);
        if (!again) break;
    }
    co_await linger(connection);
}

/// True as soon as a byte of the next request is there.
net::awaitable<bool> HttpServer::Impl::wait_for_request(Connection& connection, bool first) const {
    if (connection.buffer.size() > 0) co_return true;
    if (stopping) co_return false;
    connection.idle = true;
    connection.stream.expires_after(first ? options.request_timeout : options.idle_timeout);
    const auto [error, length] =
        co_await connection.stream.async_read_some(connection.buffer.prepare(4096), use_result);
    connection.idle = false;
    connection.buffer.commit(length);
    co_return !error;
}

/// Reads a request and answers it; false if it was the connection's last.
net::awaitable<bool> HttpServer::Impl::serve_one(Connection& connection) {
    Parser parser;
    parser.header_limit(options.header_limit);
    parser.body_limit(options.body_limit);
    connection.stream.expires_after(options.request_timeout);
    auto [error, length] =
        co_await http::async_read_header(connection.stream, connection.buffer, parser, use_result);
    std::optional<HttpResponse> refused;
    if (!error) refused = check_request(parser, options.target_limit);
    if (!error && !refused)
        std::tie(error, length) =
            co_await http::async_read(connection.stream, connection.buffer, parser, use_result);
    if (error) {
        const auto data = connection.buffer.cdata();
        refused =
            answer_to_error(error, parser, {static_cast<const char*>(data.data()), data.size()});
        if (!refused) co_return false;
    }
    const bool with_body = parser.get().method() != http::verb::head;
    if (refused) {
        co_await write(connection, *refused, with_body, false);
        co_return false;
    }
    const bool keep_alive = parser.get().keep_alive() && !stopping;
    const HttpResponse response = answer(request_of(parser, peer_of(connection.stream.socket())));
    co_return co_await write(connection, response, with_body, keep_alive);
}

net::awaitable<bool> HttpServer::Impl::write(Connection& connection, const HttpResponse& response,
                                             bool with_body, bool keep_alive) const {
    const std::string head = head_text(response, date_now(), keep_alive);
    std::array<net::const_buffer, 2> parts = {net::buffer(head), net::const_buffer()};
    if (with_body && response.body)
        parts[1] = {response.body->data() + response.slice.offset, response.slice.length};
    const std::chrono::seconds more(parts[1].size() / write_bytes_per_second);
    connection.stream.expires_after(options.write_timeout + more);
    const auto [error, length] = co_await net::async_write(connection.stream, parts, use_result);
    co_return !error && keep_alive;
}

/// Ends the connection such that the last answer arrives: closing while bytes of the client are
/// unread would reset the connection and may take the answer with it (RFC 9112 section 9.6).
net::awaitable<void> HttpServer::Impl::linger(Connection& connection) const {
    error_code ignored;
    connection.stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    if (ignored) co_return;
    connection.stream.expires_after(options.linger_timeout);
    std::array<char, 4096> bytes{};
    for (std::size_t drained = 0; drained < drained_bytes_max;) {
        const auto [error, length] =
            co_await connection.stream.async_read_some(net::buffer(bytes), use_result);
        if (error) co_return;
        drained += length;
    }
}

/// Whatever goes wrong while answering ends here; the other connections go on.
HttpResponse HttpServer::Impl::answer(const HttpRequest& request) const {
    try {
        return handler(request);
    } catch (const std::exception& fault) {
        const std::string line = std::string("comity: while answering: ") + fault.what() + "\n";
        std::fwrite(line.data(), 1, line.size(), stderr);
        return refusal(500, "server.fault", "the server could not answer; its log says why");
    }
}

std::uint64_t HttpServer::Impl::add(Connection& connection) {
    const std::lock_guard lock(mutex);
    connections.emplace(next_id, &connection);
    return next_id++;
}

void HttpServer::Impl::remove(std::uint64_t id) {
    const std::lock_guard lock(mutex);
    connections.erase(id);
    error_code ignored;
    if (stopping && running && connections.empty()) deadline.cancel(ignored);
}

/// Runs on the connection's strand, so the connection cannot end meanwhile.
void HttpServer::Impl::close_idle(std::uint64_t id) {
    const std::lock_guard lock(mutex);
    const auto found = connections.find(id);
    if (found != connections.end() && found->second->idle) found->second->stream.cancel();
}

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const Options& options, Handler handler) {
    check(options.threads > 0, "someone must answer");
    auto impl = std::make_unique<Impl>(options, std::move(handler));
    TRY(impl->open());
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

std::uint16_t HttpServer::port() const { return impl_->acceptor.local_endpoint().port(); }
void HttpServer::run() { impl_->run(); }
void HttpServer::stop() { impl_->stop(); }

}  // namespace comity
