// Pictures of charts/ on a surface of cairo, drawn by librsvg. Private to this module.
#pragma once

#include "charts/picture.h"

#include <string>

#include <cairo.h>

namespace handover::papers {

// Of any words on a surface: the first that is there and has the letter.
inline constexpr const char* kFonts = "Liberation Sans, Noto Sans Arabic, DejaVu Sans, sans";

// Into the box at (x, y) of this width; the height follows from the picture's.
void draw_picture(cairo_t* canvas, const charts::Picture& picture, double x, double y, double width);

// As PNG, this many pixels wide, on white.
std::string png_of(const charts::Picture& picture, int pixels_wide);

// What a surface shows, as PNG.
std::string png_of(cairo_surface_t* surface);

}  // namespace handover::papers
