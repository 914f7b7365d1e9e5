#include "papers/package.h"

#include "brief/edition.h"
#include "papers/xml.h"

#include <cstring>
#include <set>
#include <stdexcept>

#include <zip.h>

namespace handover::papers {
namespace {

constexpr zip_int64_t kFixedDay = 315'532'800;  // 1 Jan 1980, the first day that a ZIP archive knows

bool ends_in(const std::string& name, const char* ending) {
  return name.ends_with(ending);
}

std::string content_types(const std::vector<std::pair<std::string, std::string>>& overrides) {
  Xml xml;
  xml.element("Types", {{"xmlns", "http://schemas.openxmlformats.org/package/2006/content-types"}}, [&] {
    xml.element("Default", {{"Extension", "rels"},
                            {"ContentType", "application/vnd.openxmlformats-package.relationships+xml"}});
    xml.element("Default", {{"Extension", "xml"}, {"ContentType", "application/xml"}});
    xml.element("Default", {{"Extension", "png"}, {"ContentType", "image/png"}});
    for (const auto& [name, type] : overrides)
      xml.element("Override", {{"PartName", "/" + name}, {"ContentType", type}});
  });
  return xml.finish();
}

}  // namespace

void Package::add(std::string name, std::string bytes, std::string type) {
  parts_.push_back({std::move(name), std::move(bytes), std::move(type)});
}

std::string Package::readable_text() const {
  std::string all;
  for (const Part& part : parts_) {
    if (ends_in(part.name, ".xml")) all += brief::readable_text(part.bytes) + "\n";
  }
  return all;
}

std::string Package::finish() const {
  std::vector<std::pair<std::string, std::string>> overrides;
  for (const Part& part : parts_) {
    if (!part.type.empty()) overrides.emplace_back(part.name, part.type);
  }
  std::vector<Part> parts = {{"[Content_Types].xml", content_types(overrides), {}}};
  parts.insert(parts.end(), parts_.begin(), parts_.end());
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* archive = memory == nullptr ? nullptr : zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  if (archive == nullptr) throw std::runtime_error("no archive could be made in memory");
  zip_source_keep(memory);
  for (const Part& part : parts) {
    zip_source_t* source = zip_source_buffer(archive, part.bytes.data(), part.bytes.size(), 0);
    const zip_int64_t index = zip_file_add(archive, part.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) throw std::runtime_error("a part could not be added to an archive");
    const auto at = static_cast<zip_uint64_t>(index);
    zip_file_set_mtime(archive, at, kFixedDay, 0);
    // The attributes of the machine that writes are no part of a paper.
    zip_file_set_external_attributes(archive, at, 0, ZIP_OPSYS_UNIX, 0);
  }
  if (zip_close(archive) != 0) throw std::runtime_error("an archive could not be closed");
  if (zip_source_open(memory) != 0) throw std::runtime_error("an archive could not be read back");
  zip_stat_t stat;
  zip_source_stat(memory, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  zip_source_free(memory);
  return bytes;
}

std::string relations_part(const std::vector<Relation>& relations) {
  Xml xml;
  xml.element(
      "Relationships", {{"xmlns", "http://schemas.openxmlformats.org/package/2006/relationships"}}, [&] {
        for (const Relation& one : relations) {
          const bool core = one.kind == "core-properties";
          xml.element(
              "Relationship",
              {{"Id", one.id},
               {"Type",
                core ? "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
                     : "http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + one.kind},
               {"Target", one.target}});
        }
      });
  return xml.finish();
}

std::string core_properties(const std::string& title, const std::string& language, const std::string& day) {
  Xml xml;
  xml.element("cp:coreProperties",
              {{"xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"},
               {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
               {"xmlns:dcterms", "http://purl.org/dc/terms/"},
               {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"}},
              [&] {
                xml.element("dc:title", [&] { xml.text(title); });
                xml.element("dc:language", [&] { xml.text(language); });
                for (const char* name : {"dcterms:created", "dcterms:modified"})
                  xml.element(name, {{"xsi:type", "dcterms:W3CDTF"}}, [&] { xml.text(day + "T00:00:00Z"); });
              });
  return xml.finish();
}

}  // namespace handover::papers
