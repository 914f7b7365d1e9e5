#include "papers/pictures.h"

#include <cmath>
#include <stdexcept>

#include <librsvg/rsvg.h>

namespace handover::papers {
namespace {

cairo_status_t append(void* text, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

void draw_picture(cairo_t* canvas, const charts::Picture& picture, double x, double y, double width) {
  const std::string svg = charts::svg_document(picture);
  GError* error = nullptr;
  RsvgHandle* handle =
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error);
  if (handle == nullptr) {
    const std::string words = error != nullptr ? error->message : "unknown";
    g_clear_error(&error);
    throw std::runtime_error("a picture could not be read: " + words);
  }
  const RsvgRectangle box{x, y, width, width * picture.height / picture.width};
  const bool drawn = rsvg_handle_render_document(handle, canvas, &box, &error) != FALSE;
  g_object_unref(handle);
  if (!drawn) {
    g_clear_error(&error);
    throw std::runtime_error("a picture could not be drawn");
  }
}

std::string png_of(cairo_surface_t* surface) {
  std::string bytes;
  if (cairo_surface_write_to_png_stream(surface, append, &bytes) != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error("a picture could not be written as PNG");
  return bytes;
}

std::string png_of(const charts::Picture& picture, int pixels_wide) {
  const int high = static_cast<int>(std::ceil(pixels_wide * picture.height / picture.width));
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels_wide, high);
  cairo_t* canvas = cairo_create(surface);
  cairo_set_source_rgb(canvas, 1.0, 1.0, 1.0);
  cairo_paint(canvas);
  draw_picture(canvas, picture, 0.0, 0.0, pixels_wide);
  std::string bytes = png_of(surface);
  cairo_destroy(canvas);
  cairo_surface_destroy(surface);
  return bytes;
}

}  // namespace handover::papers
