#include "server/http_server.h"

#include "base/problem.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <mutex>
#include <optional>
#include <string>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

namespace handover::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

// What all connections share. Connections hold it, so that the last of them may end after the server.
struct Shared {
  HttpLimits limits;
  HttpServer::Handler handler;
  asio::thread_pool* workers = nullptr;
  std::atomic<std::size_t> open{0};
  std::atomic<bool> stopping{false};
};

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

Request request_of(http::request<http::string_body>&& message) {
  Request request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  for (const auto& field : message) {
    std::string& value = request.headers[lower(std::string(field.name_string()))];
    if (!value.empty()) value += ", ";
    value += std::string(field.value());
  }
  request.body = std::move(message.body());
  return request;
}

// One connection: read a request, let a worker answer it, write the answer, read the next.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, std::shared_ptr<Shared> shared)
      : stream_(std::move(socket)), shared_(std::move(shared)) {
    ++shared_->open;
  }
  ~Connection() { --shared_->open; }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void start() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->read(); });
  }

 private:
  void read() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(shared_->limits.header_bytes));
    parser_->body_limit(shared_->limits.body_bytes);
    stream_.expires_after(served_ == 0 ? shared_->limits.request : shared_->limits.idle);
    // First some bytes, however long the pause; then the rest of the request has its own time.
    http::async_read_some(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](beast::error_code error, std::size_t) { self->began(error); });
  }

  void began(beast::error_code error) {
    if (error) return refuse(error);
    if (parser_->is_done()) return answer();
    stream_.expires_after(shared_->limits.request);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](beast::error_code failed, std::size_t) {
                       if (failed) return self->refuse(failed);
                       self->answer();
                     });
  }

  void answer() {
    const bool keep = parser_->keep_alive() && !shared_->stopping;
    const unsigned version = parser_->get().version();
    stream_.expires_never();
    asio::post(*shared_->workers, [self = shared_from_this(), keep, version,
                                   request = request_of(parser_->release())]() mutable {
      Response response = self->shared_->handler(request);
      const bool head = request.method == "HEAD";
      asio::post(self->stream_.get_executor(),
                 [self, keep, version, head, response = std::move(response)]() mutable {
                   self->write(std::move(response), version, keep, head);
                 });
    });
  }

  // What is no HTTP, or more than is taken, gets one line and the door.
  void refuse(beast::error_code error) {
    if (error == http::error::body_limit)
      return write({.status = 413, .content_type = "text/plain", .body = "too large\n"}, 11, false, false);
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
      return write({.status = 431, .content_type = "text/plain", .body = "headers too large\n"}, 11, false,
                   false);
    if (error.category() == http::make_error_code(http::error::bad_method).category() &&
        error != http::error::end_of_stream && error != http::error::partial_message)
      return write({.status = 400, .content_type = "text/plain", .body = "no HTTP request\n"}, 11, false,
                   false);
    close();
  }

  void write(Response response, unsigned version, bool keep, bool head) {
    message_.emplace(static_cast<http::status>(response.status), version);
    message_->set(http::field::content_type, response.content_type);
    for (const auto& [name, value] : response.headers) message_->insert(name, value);
    message_->keep_alive(keep);
    message_->content_length(response.body.size());
    if (!head) message_->body() = std::move(response.body);
    stream_.expires_after(shared_->limits.request);
    serializer_.emplace(*message_);
    const auto done = [self = shared_from_this(), keep](beast::error_code error, std::size_t) {
      ++self->served_;
      if (error || !keep) return self->close();
      self->read();
    };
    if (head)
      http::async_write_header(stream_, *serializer_, done);
    else
      http::async_write(stream_, *serializer_, done);
  }

  void close() {
    beast::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  beast::tcp_stream stream_;
  std::shared_ptr<Shared> shared_;
  beast::flat_buffer buffer_{64 * 1024};
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<http::response<http::string_body>> message_;
  std::optional<http::response_serializer<http::string_body>> serializer_;
  std::uint64_t served_ = 0;
};

}  // namespace

struct HttpServer::Impl {
  asio::io_context context{1};
  tcp::acceptor acceptor{context};
  asio::thread_pool workers;
  std::shared_ptr<Shared> shared = std::make_shared<Shared>();
  std::uint16_t port = 0;

  Impl(std::uint16_t wanted, HttpLimits limits, Handler handler)
      : workers(static_cast<std::size_t>(std::max(1, limits.workers))) {
    shared->limits = limits;
    shared->handler = std::move(handler);
    shared->workers = &workers;
    const tcp::endpoint here(asio::ip::address_v4::loopback(), wanted);
    boost::system::error_code error;
    acceptor.open(here.protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(here, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error)
      throw InputError(Problem{.code = ProblemCode::wrong_option,
                               .option = "--port",
                               .value = std::to_string(wanted),
                               .what = "cannot be listened on: " + error.message(),
                               .hint = "name another, or leave --port out for a free one"});
    port = acceptor.local_endpoint().port();
  }

  void accept() {
    acceptor.async_accept([this](boost::system::error_code error, tcp::socket socket) {
      if (shared->stopping) return;
      // Too many open files or a peer that has gone: the next may come all the same.
      if (!error && shared->open < shared->limits.connections)
        std::make_shared<Connection>(std::move(socket), shared)->start();
      accept();
    });
  }
};

HttpServer::HttpServer(std::uint16_t port, HttpLimits limits, Handler handler)
    : impl_(std::make_unique<Impl>(port, limits, std::move(handler))) {}

HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const {
  return impl_->port;
}

void HttpServer::run(std::stop_token stop) {
  impl_->accept();
  const std::stop_callback on_stop(stop, [this] {
    impl_->shared->stopping = true;
    impl_->context.stop();
  });
  impl_->context.run();
  impl_->workers.join();
}

}  // namespace handover::server
