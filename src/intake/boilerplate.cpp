// What in running text is no part of the article: by the words with which captions, menus and boxes begin.
#include "intake/date_expressions.h"
#include "intake/formats.h"
#include "intake/words.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace handover::intake {
namespace {

struct TextLine {
  Span span;
  std::string folded;  // without blanks at the ends
};

std::vector<TextLine> lines_with_text(std::string_view text) {
  std::vector<TextLine> lines;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    std::size_t first = at;
    std::size_t last = end;
    while (first < last && std::isspace(static_cast<unsigned char>(text[first])) != 0) ++first;
    while (last > first && std::isspace(static_cast<unsigned char>(text[last - 1])) != 0) --last;
    constexpr std::size_t kLongestBoilerplate = 400;
    if (last > first)
      lines.push_back(
          {{first, last}, folded(text.substr(first, std::min(last - first, kLongestBoilerplate)))});
    at = end + 1;
  }
  return lines;
}

struct Sign {
  std::string_view words, why;
};
// A line that begins so, and is short.
constexpr Sign kBeginnings[] = {{"picture by", "caption"},
                                {"photo by", "caption"},
                                {"photo:", "caption"},
                                {"photograph by", "caption"},
                                {"image:", "caption"},
                                {"image credit", "caption"},
                                {"photo credit", "caption"},
                                {"(photo", "caption"},
                                {"file -", "caption"},
                                {"file photo", "caption"},
                                {"introduction image", "caption"},
                                {"article link copied", "links to share"},
                                {"share this", "links to share"},
                                {"share on", "links to share"},
                                {"tweet", "links to share"},
                                {"follow us", "links to share"},
                                {"advertisement", "advertisement"},
                                {"read more", "other articles"},
                                {"read also", "other articles"},
                                {"also read", "other articles"},
                                {"related:", "other articles"},
                                {"see also:", "other articles"},
                                {"recommended", "other articles"},
                                {"most read", "other articles"},
                                {"sign up", "advertisement"},
                                {"subscribe", "advertisement"},
                                {"create an account", "advertisement"},
                                {"a free account will", "advertisement"},
                                {"you can also sign up", "advertisement"},
                                {"log in", "menu"},
                                {"skip to content", "menu"},
                                {"skip to main", "menu"},
                                {"click here", "menu"},
                                {"cookie", "notice on cookies"},
                                {"we use cookies", "notice on cookies"},
                                {"all rights reserved", "foot of the page"},
                                {"copyright", "foot of the page"},
                                {"\xC2\xA9", "foot of the page"},
                                {"source:", "credit"},
                                {"estimated reading time", "menu"},
                                {"minutes read", "menu"},
                                {"اقرا ايضا", "other articles"},
                                {"شارك", "links to share"}};
// A line that holds it.
constexpr Sign kInside[] = {{"photo by ", "caption"},    {"picture by ", "caption"},
                            {"getty images", "caption"}, {"anadolu images", "caption"},
                            {"[afp]", "caption"},        {"[reuters]", "caption"},
                            {"/afp via", "caption"},     {"courtesy photo", "caption"}};
// From such a line on, in the second half of a text, nothing more is the article's.
constexpr Sign kEnds[] = {{"written by:", "about the author"},      {"edited by:", "about the author"},
                          {"about the author", "about the author"}, {"about the writer", "about the author"},
                          {"notes to editors", "notes to editors"}, {"note to editors", "notes to editors"},
                          {"media enquiries", "contacts"},          {"media inquiries", "contacts"},
                          {"for journalists", "contacts"},          {"further information", "contacts"},
                          {"leave a comment", "comments"},          {"leave a reply", "comments"},
                          {"related articles", "other articles"},   {"you may also like", "other articles"},
                          {"more on this story", "other articles"}};

std::string_view why_cut(const TextLine& line) {
  constexpr std::size_t kShort = 200;
  for (const Sign& sign : kBeginnings) {
    if (line.folded.size() <= kShort && line.folded.starts_with(sign.words)) return sign.why;
  }
  for (const Sign& sign : kInside) {
    if (line.folded.size() <= 350 && line.folded.find(sign.words) != std::string::npos) return sign.why;
  }
  return {};
}

bool is_cut(const Document& document, const Span& span) {
  return std::any_of(document.cuts.begin(), document.cuts.end(),
                     [&](const Cut& cut) { return cut.span.overlaps(span); });
}

// "January 25, 2024" or "Published: 25 January 2024" alone on a line near the top.
void take_day_of_line(Document& document, const TextLine& line) {
  if (document.published || line.folded.size() > 60) return;
  std::string_view text =
      std::string_view(document.text).substr(line.span.begin, line.span.end - line.span.begin);
  const Words words = words_of(text);
  for (const std::size_t first : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
    if (first >= words.tokens.size()) return;
    static constexpr std::string_view kLead[] = {"published", "posted", "updated", "date", "on", ":", "by"};
    if (first > 0 &&
        std::find(std::begin(kLead), std::end(kLead), words.tokens[first - 1].folded) == std::end(kLead))
      return;
    const auto dates = find_dates(words, {});
    const auto day = std::find_if(dates.begin(), dates.end(), [&](const DateMention& date) {
      return date.first <= first && date.unit == DateUnit::day && date.last + 1 >= words.tokens.size();
    });
    if (day == dates.end() || !day->from) continue;
    document.published = day->from;
    document.published_by = "a line of the text";
    return;
  }
}

}  // namespace

void mark_boilerplate(Document& document) {
  const auto lines = lines_with_text(document.text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i < 12) take_day_of_line(document, lines[i]);
    if (is_cut(document, lines[i].span)) continue;
    const bool late = lines[i].span.begin * 2 > document.text.size();
    for (const Sign& sign : kEnds) {
      if (!late || lines[i].folded.size() > 120 || !lines[i].folded.starts_with(sign.words)) continue;
      document.cuts.push_back({{lines[i].span.begin, document.text.size()}, std::string(sign.why)});
      break;
    }
    if (is_cut(document, lines[i].span)) continue;
    const auto why = why_cut(lines[i]);
    if (why.empty()) continue;
    document.cuts.push_back({lines[i].span, std::string(why)});
    // The line above a credit is the caption itself, near the top and when it is short.
    const bool credit = lines[i].folded.starts_with("picture by") ||
                        lines[i].folded.starts_with("photo by") || lines[i].folded.starts_with("photo:") ||
                        lines[i].folded.starts_with("image:");
    if (credit && i > 0 && i < 12 && lines[i - 1].folded.size() < 160 && !is_cut(document, lines[i - 1].span))
      document.cuts.push_back({lines[i - 1].span, "caption"});
    // What a publisher says of itself behind the credit at the end.
    if (lines[i].folded.starts_with("source:") && late && lines.size() - i <= 4)
      document.cuts.push_back({{lines[i].span.end, document.text.size()}, "about the publisher"});
  }
  std::sort(document.cuts.begin(), document.cuts.end(),
            [](const Cut& a, const Cut& b) { return a.span.begin < b.span.begin; });
}

}  // namespace handover::intake
