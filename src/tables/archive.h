// Packed files: gzip (RFC 1952) and zip, with a cap on what they may unpack to, so that a small file cannot
// fill the memory.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

// What one file may unpack to in all.
inline constexpr std::size_t kMostUnpacked = std::size_t{2} << 30U;

// All members of a gzip file, one after the other. Throws InputError naming `file` when it is damaged or cut
// short or unpacks to more than `most` bytes.
std::string gunzip(std::string_view bytes, const std::string& file, std::size_t most = kMostUnpacked);

// A zip archive in memory; `bytes` must outlive it.
class ZipArchive {
 public:
  // Throws InputError when it is no zip archive.
  ZipArchive(std::string_view bytes, std::string file, std::size_t most = kMostUnpacked);
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  // Files only, in the archive's order.
  const std::vector<std::string>& names() const { return names_; }
  bool holds(std::string_view name) const;
  // Throws InputError when it is damaged, encrypted or takes the sum of what was read beyond the cap.
  std::string read(const std::string& name);

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
  std::string file_;
  std::size_t most_, left_;
  std::vector<std::string> names_;
};

}  // namespace handover
