#include "intake/model_reader.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace handover::intake {
namespace {

using nlohmann::json;

constexpr std::size_t kPiece = 6000;  // bytes
constexpr std::size_t kMostRows = 500;
constexpr int kDeepest = 16;

constexpr std::string_view kAsk =
    "List what this text states, as a JSON list of objects and nothing else. Each object has \"quote\" "
    "(words "
    "copied from the text exactly) and \"relation\" (\"count\", \"date\" or \"said\"). A count has \"value\" "
    "(a number), "
    "\"approximation\" (exact, about, over, at_least, under, at_most) and \"unit\". A date has \"value\" "
    "(YYYY-MM-DD, YYYY-MM or "
    "YYYY). What somebody said has \"said_by\". Add \"subject\" when it is clear. Leave out what the text "
    "does not state.\n\nText:\n";

// The list inside an answer that may have words around it.
json list_in(std::string_view answer) {
  const std::size_t first = answer.find('[');
  const std::size_t last = answer.rfind(']');
  if (first == std::string_view::npos || last == std::string_view::npos || last < first)
    return json::value_t::discarded;
  const std::string_view text = answer.substr(first, last - first + 1);
  bool too_deep = false;
  json parsed = json::parse(
      text, [&](int depth, json::parse_event_t, json&) { return !(too_deep = too_deep || depth > kDeepest); },
      false);
  return too_deep ? json(json::value_t::discarded) : parsed;
}

std::string text_in(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return {};
  if (found->is_string()) return found->get<std::string>().substr(0, 500);
  if (found->is_number_integer()) return std::to_string(found->get<long long>());
  if (found->is_number()) return fmt::format("{:.15g}", found->get<double>());
  return {};
}

bool is_clean(const std::string& text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

}  // namespace

std::vector<Span> pieces_for_model(std::string_view text) {
  std::vector<Span> pieces;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(at + kPiece, text.size());
    if (end < text.size()) {
      const std::size_t paragraph = text.rfind('\n', end);
      if (paragraph != std::string_view::npos && paragraph > at) end = paragraph + 1;
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    }
    pieces.push_back({at, end});
    at = end;
  }
  return pieces;
}

std::string question_for_model(std::string_view piece) {
  return std::string(kAsk) + std::string(piece);
}

void take_model_answer(std::string_view answer, const Span& piece, const Document& document,
                       const Checker& checker, const RuleRecord& record, const std::string& name,
                       const std::string& source, ModelRows& rows) {
  const json list = list_in(answer);
  if (!list.is_array()) {
    ++rows.unreadable;
    return;
  }
  for (const json& object : list) {
    if (rows.answered == kMostRows) return;
    if (!object.is_object()) continue;
    ++rows.answered;
    const std::string quote = text_in(object, "quote");
    const Span found = find_quote(std::string_view(document.text).substr(0, piece.end), quote, piece.begin);
    if (found.empty()) {
      ++rows.not_found;
      continue;
    }
    IntakeRow row;
    row.rule = "model:" + name;
    row.table = kFacts;
    for (const Field field : {Field::subject, Field::relation, Field::value, Field::approximation,
                              Field::unit, Field::area, Field::said_by}) {
      const std::string text =
          text_in(object, std::string(kFieldNames[static_cast<std::size_t>(field)]).c_str());
      if (is_clean(text)) row[field] = text;
    }
    row.span = checker.characters().characters_of(found);
    row.quote = document.text.substr(found.begin, found.end - found.begin);
    row.document_sha256 = document.sha256;
    row[Field::source] = source;
    if (document.published) row[Field::known_from] = to_string(*document.published);
    const auto findings = checker.check(row);
    if (std::any_of(findings.begin(), findings.end(),
                    [](const Finding& f) { return f.weight == Weight::refused; })) {
      ++rows.contradicted;
      continue;
    }
    const RightOf right = record.of(row.rule, document.genre);
    row.right = right.right;
    row.of = right.of;
    // A model that nobody has judged yet, or that was wrong too often, only points.
    if (right.of == 0 ||
        static_cast<double>(right.right) < RuleRecord::kFloor * static_cast<double>(right.of))
      row.table = kHighlight;
    rows.rows.push_back(std::move(row));
  }
}

bool is_loopback(const std::string& address) {
  std::string_view rest = address;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (rest.starts_with(scheme)) rest.remove_prefix(scheme.size());
  }
  rest = rest.substr(0, rest.find_first_of("/?#"));
  if (rest.find('@') != std::string_view::npos) return false;
  if (rest.starts_with("[::1]")) return rest.size() == 5 || rest[5] == ':';
  const std::string_view host = rest.substr(0, rest.find(':'));
  if (host == "localhost") return true;
  // 127.a.b.c in figures and nothing else: 127.example.org is a name.
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos &&
         std::count(host.begin(), host.end(), '.') == 3;
}

}  // namespace handover::intake
