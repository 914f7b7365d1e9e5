#include "brief/edition.h"

#include "brief/say.h"
#include "charts/words_in.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace handover::brief {
namespace {

// One pass over a view: keeps what the edition may read, rewords or drops the rest.
class Filter {
 public:
  Filter(Edition edition, const std::vector<Secret>& secrets)
      : edition_(edition), secrets_(secrets, edition) {}

  // False: the line goes.
  bool keep(Line& line) {
    const bool readable = may_read(edition_, line.audience);
    if (tells(line.label)) line.label.clear();
    if (readable && !tells(line.text)) return true;
    for (const Other& other : line.instead) {
      if (!may_read(edition_, other.audience) || tells(other.text)) continue;
      if (other.text.empty()) break;
      line.text = other.text;
      ++left_out_.reworded;
      return true;
    }
    return drop(readable);
  }

  bool keep(Row& row) {
    const bool readable = may_read(edition_, row.audience);
    if (readable && !tells(row.cells)) return true;
    if (!row.published || tells(*row.published)) return drop(readable);
    row.cells = *row.published;
    ++left_out_.reworded;
    return true;
  }

  bool keep(Table& table) {
    if (!may_read(edition_, table.audience)) return drop(false);
    if (tells(table.title)) return drop(true);
    if (tells(table.note)) table.note.clear();
    for (std::size_t column = table.columns.size(); column-- > 0;) keep_column(table, column);
    keep_only(table.rows);
    return !table.rows.empty() && !table.columns.empty();
  }

  bool keep(Figure& figure) {
    const bool readable = may_read(edition_, figure.audience);
    if (readable && !tells(figure.chart)) return true;
    if (!figure.published || tells(*figure.published)) return drop(readable);
    figure.chart = *figure.published;
    ++left_out_.reworded;
    return true;
  }

  bool keep(Card& card) {
    if (!may_read(edition_, card.audience)) return drop(false);
    if (!keep(card.title)) return false;
    keep_only(card.lines);
    return true;
  }

  void clean(Section& section) {
    if (!may_read(edition_, section.audience) || tells(section.title)) {
      drop(may_read(edition_, section.audience));
      section = Section{.audience = Audience::published};
      return;
    }
    if (section.verdict && !keep(*section.verdict)) section.verdict.reset();
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
    source.title = say("brief.title_left_out");
    if (tells(source.publisher)) source.publisher.clear();
    ++left_out_.reworded;
  }

  const LeftOut& left_out() const { return left_out_; }

 private:
  bool tells(const std::string& text) const { return secrets_.finds(text); }
  bool tells(const std::vector<std::string>& texts) const {
    return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return tells(text); });
  }
  bool tells(const Chart& chart) const {
    return tells(std::visit([](const auto& any) { return charts::words_in(any); }, chart));
  }

  void keep_column(Table& table, std::size_t column) {
    const bool readable = may_read(edition_, table.columns[column].audience);
    if (readable && !tells(table.columns[column].title)) return;
    drop(readable);
    const auto erase = [column](auto& list) {
      if (column < list.size()) list.erase(list.begin() + static_cast<std::ptrdiff_t>(column));
    };
    erase(table.columns);
    for (Row& row : table.rows) {
      erase(row.cells);
      if (row.published) erase(*row.published);
    }
  }

  bool drop(bool readable) {
    ++(readable ? left_out_.secret : left_out_.blocks);
    return false;
  }

  Edition edition_;
  SecretSearch secrets_;
  LeftOut left_out_;
};

}  // namespace

bool may_hold_view_of(Edition edition, Side side) {
  return (edition == Edition::coalition && side == Side::coalition) ||
         (edition == Edition::host && side == Side::host);
}

View filtered(View view, Edition edition, LeftOut* left_out) {
  const WritingIn language(view.language);
  Filter filter(edition, view.secrets);
  if (!filter.keep(view.answer))
    view.answer = Line{.text = say("brief.answer_left_out"), .audience = Audience::published};
  if (view.short_answer && !filter.keep(*view.short_answer)) view.short_answer = view.answer;
  filter.keep_only(view.short_lines);
  filter.keep_only(view.answer_lines);
  filter.keep_only(view.depends_on);
  for_each_section(view, [&](Section& section) { filter.clean(section); });
  for (SourceEntry& source : view.sources) filter.clean(source);
  const auto is_empty = [](const Section& section) {
    return section.lines.empty() && section.figures.empty() && section.tables.empty() &&
           section.cards.empty();
  };
  std::erase_if(view.annex, is_empty);
  if (left_out != nullptr) *left_out = filter.left_out();
  return view;
}

std::optional<std::string> find_leak(std::string_view html, const View& view, Edition edition) {
  return SecretSearch(view.secrets, edition).first_in(readable_text(html));
}

}  // namespace handover::brief
