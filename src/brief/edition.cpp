#include "brief/edition.h"

#include "brief/charts/text.h"
#include "brief/draw.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace handover::brief {
namespace {

bool is_own(Edition edition) {
  return edition == Edition::coalition || edition == Edition::host;
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// One pass over a view: keeps what the edition may read, rewords or drops the rest.
class Filter {
 public:
  Filter(Edition edition, const std::vector<std::string>& secrets) : edition_(edition), secrets_(secrets) {}

  // False: the line goes.
  bool keep(Line& line) {
    if (!may_read(edition_, line.reveals)) {
      if (!line.published) return drop();
      line.text = *line.published;
      line.label = tells(line.label) ? "" : line.label;
      line.reveals = Reveals::nothing;
      ++left_out_.reworded;
    }
    if (tells(line.text) || tells(line.label)) {
      if (!line.published || tells(*line.published)) return drop_named();
      line.text = *line.published;
      if (tells(line.label)) line.label.clear();
      ++left_out_.reworded;
    }
    return true;
  }

  bool keep(Row& row) {
    const auto tells_one = [&](const std::vector<std::string>& cells) {
      return std::any_of(cells.begin(), cells.end(), [&](const std::string& cell) { return tells(cell); });
    };
    const bool readable = may_read(edition_, row.reveals);
    if (readable && !tells_one(row.cells)) return true;
    if (!row.published || tells_one(*row.published)) return readable ? drop_named() : drop();
    row.cells = *row.published;
    row.reveals = Reveals::nothing;
    ++left_out_.reworded;
    return true;
  }

  bool keep(Table& table) {
    if (!may_read(edition_, table.reveals)) return drop();
    if (tells(table.title) || tells(table.note)) return drop_named();
    keep_only(table.rows);
    return !table.rows.empty();
  }

  bool keep(Figure& figure) {
    const bool readable = may_read(edition_, figure.reveals);
    if (readable && !tells(draw(figure.chart, 0.0))) return true;
    if (!figure.published || tells(draw(*figure.published, 0.0))) return readable ? drop_named() : drop();
    figure.chart = *figure.published;
    figure.reveals = Reveals::nothing;
    ++left_out_.reworded;
    return true;
  }

  bool keep(Card& card) {
    if (!may_read(edition_, card.reveals) || !keep(card.title)) return drop();
    keep_only(card.lines);
    return true;
  }

  void clean(Section& section) {
    if (!section.verdict.text.empty() && !keep(section.verdict)) section.verdict = {};
    keep_only(section.lines);
    keep_only(section.figures);
    keep_only(section.tables);
    keep_only(section.cards);
  }

  template <class Block>
  void keep_only(std::vector<Block>& blocks) {
    std::vector<Block> kept;
    for (Block& block : blocks) {
      if (keep(block)) kept.push_back(std::move(block));
    }
    blocks = std::move(kept);
  }

  // A source stays in the list, so that numbers keep leading somewhere; a title that tells goes.
  void clean(SourceEntry& source) {
    if (!tells(source.title) && !tells(source.publisher)) return;
    source.title = "(title left out: it names a site)";
    if (tells(source.publisher)) source.publisher.clear();
    ++left_out_.reworded;
  }

  const LeftOut& left_out() const { return left_out_; }

 private:
  bool tells(const std::string& text) const {
    return std::any_of(secrets_.begin(), secrets_.end(), [&](const std::string& secret) {
      return names(text, secret) || names(text, charts::escape_xml(secret));
    });
  }
  bool drop() {
    ++left_out_.blocks;
    return false;
  }
  bool drop_named() {
    ++left_out_.named_site;
    return false;
  }

  Edition edition_;
  std::vector<std::string> secrets_;
  LeftOut left_out_;
};

}  // namespace

std::optional<Edition> parse_edition(std::string_view name) {
  for (const Edition edition : {Edition::coalition, Edition::host, Edition::joint, Edition::published}) {
    if (name == name_of(edition)) return edition;
  }
  return std::nullopt;
}

const char* name_of(Edition edition) {
  switch (edition) {
    case Edition::coalition:
      return "coalition";
    case Edition::host:
      return "host";
    case Edition::joint:
      return "joint";
    case Edition::published:
      break;
  }
  return "public";
}

bool may_read(Edition edition, Reveals reveals) {
  switch (reveals) {
    case Reveals::nothing:
      return true;
    case Reveals::site_weakness:
      return false;
    case Reveals::coalition_private:
      return edition == Edition::coalition;
    case Reveals::host_private:
      return edition == Edition::host;
    default:
      return is_own(edition);
  }
}

bool may_hold_view_of(Edition edition, Side side) {
  return (edition == Edition::coalition && side == Side::coalition) ||
         (edition == Edition::host && side == Side::host);
}

View filtered(View view, Edition edition, LeftOut* left_out) {
  Filter filter(edition, is_own(edition) ? std::vector<std::string>{} : view.never_published);
  if (!filter.keep(view.answer)) view.answer = Line{"The answer cannot be stated in this edition."};
  filter.keep_only(view.answer_lines);
  filter.keep_only(view.depends_on);
  for_each_section(view, [&](Section& section) { filter.clean(section); });
  for (SourceEntry& source : view.sources) filter.clean(source);
  const auto is_empty = [](const Section& section) {
    return section.lines.empty() && section.figures.empty() && section.tables.empty() &&
           section.cards.empty();
  };
  view.annex.erase(std::remove_if(view.annex.begin(), view.annex.end(), is_empty), view.annex.end());
  if (left_out != nullptr) *left_out = filter.left_out();
  return view;
}

bool names(std::string_view text, std::string_view secret) {
  if (secret.empty()) return false;
  const std::string hay = lower(text), needle = lower(secret);
  for (std::size_t at = hay.find(needle); at != std::string::npos; at = hay.find(needle, at + 1)) {
    const bool starts = at == 0 || !is_word(hay[at - 1]) || !is_word(needle.front());
    const std::size_t end = at + needle.size();
    if (starts && (end == hay.size() || !is_word(hay[end]) || !is_word(needle.back()))) return true;
  }
  return false;
}

std::optional<std::string> find_leak(const std::string& html, const View& view, Edition edition) {
  if (is_own(edition)) return std::nullopt;
  for (const std::string& secret : view.never_published) {
    if (names(html, secret) || names(html, charts::escape_xml(secret))) return secret;
  }
  return std::nullopt;
}

}  // namespace handover::brief
