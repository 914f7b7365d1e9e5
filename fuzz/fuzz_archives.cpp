// Any bytes as a packed file and as the parts of a workbook: unpacked within a cap or refused. The first byte
// says as what.
#include "base/problem.h"
#include "tables/archive.h"
#include "tables/table_variants.h"
#include "tables/workbook.h"

#include <cstdlib>
#include <string>

using namespace handover;

namespace {

constexpr std::size_t kCap = 1U << 20U;

void check(bool holds) {
  if (!holds) std::abort();
}

void take_zip(const std::string& bytes) {
  ZipArchive archive(bytes, "fuzz.zip", kCap);
  std::size_t all = 0;
  for (const std::string& name : archive.names()) all += archive.read(name).size();
  check(all <= kCap);
}

// The XML itself, without a checksum in the way.
void take_sheet(const std::string& xml) {
  const std::string bytes = variants::zip_of(
      {{"xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" id=\"r1\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r1\" Target=\"s.xml\"/></Relationships>"},
       {"xl/s.xml", xml}});
  ZipArchive archive(bytes, "fuzz.xlsx");
  check(read_xlsx(archive, "fuzz.xlsx").size() == 1);
}

void take_content(const std::string& xml) {
  const std::string bytes = variants::zip_of({{"content.xml", xml}});
  ZipArchive archive(bytes, "fuzz.ods");
  read_ods(archive, "fuzz.ods");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    switch (data[0] % 4) {
      case 0:
        check(gunzip(bytes, "fuzz.gz", kCap).size() <= kCap);
        break;
      case 1:
        take_zip(bytes);
        break;
      case 2:
        take_sheet(bytes);
        break;
      default:
        take_content(bytes);
    }
  } catch (const InputError& error) {
    check(!error.problems().empty());
  }
  return 0;
}
