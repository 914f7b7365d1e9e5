// A mail (.eml, RFC 5322 and MIME) by GMime: the plain text, else the HTML, with day, sender and subject.
// Attachments are named and not read.
#include "intake/formats.h"

#include <chrono>
#include <memory>
#include <mutex>

#include <fmt/format.h>
#include <gmime/gmime.h>

namespace handover::intake {
namespace {

struct Unref {
  template <class T>
  void operator()(T* object) const {
    g_object_unref(object);
  }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

std::string text_of(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

struct Parts {
  std::string plain, html;
  std::size_t attachments = 0;
};

void take_part(GMimeObject*, GMimeObject* part, gpointer data) {
  Parts& parts = *static_cast<Parts*>(data);
  if (!GMIME_IS_PART(part)) return;
  if (g_mime_part_is_attachment(GMIME_PART(part)) != 0) {
    ++parts.attachments;
    return;
  }
  if (!GMIME_IS_TEXT_PART(part)) return;
  char* text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
  if (text == nullptr) return;
  GMimeContentType* type = g_mime_object_get_content_type(part);
  std::string& where = g_mime_content_type_is_type(type, "text", "html") != 0 ? parts.html : parts.plain;
  if (where.size() < kLongestText) where += text;
  g_free(text);
}

std::optional<Date> day_sent(GMimeMessage* message) {
  GDateTime* date = g_mime_message_get_date(message);
  if (date == nullptr) return std::nullopt;
  const int year = g_date_time_get_year(date);
  if (year < 1970 || year > 2150) return std::nullopt;
  return date_of(year, static_cast<unsigned>(g_date_time_get_month(date)),
                 static_cast<unsigned>(g_date_time_get_day_of_month(date)));
}

std::string sender_of(GMimeMessage* message) {
  InternetAddressList* from = g_mime_message_get_from(message);
  if (from == nullptr || internet_address_list_length(from) == 0) return {};
  InternetAddress* first = internet_address_list_get_address(from, 0);
  const std::string name = text_of(internet_address_get_name(first));
  if (!name.empty() || !INTERNET_ADDRESS_IS_MAILBOX(first)) return name;
  return text_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
}

void start_gmime() {
  static std::once_flag started;
  std::call_once(started, [] { g_mime_init(); });
}

}  // namespace

Document read_mail(std::string_view bytes, const std::string& file) {
  start_gmime();
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!message)
    refuse_document(ProblemCode::unreadable, file, "cannot be read as a mail", "save the text of the mail");
  Parts parts;
  g_mime_message_foreach(message.get(), take_part, &parts);
  Document document;
  if (parts.plain.find_first_not_of(" \t\r\n") == std::string::npos && !parts.html.empty()) {
    document = read_html(parts.html, file);
  } else {
    document.text = parts.plain;
  }
  document.format = "mail";
  document.title = text_of(g_mime_message_get_subject(message.get()));
  document.publisher = sender_of(message.get());
  if (const auto day = day_sent(message.get())) {
    document.published = day;
    document.published_by = "the mail's Date";
  }
  if (parts.attachments > 0)
    document.notes.push_back(fmt::format("has {} attachment{} that {} not read", parts.attachments,
                                         parts.attachments == 1 ? "" : "s",
                                         parts.attachments == 1 ? "is" : "are"));
  return document;
}

}  // namespace handover::intake
