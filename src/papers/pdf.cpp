// Typeset pages: Pango breaks and shapes the lines (and knows which way they run), cairo writes the PDF with
// the fonts in it, librsvg the pictures. Heights are measured, never guessed: page one and page two are set
// in the largest type at which each fits its sheet, between kLargest and kSmallest points.
#include "papers/formats.h"
#include "papers/pictures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

namespace handover::papers {
namespace {

constexpr double kMargin = 31.0;  // points: 11 mm
constexpr double kFootHeight = 20.0;
constexpr double kLargest = 10.0, kSmallest = 6.5, kStep = 0.1, kAnnex = 8.5;

struct Size {
  double wide, high;
};
Size size_of(Sheet sheet) {
  return sheet == Sheet::a4 ? Size{595.28, 841.89} : Size{612.0, 792.0};
}

std::string escaped(const std::string& text) {
  gchar* made = g_markup_escape_text(text.c_str(), -1);
  std::string result = made;
  g_free(made);
  return result;
}

std::string coloured(const std::string& text, const char* colour) {
  return text.empty() ? ""
                      : fmt::format(" <span foreground=\"{}\" size=\"85%\">{}</span>", colour, escaped(text));
}

struct Look {
  double size = 1.0;  // of the page's type
  bool bold = false, italic = false;
  double before = 0.0, after = 0.25;  // of the page's type
  double indent = 0.0;
  const char* colour = "#16202b";
  bool rule = false;
};

Look look_of(Kind kind) {
  switch (kind) {
    case Kind::title:
      return {.size = 1.7, .bold = true};
    case Kind::edition:
      return {.size = 0.95, .after = 0.5, .colour = "#55606c"};
    case Kind::question:
      return {.italic = true, .after = 0.3};
    case Kind::answer:
      return {.size = 1.35, .bold = true, .after = 0.4};
    case Kind::heading:
      return {.size = 1.2, .bold = true, .before = 0.6, .after = 0.25, .rule = true};
    case Kind::verdict:
      return {.bold = true};
    case Kind::bullet:
      return {.after = 0.12, .indent = 1.0};
    case Kind::note:
      return {.size = 0.85, .colour = "#55606c"};
    case Kind::body:
      break;
  }
  return {};
}

// One sheet after another. With `drawing` off nothing is painted: heights alone are taken.
class Setter {
 public:
  Setter(cairo_t* canvas, Size sheet, const brief::Paper& paper, const std::string& foot)
      : canvas_(canvas),
        sheet_(sheet),
        right_(paper.words.right_to_left),
        language_(paper.view.language),
        foot_(foot) {}

  double height_of(const Flow& flow, double type) {
    drawing_ = false, type_ = type, y_ = 0.0, bottom_ = 1e9;
    set(flow);
    return y_;
  }

  // On one sheet, in the largest type that fits; `fits` says whether any does.
  double set_on_one(const Flow& flow) {
    const double room = sheet_.high - 2.0 * kMargin - kFootHeight;
    // Type and pictures shrink together; where the words alone need the room, pictures go on shrinking.
    double type = kLargest;
    picture_share_ = 1.0;
    while (type > kSmallest && height_of(flow, type) > room) {
      type -= kStep;
      picture_share_ = 0.35 + 0.65 * (type - kSmallest) / (kLargest - kSmallest);
    }
    while (picture_share_ > 0.2 && height_of(flow, type) > room) picture_share_ -= 0.02;
    begin_sheet();
    bottom_ = 1e9;  // it fits: nothing looks for room ahead of itself any more
    type_ = type, drawing_ = true;
    set(flow);
    end_sheet();
    return type;
  }

  void set_running(const Flow& flow, double type) {
    picture_share_ = 0.85;
    begin_sheet();
    type_ = type, drawing_ = true;
    set(flow);
    end_sheet();
  }

 private:
  void begin_sheet() { y_ = kMargin, bottom_ = sheet_.high - kMargin - kFootHeight; }

  void end_sheet() {
    ++page_;
    PangoLayout* layout =
        layout_of(fmt::format("<span foreground=\"#55606c\">{} \xC2\xB7 {}</span>", escaped(foot_), page_),
                  6.5, false, false, width());
    cairo_move_to(canvas_, kMargin, sheet_.high - kMargin - kFootHeight + 5.0);
    pango_cairo_show_layout(canvas_, layout);
    g_object_unref(layout);
    cairo_show_page(canvas_);
  }

  double width() const { return sheet_.wide - 2.0 * kMargin; }

  // A new sheet where `height` does not fit any more.
  void room_for(double height) {
    if (y_ + height <= bottom_ || y_ <= kMargin + 1.0) return;
    if (drawing_) end_sheet();
    begin_sheet();
  }

  PangoLayout* layout_of(const std::string& markup, double points, bool bold, bool italic, double wide) {
    PangoLayout* layout = pango_cairo_create_layout(canvas_);
    PangoContext* context = pango_layout_get_context(layout);
    pango_cairo_context_set_font_options(context, options_.get());
    pango_context_set_base_dir(context, right_ ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_context_set_language(context, pango_language_from_string(language_.c_str()));
    PangoFontDescription* font = pango_font_description_from_string(kFonts);
    pango_font_description_set_absolute_size(font, points * PANGO_SCALE);
    if (bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    if (italic && !right_) pango_font_description_set_style(font, PANGO_STYLE_ITALIC);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_alignment(layout, right_ ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    pango_layout_set_width(layout, static_cast<int>(wide * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_markup(layout, markup.c_str(), -1);
    return layout;
  }

  static double height(PangoLayout* layout) {
    int high = 0;
    pango_layout_get_size(layout, nullptr, &high);
    return static_cast<double>(high) / PANGO_SCALE;
  }

  void show(PangoLayout* layout, double x, double y, const char* colour) {
    if (!drawing_) return;
    unsigned red = 0, green = 0, blue = 0;
    std::sscanf(colour, "#%02x%02x%02x", &red, &green, &blue);
    cairo_set_source_rgb(canvas_, red / 255.0, green / 255.0, blue / 255.0);
    cairo_move_to(canvas_, x, y);
    pango_cairo_show_layout(canvas_, layout);
  }

  void rule(double y, double thick, double grey) {
    if (!drawing_) return;
    cairo_set_source_rgb(canvas_, grey, grey, grey);
    cairo_set_line_width(canvas_, thick);
    cairo_move_to(canvas_, kMargin, y);
    cairo_line_to(canvas_, sheet_.wide - kMargin, y);
    cairo_stroke(canvas_);
  }

  void text(const std::string& markup, const Look& look) {
    const double indent = look.indent * type_, wide = width() - indent;
    PangoLayout* layout = layout_of(markup, look.size * type_, look.bold, look.italic, wide);
    const double high = height(layout);
    // A heading stays with what follows.
    room_for(high + look.before * type_ + (look.rule ? 6.0 * type_ : 0.0));
    y_ += look.before * type_;
    if (look.rule) rule(y_, 0.8, 0.1), y_ += 0.15 * type_;
    const double x = kMargin + (right_ ? 0.0 : indent);
    show(layout, x, y_, look.colour);
    if (look.indent > 0.0) bullet(layout);
    y_ += high + look.after * type_;
    g_object_unref(layout);
  }

  void bullet(PangoLayout* layout) {
    if (!drawing_) return;
    const double line = static_cast<double>(pango_layout_get_baseline(layout)) / PANGO_SCALE;
    const double x = right_ ? sheet_.wide - kMargin - 0.4 * type_ : kMargin + 0.4 * type_;
    cairo_new_path(canvas_);
    cairo_arc(canvas_, x, y_ + line - 0.3 * type_, 0.13 * type_, 0.0, 6.2832);
    cairo_fill(canvas_);
  }

  void set(const Flow& flow) {
    for (std::size_t i = 0; i < flow.size(); ++i) {
      if (const auto halves = half_drawings(flow, i)) {
        pair(*halves->first, *halves->second);
        ++i;
        continue;
      }
      // Cards of steps stand side by side.
      std::size_t cards = 0;
      while (i + cards < flow.size() && is_card(flow[i + cards])) ++cards;
      if (cards > 1) {
        set_cards(flow, i, cards);
        i += cards - 1;
        continue;
      }
      std::visit([this](const auto& block) { put(block); }, flow[i]);
    }
  }

  static bool is_card(const Block& block) {
    const auto* grid = std::get_if<Grid>(&block);
    return grid != nullptr && grid->caption.empty() && grid->columns.size() == 2;
  }

  void put(const PageBreak&) {}

  void put(const Paragraph& one) {
    std::string markup;
    if (!one.label.empty())
      markup += "<b>" + escaped(one.label) + "</b>" + (one.kind == Kind::edition ? " \xC2\xB7 " : " ");
    markup += escaped(one.text) + coloured(one.assumed, "#55606c") + coloured(one.traces, "#55606c");
    text(markup, look_of(one.kind));
  }

  // What stands above a picture, and how high that is.
  double caption(const Drawing& drawing, double x, double wide) {
    PangoLayout* layout = layout_of("<b>" + escaped(drawing.caption) + "</b>" +
                                        (drawing.note.empty() ? "" : "\n" + escaped(drawing.note)),
                                    0.92 * type_, false, false, wide);
    const double high = height(layout);
    show(layout, x, y_, "#16202b");
    g_object_unref(layout);
    return high + 0.2 * type_;
  }

  double draw(const Drawing& drawing, double x, double wide) {
    const double shown = wide * picture_share_;
    const double offset = (wide - shown) / 2.0;
    const double high = shown * drawing.picture.height / drawing.picture.width;
    const double above = caption(drawing, x, wide);
    if (drawing_) draw_picture(canvas_, drawing.picture, x + offset, y_ + above, shown);
    return above + high + 0.4 * type_;
  }

  double measured(const Drawing& drawing, double wide) {
    const bool was = drawing_;
    drawing_ = false;
    const double high = draw(drawing, kMargin, wide);
    drawing_ = was;
    return high;
  }

  void put(const Drawing& drawing) {
    const double wide = drawing.half ? 0.48 * width() : width();
    room_for(measured(drawing, wide));
    y_ += draw(drawing, kMargin, wide);
  }

  void pair(const Drawing& first, const Drawing& second) {
    const double wide = 0.48 * width();
    const double high = std::max(measured(first, wide), measured(second, wide));
    room_for(high);
    const double left = kMargin, right = sheet_.wide - kMargin - wide;
    draw(first, right_ ? right : left, wide);
    draw(second, right_ ? left : right, wide);
    y_ += high;
  }

  std::vector<double> widths_of(const Grid& grid, double wide, double points) {
    // What each column needs without a break, and no more than its longest word as the least.
    std::vector<double> wanted(grid.columns.size(), 10.0);
    const auto take = [&](std::size_t c, const std::string& words, bool bold) {
      PangoLayout* layout = layout_of(escaped(words), points, bold, false, 1e5);
      PangoRectangle box;
      pango_layout_get_extents(layout, nullptr, &box);
      wanted[c] = std::max(wanted[c], static_cast<double>(box.width) / PANGO_SCALE + 6.0);
      g_object_unref(layout);
    };
    for (std::size_t c = 0; c < grid.columns.size(); ++c) take(c, grid.columns[c], true);
    for (const auto& row : grid.rows) {
      for (std::size_t c = 0; c < row.size() && c < wanted.size(); ++c) take(c, row[c], false);
    }
    double sum = 0.0;
    for (const double one : wanted) sum += one;
    if (sum <= wide) {
      for (double& one : wanted) one *= wide / sum;
      return wanted;
    }
    // Long columns share what the short ones leave, by the root of what they want.
    std::vector<double> widths(wanted.size());
    double roots = 0.0;
    for (const double one : wanted) roots += std::sqrt(one);
    double left = wide;
    std::vector<bool> kept(wanted.size(), false);
    for (int pass = 0; pass < 4; ++pass) {
      for (std::size_t c = 0; c < wanted.size(); ++c) {
        if (kept[c] || wanted[c] > left * std::sqrt(wanted[c]) / roots) continue;
        kept[c] = true, widths[c] = wanted[c], left -= wanted[c], roots -= std::sqrt(wanted[c]);
      }
    }
    for (std::size_t c = 0; c < wanted.size(); ++c) {
      if (!kept[c]) widths[c] = left * std::sqrt(wanted[c]) / roots;
    }
    return widths;
  }

  // A row within `wide` from `x`; its height. Cells of right-to-left text run from the right edge.
  double row(const std::vector<std::string>& cells, const std::vector<double>& widths, double x, double wide,
             double points, bool bold, bool shaded) {
    double high = 0.0;
    std::vector<PangoLayout*> layouts;
    for (std::size_t c = 0; c < widths.size(); ++c) {
      layouts.push_back(layout_of(escaped(c < cells.size() ? cells[c] : ""), points, bold, false,
                                  std::max(8.0, widths[c] - 5.0)));
      high = std::max(high, height(layouts.back()));
    }
    high += 0.3 * points;
    if (shaded && drawing_) {
      cairo_set_source_rgb(canvas_, 0.93, 0.95, 0.97);
      cairo_rectangle(canvas_, x, y_, wide, high);
      cairo_fill(canvas_);
    }
    double at = right_ ? x + wide : x;
    for (std::size_t c = 0; c < layouts.size(); ++c) {
      if (right_) at -= widths[c];
      show(layouts[c], at + 2.0, y_ + 0.12 * points, "#16202b");
      if (!right_) at += widths[c];
      g_object_unref(layouts[c]);
    }
    return high;
  }

  double row_height(const std::vector<std::string>& cells, const std::vector<double>& widths, double points,
                    bool bold) {
    const bool was = drawing_;
    drawing_ = false;
    const double high = row(cells, widths, kMargin, width(), points, bold, false);
    drawing_ = was;
    return high;
  }

  void put(const Grid& grid) {
    const double points = 0.88 * type_;
    if (!grid.caption.empty())
      text("<b>" + escaped(grid.caption) + "</b>", {.size = 0.95, .before = 0.3, .after = 0.15});
    const std::vector<double> widths = widths_of(grid, width(), points);
    const auto head = [&] {
      y_ += row(grid.columns, widths, kMargin, width(), points, true, false);
      rule(y_, 0.7, 0.1);
    };
    head();
    for (std::size_t r = 0; r < grid.rows.size(); ++r) {
      const double high = row_height(grid.rows[r], widths, points, grid.strong[r]);
      if (y_ + high > bottom_ && y_ > kMargin + 1.0) {
        if (drawing_) end_sheet();
        begin_sheet();
        head();
      }
      y_ += row(grid.rows[r], widths, kMargin, width(), points, grid.strong[r], grid.strong[r]);
      rule(y_, 0.3, 0.72);
    }
    if (!grid.note.empty()) text(escaped(grid.note), {.size = 0.8, .colour = "#55606c"});
    y_ += 0.3 * type_;
  }

  // Steps side by side: at most four, each a box with its lines by label.
  void set_cards(const Flow& flow, std::size_t from, std::size_t count) {
    const std::size_t across = std::min<std::size_t>(count, 4);
    const double gap = 6.0,
                 wide = (width() - gap * static_cast<double>(across - 1)) / static_cast<double>(across);
    const double points = 0.88 * type_;
    for (std::size_t start = 0; start < count; start += across) {
      double tallest = 0.0;
      const std::size_t here = std::min(across, count - start);
      std::vector<PangoLayout*> layouts;
      for (std::size_t k = 0; k < here; ++k) {
        layouts.push_back(card_layout(std::get<Grid>(flow[from + start + k]), points, wide));
        tallest = std::max(tallest, height(layouts.back()));
      }
      room_for(tallest + 8.0);
      for (std::size_t k = 0; k < here; ++k) {
        const auto place = static_cast<double>(right_ ? across - 1 - k : k);
        const double x = kMargin + place * (wide + gap);
        if (drawing_) {
          cairo_set_source_rgb(canvas_, 0.4, 0.45, 0.5);
          cairo_set_line_width(canvas_, 0.5);
          cairo_rectangle(canvas_, x, y_, wide, tallest + 6.0);
          cairo_stroke(canvas_);
        }
        show(layouts[k], x + 3.0, y_ + 3.0, "#16202b");
        g_object_unref(layouts[k]);
      }
      y_ += tallest + 6.0 + 0.5 * type_;
    }
  }

  PangoLayout* card_layout(const Grid& card, double points, double wide) {
    std::string markup = "<b>" + escaped(card.columns[0]) + ". " + escaped(card.columns[1]) + "</b>";
    for (const auto& row : card.rows) markup += "\n<b>" + escaped(row[0]) + "</b> " + escaped(row[1]);
    return layout_of(markup, points, false, false, wide - 6.0);
  }

  // Paper has no pixels to fit letters to.
  struct Free {
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
  };
  static cairo_font_options_t* unhinted() {
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    return options;
  }

  std::unique_ptr<cairo_font_options_t, Free> options_{unhinted()};
  cairo_t* canvas_;
  Size sheet_;
  bool right_;
  std::string language_, foot_;
  bool drawing_ = false;
  double picture_share_ = 1.0;  // of the width that a picture could have
  double type_ = kLargest, y_ = 0.0, bottom_ = 0.0;
  int page_ = 0;
};

cairo_status_t append(void* text, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

std::string pdf_of(const brief::Paper& paper, const Flows& flows, Sheet sheet) {
  std::string bytes;
  const Size size = size_of(sheet);
  cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(append, &bytes, size.wide, size.high);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, paper.view.title.c_str());
  // The day of the paper is the day that it knows, never the clock's.
  const std::string day = to_string(paper.view.as_of) + "T00:00:00Z";
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, day.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, day.c_str());
  cairo_t* canvas = cairo_create(surface);
  Setter setter(canvas, size, paper, flows.foot);
  setter.set_on_one(flows.first);
  setter.set_on_one(flows.second);
  setter.set_running(flows.annex, kAnnex);
  const bool sound = cairo_status(canvas) == CAIRO_STATUS_SUCCESS;
  cairo_destroy(canvas);
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
  if (!sound) throw std::runtime_error("a page could not be typeset");
  return bytes;
}

}  // namespace handover::papers
