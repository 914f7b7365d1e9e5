#include "papers/xml.h"

#include <stdexcept>

#include <libxml/xmlwriter.h>

namespace handover::papers {
namespace {

const xmlChar* chars(const char* text) {
  return reinterpret_cast<const xmlChar*>(text);
}

void check(int result) {
  if (result < 0) throw std::runtime_error("libxml2 could not write");
}

// Control characters are not allowed in XML at all.
std::string allowed(std::string_view words) {
  std::string text;
  for (const char c : words) {
    if (static_cast<unsigned char>(c) >= 0x20U || c == '\n' || c == '\t') text += c;
  }
  return text;
}

}  // namespace

struct Xml::State {
  xmlBufferPtr buffer = xmlBufferCreate();
  xmlTextWriterPtr writer = xmlNewTextWriterMemory(buffer, 0);
};

Xml::Xml() : state_(std::make_unique<State>()) {
  check(xmlTextWriterStartDocument(state_->writer, "1.0", "UTF-8", "yes"));
}
Xml::~Xml() {
  xmlFreeTextWriter(state_->writer);
  xmlBufferFree(state_->buffer);
}

void Xml::element(const char* name, Attributes attributes, const std::function<void()>& inside) {
  check(xmlTextWriterStartElement(state_->writer, chars(name)));
  for (const auto& [attribute, value] : attributes)
    check(xmlTextWriterWriteAttribute(state_->writer, chars(attribute), chars(allowed(value).c_str())));
  if (inside) inside();
  check(xmlTextWriterEndElement(state_->writer));
}

void Xml::text(std::string_view words) {
  check(xmlTextWriterWriteString(state_->writer, chars(allowed(words).c_str())));
}

std::string Xml::finish() {
  check(xmlTextWriterEndDocument(state_->writer));
  check(xmlTextWriterFlush(state_->writer));
  return {reinterpret_cast<const char*>(xmlBufferContent(state_->buffer)),
          static_cast<std::size_t>(xmlBufferLength(state_->buffer))};
}

}  // namespace handover::papers
