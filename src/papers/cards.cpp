// Pictures for a phone: one figure each, 1080 pixels wide, with what it is, whose edition, seed and day
// inside the picture, so that it says so wherever it is passed on.
#include "brief/draw.h"
#include "papers/formats.h"
#include "papers/pictures.h"

#include <cmath>

#include <cairo.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

namespace handover::papers {
namespace {

constexpr int kWide = 1080;
constexpr double kEdge = 44.0;
constexpr double kDrawnWidth = 520.0;  // of the chart's own pixels: its words are then twice as large

// Words on the card; the height that they take.
double words(cairo_t* canvas, const brief::Paper& paper, const std::string& text, double y, double size,
             bool bold, double grey, bool draw) {
  PangoLayout* layout = pango_cairo_create_layout(canvas);
  PangoContext* context = pango_layout_get_context(layout);
  pango_context_set_base_dir(context, paper.words.right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_context_set_language(context, pango_language_from_string(paper.view.language.c_str()));
  PangoFontDescription* font = pango_font_description_from_string(kFonts);
  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  if (bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  pango_layout_set_auto_dir(layout, FALSE);
  pango_layout_set_width(layout, static_cast<int>((kWide - 2.0 * kEdge) * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text(layout, text.c_str(), -1);
  int high = 0;
  pango_layout_get_size(layout, nullptr, &high);
  if (draw) {
    cairo_set_source_rgb(canvas, grey, grey, grey);
    cairo_move_to(canvas, kEdge, y);
    pango_cairo_show_layout(canvas, layout);
  }
  g_object_unref(layout);
  return static_cast<double>(high) / PANGO_SCALE;
}

// Draws the card, or takes its height alone.
double lay_out(cairo_t* canvas, const brief::Paper& paper, const std::string& title, const std::string& body,
               const charts::Picture* picture, bool draw) {
  double y = kEdge;
  y += words(canvas, paper, paper.view.title + " \xC2\xB7 " + paper.words.edition, y, 24.0, false, 0.35,
             draw) +
       14.0;
  y += words(canvas, paper, title, y, 40.0, true, 0.08, draw) + 22.0;
  if (!body.empty()) y += words(canvas, paper, body, y, 30.0, false, 0.08, draw) + 26.0;
  if (picture != nullptr) {
    const double wide = kWide - 2.0 * kEdge;
    if (draw) draw_picture(canvas, *picture, kEdge, y, wide);
    y += wide * picture->height / picture->width + 22.0;
  }
  y += words(canvas, paper, paper.words.source, y, 21.0, false, 0.35, draw) + 8.0;
  if (!paper.words.unreviewed.empty())
    y += words(canvas, paper, paper.words.unreviewed, y, 19.0, false, 0.35, draw) + 8.0;
  return y + kEdge - 8.0;
}

std::string card(const brief::Paper& paper, const std::string& title, const std::string& body,
                 const charts::Picture* picture) {
  cairo_surface_t* small = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
  cairo_t* measure = cairo_create(small);
  const double high = lay_out(measure, paper, title, body, picture, false);
  cairo_destroy(measure);
  cairo_surface_destroy(small);
  cairo_surface_t* surface =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, kWide, static_cast<int>(std::ceil(high)));
  cairo_t* canvas = cairo_create(surface);
  cairo_set_source_rgb(canvas, 1.0, 1.0, 1.0);
  cairo_paint(canvas);
  lay_out(canvas, paper, title, body, picture, true);
  std::string bytes = png_of(surface);
  cairo_destroy(canvas);
  cairo_surface_destroy(surface);
  return bytes;
}

}  // namespace

std::vector<File> cards_of(const brief::Paper& paper) {
  std::string lines;
  for (const brief::Line& line : paper.answer_lines) lines += (lines.empty() ? "" : "\n") + line.text;
  std::vector<File> files = {{"-answer", card(paper, paper.answer.text, lines, nullptr)}};
  for (const auto* sections : {&paper.first, &paper.second}) {
    for (const brief::Section& section : *sections) {
      for (const brief::Figure& figure : section.figures) {
        brief::Chart bare = figure.chart;
        std::visit([](auto& chart) { chart.frame.title.clear(), chart.frame.subtitle.clear(); }, bare);
        const charts::Picture picture = brief::draw(bare, kDrawnWidth, {}, {}, paper.view.language);
        const charts::Frame& frame = brief::frame_of(figure.chart);
        files.push_back({"-" + figure.id, card(paper, frame.title, frame.subtitle, &picture)});
      }
    }
  }
  return files;
}

}  // namespace handover::papers
